"""Records that tell themselves in a sentence: {{activity:12}} in a report.

The sentence is the room's own; here is how to find the records and which to offer.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from activities.choices import ActivityStatus, Category, HostLevel
from activities.models import Activity, ActivityResult
from activities.sentences import sentence as activity_sentence
from congress.models import CongressSession
from union.models import Record
from union.records import kind_of

#: A draft tells so many of a group's records, the largest ones; figures count all.
TOLD = 8


@dataclass(frozen=True)
class Source:
    """``tell(records, anonymise)`` gives (record, sentence) in few queries; ``groups``
    names what drafts may choose from as conditions on ``model``."""

    model: type[Record]
    tell: Callable[[Iterable[Record], bool], Iterable[tuple[Record, str]]]
    groups: Mapping[str, Q] = field(default_factory=dict)
    largest: Sequence[str] = ("-pk",)

    def listed_for(self, user):
        """What the user may see; nothing where the list itself is closed."""
        rows = self.model.objects.listed_for(user)
        return rows if kind_of(self.model).can(user, "view") else rows.none()


@dataclass(frozen=True)
class Sentence:
    text: str
    url: str


def tell_activities(activities, anonymise):
    results = ActivityResult.objects.valid().select_related("member", "department")
    prefetch = Prefetch("results", results.order_by("place", "pk"))
    for activity in activities.prefetch_related(prefetch):
        told = activity_sentence(activity, activity.results.all(), anonymise=anonymise)
        yield activity, told


def tell_sessions(sessions, anonymise):
    for session in sessions:
        yield session, session_sentence(session)


def session_sentence(session):
    """3月20日下午在院礼堂召开七届七次职代会，应到代表60名，实到53名，列席11人。

    What it heard and passed is in the figures of the year."""
    place = f"在{session.place}" if session.place else ""
    clauses = [f"{session.date_text}{place}召开{session.short_name}"]
    counts = (
        ("应到代表", session.delegates_due, "名"),
        ("实到", session.delegates_present, "名"),
        ("列席", session.observers_count, "人"),
    )
    clauses += [f"{label}{number}{unit}" for label, number, unit in counts if number]
    return "，".join(clauses) + "。"


#: Contests elsewhere where something was won: told of first, whatever their size.
WON_ELSEWHERE = Q(
    host_level=HostLevel.EXTERNAL,
    pk__in=ActivityResult.objects.filter(voided_at=None).values("activity"),
)
#: The figures of the month of fitness and of recuperation tell of these already.
TOLD_BY_FIGURES = Q(series_name__contains="健身") | Q(category=Category.RECUPERATION)


def held(*categories):
    is_one = Q(status=ActivityStatus.HELD, category__in=categories, parent=None)
    return is_one & ~WON_ELSEWHERE & ~TOLD_BY_FIGURES


SOURCES: dict[str, Source] = {
    "activity": Source(
        model=Activity,
        tell=tell_activities,
        groups={
            "culture": held(
                Category.SPORTS,
                Category.CULTURE,
                Category.OUTING,
                Category.FILM,
                Category.VOLUNTEER,
            ),
            "won": Q(status=ActivityStatus.HELD, parent=None) & WON_ELSEWHERE,
            "women": held(Category.WOMEN),
            "children": held(Category.CHILDREN),
            "retirees": held(Category.RETIREES),
            "learning": held(Category.LECTURE, Category.CONTEST),
        },
        largest=("-attendance", "date", "pk"),
    ),
    "session": Source(
        model=CongressSession, tell=tell_sessions, groups={"congress": Q()}
    ),
}


def told(source_name, group, period, user):
    """The tokens of a group's largest records of the period, in order of time."""
    source = SOURCES[source_name]
    rows = source.listed_for(user).filter(
        source.groups[group], date__range=(period.start, period.end)
    )
    largest = rows.order_by(*source.largest).values_list("date", "pk")[:TOLD]
    return [f"{{{{{source_name}:{pk}}}}}" for _, pk in sorted(largest)]


def sentences(wanted, user, *, anonymise):
    """{"activity:12": Sentence} of the records in ``wanted`` {source: {pk, …}}. Those
    that were voided or that the user may not see are missing."""
    found = {}
    for name, pks in wanted.items():
        source = SOURCES[name]
        rows = source.listed_for(user).filter(pk__in=pks)
        for record, text in source.tell(rows, anonymise):
            if text:
                found[f"{name}:{record.pk}"] = Sentence(text, record.get_absolute_url())
    return found
