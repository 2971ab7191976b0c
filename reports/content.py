"""All that a report says, gathered once: its texts and the numbers they quote.

Pages and documents are made of a ``Content`` and of nothing else, so that a signed
report, whose content is read from what was frozen, prints exactly what was signed.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone

from congress.querysets import channels_used
from members.models import union_profile
from union.chinese import date_text
from union.figures import FigureValue

from .charts import ATTENDED, month_points
from .models import PlanItem
from .registry import BY_KEY, values
from .sentences import Sentence, sentences
from .tokens import records_in
from .wording import SpanWords, Style, span_words

#: What a list's address says of the signed number it was opened from:
#: 12-members_total, the report's pk and the figure's key.
REPORT_PARAMETER = "in_report"


@dataclass(frozen=True)
class Section:
    heading: str
    text: str


@dataclass(frozen=True)
class Shortcoming:
    text: str
    cause: str = ""
    measure: str = ""


@dataclass(frozen=True)
class PlanLine:
    section: str
    group: str
    text: str
    months: str
    responsible: str = ""
    audience: str = ""
    status: str = ""

    @classmethod
    def of(cls, item):
        return cls(
            section=item.section,
            group=item.group,
            text=item.text,
            months=item.months,
            responsible=item.responsible,
            audience=item.audience,
            status=item.status,
        )


@dataclass(frozen=True)
class Texts:
    """What people wrote or chose; dates and names as the document prints them."""

    year: int
    plan_year: int
    as_of: dt.date
    preset: str
    title: tuple[str, ...]
    plan_title: tuple[str, ...]
    opening: str
    guiding: str
    closing: str
    issuer: str
    dated: dt.date
    date_writing: str
    number_style: str
    money_in_wan: bool
    wrapped: bool
    mark: str
    doc_number: str
    recipient: str
    signer: str
    words: dict[str, str]
    sections: tuple[Section, ...]
    problems: tuple[Shortcoming, ...]
    plan: tuple[PlanLine, ...]
    last_plan: tuple[PlanLine, ...]  # of the year reported on, with what became of it
    #: What was signed before rough sums were rounded prints as it did.
    rounds: bool = False

    @property
    def style(self):
        return Style(self.number_style, self.money_in_wan, self.rounds)

    @property
    def span(self) -> SpanWords:
        return span_words(self.as_of)


@dataclass(frozen=True)
class Content:
    texts: Texts
    values: dict[str, FigureValue]
    before: dict[str, FigureValue]  # the same part of the year before
    sentences: dict[str, Sentence]
    months: tuple[tuple[str, int | None], ...] = ()
    made_at: dt.datetime = field(default_factory=timezone.now)
    #: Of a signed report: its pk, and {key: number} of what the records say now.
    signed: int | None = None
    now: dict[str, str] = field(default_factory=dict)

    def number(self, key):
        """The FigureValue of ``key``, or None where there is nothing to print."""
        value = self.values.get(key)
        return None if value is None or value.number is None else value

    def url(self, value):
        """The list behind a number; that of a signed one knows where it comes from."""
        if self.signed and value.url:
            return f"{value.url}&{REPORT_PARAMETER}={self.signed}-{value.figure.key}"
        return value.url


def gather(report, sections, problems, plan, user):
    """The content of a report as it stands now; ``plan`` are PlanLines."""
    texts = texts_of(report, sections, problems, plan, user)
    quoted = [text for part in (*sections, *problems) for text in texts_in(part)]
    quoted += [texts.opening, texts.guiding, texts.closing]
    period = report.period
    return Content(
        texts=texts,
        values=values(period, user),
        before=values(period.before(), user),
        sentences=sentences(records_in(quoted), user, anonymise=report.anonymise),
        months=months_of(period, user),
    )


def quoting(report, text, user):
    """What one text of the report quotes; without the plan and last year's numbers."""
    return Content(
        texts=texts_of(report, (), (), (), user),
        values=values(report.period, user),
        before={},
        sentences=sentences(records_in([text]), user, anonymise=report.anonymise),
    )


def texts_in(part):
    return [getattr(part, name, "") for name in ("text", "measure")]


def stored_plan(year):
    return tuple(map(PlanLine.of, PlanItem.objects.of_year(year)))


def months_of(period, user):
    figure = ATTENDED.figure
    if not figure.is_open_to(user):
        return ()
    return tuple((p.label, p.value) for p in month_points(figure, period, user))


def texts_of(report, sections, problems, plan, user):
    profile = union_profile()
    lines = tuple(filter(None, map(str.strip, report.title.split("\n"))))
    short = profile.short_name
    next_plan = f"和{report.plan_year}年工作计划" if plan else ""
    return Texts(
        year=report.year,
        plan_year=report.plan_year,
        as_of=report.last_day,
        preset=report.preset,
        title=lines or (short, f"{report.year}年工作总结{next_plan}"),
        plan_title=(short, f"{report.plan_year}年工作计划"),
        opening=report.opening,
        guiding=report.guiding_thought,
        closing=report.closing,
        issuer=report.issuer or profile.name,
        dated=report.signed_on or report.last_day,
        date_writing=report.date_writing,
        number_style=report.number_style,
        money_in_wan=report.money_in_wan,
        wrapped=report.wrapped,
        mark=f"{profile.name}文件",
        doc_number=report.doc_number,
        recipient=report.recipient,
        signer=report.signer,
        words=words_of(report, profile, user),
        sections=tuple(Section(s.heading, s.text) for s in sections),
        problems=tuple(Shortcoming(p.text, p.cause, p.measure) for p in problems),
        plan=tuple(plan),
        last_plan=stored_plan(report.year),
        rounds=True,
    )


def words_of(report, profile, user):
    """What the word tokens of reports.tokens stand for."""
    return {
        "year": f"{report.year}年",
        "plan_year": f"{report.plan_year}年",
        "as_of": date_text(report.last_day),
        "during": span_words(report.last_day).during,
        "channels": "、".join(channels_of(report.period, user)),
        "self_word": profile.self_word,
        "superior": profile.superior_union,
        "party": profile.party_committee,
        "thought": report.thought.strip().rstrip("。；，"),
    }


def channels_of(period, user):
    figure = BY_KEY["disclosure_channels"]
    if not figure.is_open_to(user):
        return []
    return channels_used(figure.queryset(period, user).order_by())
