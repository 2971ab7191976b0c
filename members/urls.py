from union.views import kind_paths

from . import records, views

app_name = "members"
urlpatterns = [
    *kind_paths("members/", records.MEMBER, views.MemberDetailView),
    *kind_paths("events/", records.MEMBERSHIP_EVENT),
    *kind_paths("groups/", records.UNION_GROUP),
    *kind_paths("departments/", records.DEPARTMENT),
    *kind_paths("staff-counts/", records.STAFF_COUNT),
    *kind_paths("profile/", records.UNION_PROFILE),
]
