from django.utils import timezone

from union.references import record_number
from union.views import RecordCreateView, RecordDetailView, RecordUpdateView

from .models import CongressSession
from .rules import due_light, is_near, steps_of


class SecondersMixin:
    """A form that says beforehand how many seconders the session asks for."""

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if session := self.session_of(form):
            form.fields["seconders"].help_text += (
                f"；本届次规定提案须有 {session.seconders_required} 名以上附议人才能"
                "提交，代表团名义的除外"
            )
        return form

    def session_of(self, form):
        field = form.fields["session"]
        chosen = field.prepare_value(form["session"].value())
        return field.queryset.filter(pk=record_number(str(chosen))).first()


class ProposalUpdateView(SecondersMixin, RecordUpdateView):
    """修改."""


class ProposalCreateView(SecondersMixin, RecordCreateView):
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
