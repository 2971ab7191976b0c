from django.utils import timezone

from union.views import RecordCreateView, RecordDetailView

from .models import CongressSession
from .rules import due_light, is_near, steps_of


class ProposalCreateView(RecordCreateView):
    """Most papers are for the newest session."""

    def get_initial(self):
        sessions = CongressSession.objects.listed_for(self.request.user)
        newest = sessions.order_by(*CongressSession.offered_order).first()
        return {"session": newest, **super().get_initial()}


class ProposalDetailView(RecordDetailView):
    """The paper with how far it has come and how much time is left."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        proposal, today = context["record"], timezone.localdate()
        light = due_light(proposal, today)
        return context | {
            "steps": steps_of(proposal),
            "light": light,
            "light_colour": light and light_colour(proposal, today),
        }


def light_colour(proposal, today):
    if proposal.due_on < today:
        return "danger"
    return "warning" if is_near(proposal, today) else "secondary"
