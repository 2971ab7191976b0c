import datetime as dt
import re
from calendar import monthrange

from django.apps import apps
from django.db.models import Case, Count, OuterRef, Q, Subquery, Value, When

from union import birthdays
from union.fields import tail_index
from union.querysets import RecordQuerySet, SharedQuerySet
from union.values import to_half_width

from .choices import STATUS_AFTER, MemberStatus, MissingData, RetirementAge
from .retirement import OPEN, SETTLED, UNKNOWN, WOMEN_55, birth_months, last_birth_month

LAST_CHARACTER = "\U0010ffff"
PHONE_TAIL = re.compile(r"\d{4}|1\d{10}", re.ASCII)

#: How an entry shows what it lacks.
MISSING = {
    MissingData.BIRTH_DATE: Q(birth_date=None),
    MissingData.ID_NUMBER: Q(id_index=None),
    MissingData.SEX: Q(sex=""),
}


class CountedQuerySet(SharedQuerySet):
    """Departments and groups, with the number of their active members."""

    def with_details(self):
        member = self.model.member_set_path
        active = Q(
            **{f"{member}__status": MemberStatus.ACTIVE, f"{member}__voided_at": None}
        )
        return self.annotate(active_members=Count(member, filter=active))


class DepartmentQuerySet(CountedQuerySet):
    def visible_to(self, user):
        """A group's officers see where its members work, the union office all."""
        if user.has_perm("members.view_all_groups"):
            return self
        of_groups = self.model.objects.filter(union_groups__officers=user)
        of_members = self.model.objects.filter(member__union_group__officers=user)
        return self.filter(
            Q(pk__in=of_groups.values("pk")) | Q(pk__in=of_members.values("pk"))
        )


class UnionGroupQuerySet(CountedQuerySet):
    def visible_to(self, user):
        """Its officers see a group, the union office all."""
        if user.has_perm("members.view_all_groups"):
            return self
        own = self.model.objects.filter(officers=user)
        return self.filter(pk__in=own.values("pk"))


class GroupScopedQuerySet(RecordQuerySet):
    """Records of a union group: its officers see them, the union office sees all."""

    group_path = "union_group"

    def visible_to(self, user):
        if user.has_perm("members.view_all_groups"):
            return self
        return self.filter(**{f"{self.group_path}__officers": user})


class MemberQuerySet(GroupScopedQuerySet):
    def with_status_on(self, day: dt.date, status):
        """Whose last event up to that day, itself included, made them so."""
        events = apps.get_model("members.MembershipEvent").objects
        past = events.filter(voided_at=None, member=OuterRef("pk"), date__lte=day)
        last = past.in_time().reverse().values("change_type")[:1]
        changes = [change for change, after in STATUS_AFTER.items() if after == status]
        return self.annotate(last_change=Subquery(last)).filter(last_change__in=changes)

    def lacking(self, data):
        """Whose entry is without it (MissingData)."""
        return self.filter(MISSING[data])

    def with_birthday(self, first: dt.date, last: dt.date):
        return self.filter(birthdays.within("birth_date", first, last))

    def retiring_in(self, year: int, month: int):
        """Who reaches the statutory age in that month: both, where it may be 50 or 55
        (members.retirement)."""
        return self.filter(retiring(year, month))

    def of_age_by(self, year: int, month: int):
        """Who has reached the statutory age by the end of that month; where it may be
        50 or 55, who reaches 50 in it or has reached 55."""
        found = retiring(year, month)
        for scheme, jobs in (*SETTLED, (WOMEN_55, UNKNOWN)):
            last = last_day_of(last_birth_month(scheme, year, month))
            found |= Q(birth_date__lte=last, sex=scheme.sex, job__in=jobs)
        return self.filter(found)

    def of_retirement_age(self, age):
        """Those whose statutory age is settled, or those of whom it is open."""
        is_open = Q()
        for scheme, jobs in OPEN:
            is_open |= Q(sex=scheme.sex, job__in=jobs)
        return self.filter(is_open if age == RetirementAge.OPEN else ~is_open)

    def anywhere(self, word):
        """Who tells the last four digits of a telephone finds its owner by them."""
        found = super().anywhere(word)
        if PHONE_TAIL.fullmatch(word):
            found |= Q(phone_tail_index=tail_index(word))
        return found

    def borne_by_nobody(self, names):
        """Those of ``names`` that are no member's, as they stand there."""
        found = self.filter(name__in=names).values_list("name", flat=True)
        known = set(found)
        return [name for name in names if name not in known]

    def picked(self, text):
        """The matches of a picker: whose number it is, active members, then by name.
        Pinyin may have blanks between its syllables, and any letters may be wide.

        They are found in indexes alone: asked for all ways at once, a database reads
        every row.
        """
        plain = " ".join(to_half_width(text).split())
        text = "".join(plain.split())
        ways = [Q(name__icontains=name) for name in dict.fromkeys((text, plain))]
        if text.isascii():
            ways.append(begins_like(text))
        everybody = self.model.objects.order_by().values("pk")
        first_way, *others = (everybody.filter(way) for way in ways)
        found = self.filter(pk__in=first_way.union(*others))
        first = Case(
            When(staff_no__in=[text, text.lower(), text.upper()], then=Value(0)),
            When(status=MemberStatus.ACTIVE, then=Value(1)),
            default=Value(2),
        )
        found = found.select_related("department")
        return found.order_by(first, "name_order", "staff_no")


def retiring(year, month):
    found = Q(pk__in=[])
    for scheme, jobs in (*SETTLED, *OPEN):
        for first in birth_months(scheme, year, month):
            # A range, which a database compares without a look at each date's month.
            born = Q(birth_date__range=(first, last_day_of(first)))
            found |= born & Q(sex=scheme.sex, job__in=jobs)
    return found


def last_day_of(month: dt.date):
    return month.replace(day=monthrange(month.year, month.month)[1])


def begins_like(text):
    """Whose pinyin, initials or staff number begin with ``text``."""
    lower, upper = text.lower(), text.upper()
    found = starting("pinyin", lower) | starting("initials", lower)
    for staff_no in dict.fromkeys((lower, upper)):
        found |= starting("staff_no", staff_no)
    return found


def starting(name, text):
    """Where the field begins with ``text``, as a range, for which any index serves."""
    return Q(**{f"{name}__gte": text, f"{name}__lt": text + LAST_CHARACTER})


class MembershipEventQuerySet(GroupScopedQuerySet):
    group_path = "member__union_group"

    def in_time(self):
        """In the order in which they took effect; those of one day as entered."""
        return self.order_by("date", "pk")

    def standing_on(self, day: dt.date):
        """The last of each member up to that day, itself included: by them it is known
        who was in the union on it."""
        in_time = MembershipEventQuerySet(self.model).in_time()
        past = in_time.filter(voided_at=None, member=OuterRef("member"), date__lte=day)
        last = past.reverse().values("pk")[:1]
        return self.filter(date__lte=day, pk=Subquery(last))
