from union.views import kind_paths

from . import records
from .views import ProposalDetailView

app_name = "congress"
urlpatterns = [
    *kind_paths("sessions/", records.CONGRESS_SESSION),
    *kind_paths("proposals/", records.PROPOSAL, ProposalDetailView),
    *kind_paths("disclosures/", records.DISCLOSURE_ITEM),
]
