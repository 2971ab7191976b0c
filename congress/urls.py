from union.views import kind_paths

from . import records
from .views import ProposalCreateView, ProposalDetailView

app_name = "congress"
urlpatterns = [
    *kind_paths("sessions/", records.CONGRESS_SESSION),
    *kind_paths("proposals/", records.PROPOSAL, ProposalCreateView, ProposalDetailView),
    *kind_paths("disclosures/", records.DISCLOSURE_ITEM),
]
