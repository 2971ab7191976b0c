from union.views import kind_paths

from . import records
from .views import ProposalCreateView, ProposalDetailView, ProposalUpdateView

app_name = "congress"
urlpatterns = [
    *kind_paths("sessions/", records.CONGRESS_SESSION),
    *kind_paths(
        "proposals/",
        records.PROPOSAL,
        ProposalCreateView,
        ProposalUpdateView,
        ProposalDetailView,
    ),
    *kind_paths("disclosures/", records.DISCLOSURE_ITEM),
]
