"""What was signed, as JSON: texts, numbers with their row ids, sentences, the moment.

A signed report is read back from here and from nowhere else; how its figures have
changed since is a comparison with the records, never a change of the report.
"""

import datetime as dt
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode

from union.figures import BaseFigure, Figure, FigureValue

from .content import Content, PlanLine, Section, Shortcoming, Texts
from .registry import BY_KEY, values
from .sentences import Sentence
from .values import exact, on_page

FIGURE_FIELDS = ("key", "label", "unit", "section", "definition", "places")
#: A list's address names so many rows one by one, at most.
NAMED_ROWS = 300


def to_json(content, period, user):
    return {
        "made_at": content.made_at.isoformat(),
        "texts": dated_text(asdict(content.texts)),
        "values": [value_json(value) for value in content.values.values()],
        "before": [value_json(value) for value in content.before.values()],
        "rows": rows_of(content, period, user),
        "sentences": {k: [s.text, s.url] for k, s in content.sentences.items()},
        "months": content.months,
    }


def dated_text(fields):
    return {
        k: v.isoformat() if isinstance(v, dt.date) else v for k, v in fields.items()
    }


def value_json(value):
    number = exact(value)
    return {
        **{name: getattr(value.figure, name) for name in FIGURE_FIELDS},
        "number": None if number is None else str(number),
        "qualifier": value.qualifier,
        "rows": value.rows,
        "url": value.url,
    }


def rows_of(content, period, user):
    """{key: row ids} of every counted figure, as runs [first, last, first, last …]."""
    return {
        key: runs(figure_rows(value.figure, period, user))
        for key, value in content.values.items()
        if isinstance(value.figure, Figure)
    }


def figure_rows(figure, period, user):
    return set(figure.queryset(period, user).order_by().values_list("pk", flat=True))


def runs(pks):
    """1 2 3 7 as [1, 3, 7, 7]: rows that were imported together take little room."""
    flat = []
    for pk in sorted(pks):
        if flat and pk == flat[-1] + 1:
            flat[-1] = pk
        else:
            flat += [pk, pk]
    return flat


def unfolded(flat):
    pairs = zip(flat[::2], flat[1::2], strict=True)
    return {pk for first, last in pairs for pk in range(first, last + 1)}


def from_json(data):
    """The Content that was signed."""
    return Content(
        texts=texts_from(data["texts"]),
        values={item["key"]: value_from(item) for item in data["values"]},
        before={item["key"]: value_from(item) for item in data["before"]},
        sentences={k: Sentence(*pair) for k, pair in data["sentences"].items()},
        months=tuple((label, number) for label, number in data["months"]),
        made_at=dt.datetime.fromisoformat(data["made_at"]),
    )


def texts_from(fields):
    parts = {
        "title": tuple(fields["title"]),
        "plan_title": tuple(fields["plan_title"]),
        "as_of": dt.date.fromisoformat(fields["as_of"]),
        "dated": dt.date.fromisoformat(fields["dated"]),
        "sections": tuple(Section(**item) for item in fields["sections"]),
        "problems": tuple(Shortcoming(**item) for item in fields["problems"]),
        "plan": tuple(PlanLine(**item) for item in fields["plan"]),
        "last_plan": tuple(PlanLine(**item) for item in fields["last_plan"]),
    }
    return Texts(**fields | parts)


def value_from(item):
    """The figure is as it was then, also where it is no longer computed."""
    figure = BaseFigure(**{name: item[name] for name in FIGURE_FIELDS})
    text = item["number"]
    number = None if text is None else Decimal(text) if "." in text else int(text)
    return FigureValue(figure, number, item["rows"], item["qualifier"], item["url"])


@dataclass(frozen=True)
class Difference:
    """A figure that is no longer what was signed; the ids of the rows that it gained
    and lost, and of those that were changed since."""

    then: FigureValue
    now: FigureValue
    gained: frozenset[int] = frozenset()
    lost: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()

    @property
    def difference(self):
        now, then = exact(self.now), exact(self.then)
        return None if now is None or then is None else now - then

    @property
    def then_text(self):
        return on_page(self.then)

    @property
    def now_text(self):
        return on_page(self.now)

    @property
    def difference_text(self):
        """+1,200.00, −3; a dash where either is unknown."""
        if self.difference is None:
            return "—"
        sign = "+" if self.difference > 0 else "−"
        return f"{sign}{abs(self.difference):,.{self.now.figure.places}f}"

    @property
    def counts_rows(self):
        return isinstance(self.now.figure, Figure)

    @cached_property
    def gained_url(self):
        return self._rows_url(self.gained)

    @cached_property
    def changed_url(self):
        return self._rows_url(self.changed)

    def _rows_url(self, pks):
        figure = self.now.figure
        if not isinstance(figure, Figure) or not 0 < len(pks) <= NAMED_ROWS:
            return ""
        numbers = ",".join(map(str, sorted(pks)))
        return f"{reverse(figure.rows)}?{urlencode({'pk': numbers})}"


def moved(report, user):
    """[(then, now), …] of the figures that the records no longer give as signed."""
    now = values(report.period, user)
    for item in report.frozen["values"]:
        then, value = value_from(item), now.get(item["key"])
        if value is not None and not same(then, value):
            yield then, value


def now_texts(report, user):
    """{key: its number now} of those."""
    return {then.figure.key: on_page(now) for then, now in moved(report, user)}


def differences(report, user):
    """What the records say now, where that is not what was signed."""
    for then, now in moved(report, user):
        figure = BY_KEY[then.figure.key]
        if isinstance(figure, Figure):
            before = unfolded(report.frozen["rows"].get(figure.key, []))
            rows = figure.queryset(report.period, user).order_by()
            after = set(rows.values_list("pk", flat=True))
            late = rows.filter(updated_at__gt=report.signed_at)
            yield Difference(
                then,
                now,
                gained=frozenset(after - before),
                lost=frozenset(before - after),
                changed=frozenset(late.values_list("pk", flat=True)) & before,
            )
        else:
            yield Difference(then, now)


def same(then, now):
    return (exact(then), then.qualifier) == (exact(now), now.qualifier)
