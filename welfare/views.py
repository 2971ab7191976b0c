"""The pages of this room that differ from the generic ones."""

from django.contrib import messages
from django.views.generic import TemplateView

from union.views import (
    KindMixin,
    RecordCreateView,
    RecordDetailView,
    RecordUpdateView,
)

from .forms import StandingForm
from .models import BenefitRule
from .standing import excess, standing


class StandingView(KindMixin, TemplateView):
    """The panel beside the form, for what has been entered so far."""

    url_name, url_tail = "standing", "standing/"
    template_name_suffix = "_standing"
    http_method_names = ["get"]

    def get_context_data(self, **kwargs):
        user = self.request.user
        entered = StandingForm(self.request.GET, user=user)
        question, amounts = entered.question, entered.amounts
        return super().get_context_data(
            standing=standing(user, **question),
            unknown=entered.unknown,
            excess=excess(**question, **amounts) if amounts else "",
            **kwargs,
        )


class StandingMixin:
    """A form of a consolation with that panel beside it."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user, form = self.request.user, context["form"]
        entered = {
            name: form[name].value()
            for name in ("beneficiary", "occasion", "relation", "date")
        }
        question = StandingForm({**entered, "record": self.instance.pk}, user=user)
        return context | {"standing": standing(user, **question.question)}


class ConsolationCreateView(StandingMixin, RecordCreateView):
    pass


class ConsolationUpdateView(StandingMixin, RecordUpdateView):
    pass


class ConsolationDetailView(RecordDetailView):
    """With the standard that was in force on the day."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        record = context["record"]
        rule = BenefitRule.objects.in_force(
            record.occasion, record.relation, record.date
        )
        return context | {"rule": rule}


class ClaimCreateView(RecordCreateView):
    """What is doubtful of a claim stands on its page; who goes on to the next one does
    not see that page."""

    def form_valid(self, form):
        response = super().form_valid(form)
        if form.instance.pk and "again" in self.request.POST:
            for text in form.instance.warnings:
                messages.warning(self.request, text)
        return response
