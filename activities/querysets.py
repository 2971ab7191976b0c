from collections import defaultdict

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from union.querysets import SharedQuerySet
from union.values import variants

from .choices import ActivityStatus, Counting, EntrantKind

#: When an event whose series was held is counted with the series, not by itself.
COUNTED_WITH_SERIES = {
    Counting.SERIES: Q(),
    Counting.CATEGORY: Q(parent__category=F("category")),
    Counting.HOST_LEVEL: Q(parent__host_level=F("host_level")),
    Counting.ATTENDANCE: Q(parent__attendance__gt=0),
}


class ActivityQuerySet(SharedQuerySet):
    def held(self):
        return self.filter(status=ActivityStatus.HELD)

    def counted(self, counting):
        """Without the events that count with their series (see Counting)."""
        series_held = Q(
            parent__status=ActivityStatus.HELD, parent__voided_at__isnull=True
        )
        return self.exclude(
            Q(parent__isnull=False) & series_held & COUNTED_WITH_SERIES[counting]
        )

    def with_parts(self, wanted):
        """Series that have events of their own, or the others."""
        parts = self.model.objects.valid().held().filter(parent=OuterRef("pk"))
        return self.filter(Exists(parts) if wanted else ~Exists(parts))

    def with_results(self, wanted):
        results = self.model.results.rel.related_model.objects.valid()
        found = Exists(results.filter(activity=OuterRef("pk")))
        return self.filter(found if wanted else ~found)

    def picked(self, text):
        """The matches of a picker: titles that begin so first, then the latest."""
        first = Case(When(title__startswith=text, then=Value(0)), default=Value(1))
        found = Q(label=text)
        for way in variants(text):
            found |= Q(title__contains=way) | Q(series_name__contains=way)
        return self.filter(found).order_by(first, "-date", "-pk")

    def bulk_create(self, objs, *args, **kwargs):
        """A series before its events, which need its number."""
        levels = defaultdict(list)
        for activity in objs:
            levels[unsaved_ancestors(activity)].append(activity)
        for level in sorted(levels):
            super().bulk_create(levels[level], *args, **kwargs)
        return objs


def unsaved_ancestors(activity):
    depth = 0
    while not activity.parent_id and activity.parent:
        activity = activity.parent
        depth += 1
    return depth


class ActivityResultQuerySet(SharedQuerySet):
    def with_details(self):
        """With the persons it honours: one where one is named, as many as a team
        says."""
        one = When(entrant_kind=EntrantKind.INDIVIDUAL, then=Value(1))
        return self.annotate(
            winner_count=Coalesce("winners", Case(one, output_field=IntegerField()))
        )

    def of_held(self, wanted):
        """Whose activity was held and counts."""
        held = Q(activity__status=ActivityStatus.HELD, activity__voided_at__isnull=True)
        return self.filter(held if wanted else ~held)

    def winners(self):
        """[(activity, persons who got a prize), …]; a team of unknown size is one."""
        prized = self.filter(~Q(prize="") | Q(prize_amount__gt=0))
        return prized.values_list("activity").annotate(
            persons=Sum(Coalesce("winners", 1))
        )


class PrizeRuleQuerySet(SharedQuerySet):
    def in_force(self, day):
        return self.filter(since__lte=day).filter(
            Q(until__isnull=True) | Q(until__gte=day)
        )
