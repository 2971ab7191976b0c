from activities.choices import HostLevel
from activities.rules import check_part, check_winners

from .prize_rule import PrizeFacts


class ActivityFacts:
    """Which series the activities belong to, and how many won prizes in them."""

    def __init__(self, model, records):
        parts = model.objects.valid().filter(parent__isnull=False)
        self.parents = dict(parts.values_list("pk", "parent"))
        wanted = {record.parent_id for record in records} - {None}
        series = model.objects.filter(pk__in=wanted) if wanted else ()
        self.years = {s.pk: (s.date.year, s.ends_on.year) for s in series}
        results = model.results.rel.related_model.objects.valid()
        known = {record.pk for record in records} - {None}
        self.winners = dict(results.filter(activity__in=known).winners())
        self.prizes = PrizeFacts()

    def check(self, activity):
        if activity.parent_key:
            years = self.years.get(activity.parent_key) or years_of(activity.parent)
            check_part(activity, self.ancestors(activity), years)
        if activity.host_level == HostLevel.OWN:
            number = activity.headcount
            if number is None:
                number = activity.person_times
            rule = self.prizes.ratio_on(activity.date)
            check_winners(self.winners.get(activity.pk, 0), number, rule)

    def ancestors(self, activity):
        """The keys of its series, of the series of that, …, nearest first."""
        found = []
        key = activity.parent_key
        while key and key not in found:
            found.append(key)
            key = None if key == activity.key else self.parents.get(key)
        return found

    def add(self, activity):
        self.parents[activity.key] = activity.parent_key
        self.years[activity.key] = years_of(activity)


def years_of(activity):
    return activity.date.year, activity.last_day.year
