from union.views import kind_paths

from . import records, views

app_name = "welfare"
urlpatterns = [
    *kind_paths(
        "consolations/",
        records.CONSOLATION,
        views.ConsolationCreateView,
        views.ConsolationUpdateView,
        views.ConsolationDetailView,
        views.StandingView,
    ),
    *kind_paths("benefit-rules/", records.BENEFIT_RULE),
    *kind_paths("mutual-aid/plans/", records.PLAN),
    *kind_paths("mutual-aid/enrolments/", records.ENROLMENT),
    *kind_paths("mutual-aid/claims/", records.CLAIM, views.ClaimCreateView),
]
