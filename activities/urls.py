from union.views import kind_paths

from . import records

app_name = "activities"
urlpatterns = [
    *kind_paths("activities/", records.ACTIVITY),
    *kind_paths("sessions/", records.ACTIVITY_SESSION),
    *kind_paths("results/", records.ACTIVITY_RESULT),
    *kind_paths("prize-rules/", records.PRIZE_RULE),
]
