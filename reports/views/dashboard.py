"""主席看板 and 数据一览: the figures of a year, as of a day that the address says."""

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property

from members.models import union_profile
from reports import annex
from reports.charts import draw_all
from reports.comparison import by_section, compared
from reports.models import AnnualReport
from reports.registry import KEY_FIGURES
from reports.wording import span_words
from union import audit
from union.excel.writer import workbook_response
from union.filters import DayInput
from union.form_words import PlainForm
from union.periods import Period
from union.permissions import need_export, policy

YEARS_SHOWN = 10


class PeriodForm(PlainForm):
    """Which year, and up to which day of it."""

    year = forms.TypedChoiceField(label="年度", coerce=int, required=False)
    as_of = forms.DateField(label="截至", required=False, widget=DayInput)

    def __init__(self, data, today):
        super().__init__({"year": today.year, **data.dict()})
        self.today = today
        years = range(today.year, today.year - YEARS_SHOWN, -1)
        self.fields["year"].choices = [(year, f"{year}年") for year in years]

    def clean(self):
        cleaned = super().clean()
        year = cleaned.get("year") or self.today.year
        as_of = cleaned.get("as_of")
        if as_of and as_of.year != year:
            self.add_error("as_of", f"截至日期应在 {year} 年内")
        return cleaned

    @cached_property
    def period(self):
        """What was asked for; up to today where the form does not say."""
        self.is_valid()
        year = self.cleaned_data.get("year") or self.today.year
        as_of = self.cleaned_data.get("as_of") or self.today
        return Period.of_year(year, min(as_of, self.today))


@policy("members.view_member")
def dashboard(request):
    form = PeriodForm(request.GET, timezone.localdate())
    figures = compared(form.period, request.user)
    context = {
        "form": form,
        "issuer": union_profile().name,
        "period": form.period,
        "span": span_words(form.period.end),
        "last_year": form.period.year - 1,
        "key_figures": [figures[key] for key in KEY_FIGURES if key in figures],
        "sections": by_section(
            item for item in figures.values() if item.says_something
        ),
        "charts": list(draw_all(form.period, request.user)),
    }
    return render(request, "reports/dashboard.html", context)


@policy("members.view_member")
def figures(request):
    """All figures with their 口径; ``?export=xlsx`` gives them as a sheet."""
    form = PeriodForm(request.GET, timezone.localdate())
    items = list(compared(form.period, request.user).values())
    if request.GET.get("export") == "xlsx":
        return export(request.user, form.period, items)
    context = {
        "form": form,
        "period": form.period,
        "span": span_words(form.period.end),
        "sections": by_section(items),
    }
    return render(request, "reports/figures.html", context)


def export(user, period, items):
    """The figures are the annex of the annual report: who may take that away."""
    need_export(user, AnnualReport)
    note = f"统计数据 {len(items)} 项；{period}"
    audit.log(user, audit.Action.EXPORT, note=note)
    name = f"{period.year}年统计数据-{period.end:%Y%m%d}.xlsx"
    return workbook_response(name, [annex.sheet(items, period)])
