import datetime as dt

from django.apps import apps
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from members.querysets import GroupScopedQuerySet
from union.querysets import SharedQuerySet

from .choices import Relation, RuleScope


class BenefitRuleQuerySet(SharedQuerySet):
    def in_force_on(self, day: dt.date):
        open_end = Q(until__isnull=True) | Q(until__gte=day)
        return self.valid().filter(open_end, since__lte=day)

    def in_force(self, occasion, relation, day: dt.date):
        """The one standard for that occasion and relation on that day, or None."""
        rules = self.in_force_on(day)
        return rules.filter(occasion=occasion, scope=RuleScope.of(relation)).first()


def person_or_group(person, label):
    """The name of the member, or what the group is called where no one is named."""
    named = NullIf(label, Value(""))
    return Coalesce(f"{person}__name", named, Value("集体"))


def rule_of_the_day(field):
    """What the standard says that held for a consolation on its day."""
    rules = apps.get_model("welfare.BenefitRule").objects.valid()
    open_end = Q(until__isnull=True) | Q(until__gte=OuterRef("date"))
    rules = rules.filter(
        open_end,
        occasion=OuterRef("occasion"),
        scope=OuterRef("scope"),
        since__lte=OuterRef("date"),
    )
    return Subquery(rules.order_by("-since").values(field)[:1])


class ConsolationQuerySet(GroupScopedQuerySet):
    group_path = "beneficiary__union_group"

    def with_details(self):
        """With the standard that was in force on the day, for who audits it."""
        return self.annotate(
            whom=person_or_group("beneficiary", "beneficiary_label"),
            scope=Case(
                When(relation=Relation.SELF, then=Value(RuleScope.SELF)),
                default=Value(RuleScope.RELATIVE),
            ),
            rule_document=rule_of_the_day("document"),
            rule_limit_per_case=rule_of_the_day("limit_per_case"),
            rule_limit_per_year=rule_of_the_day("limit_per_year"),
        )

    def in_years(self, first: int, last: int):
        """From the first to the last of these calendar years, both included."""
        return self.filter(
            date__gte=dt.date(first, 1, 1), date__lte=dt.date(last, 12, 31)
        )


class EnrolmentQuerySet(GroupScopedQuerySet):
    group_path = "member__union_group"

    def with_details(self):
        return self.annotate(whom=person_or_group("member", "label"))

    def covering(self, start: dt.date, end: dt.date):
        """In force on some day from ``start`` to ``end``."""
        return self.filter(period_from__lte=end, period_to__gte=start)

    def insured(self, plan):
        """The numbers of the members who are named in the plan."""
        named = self.valid().filter(plan=plan, member__isnull=False)
        return named.values_list("member", flat=True)

    def may_cover(self, members):
        """Those of these ``members``, and of groups, which name nobody."""
        return self.filter(Q(member__in=members) | Q(member__isnull=True))


class ClaimQuerySet(GroupScopedQuerySet):
    group_path = "member__union_group"

    def with_details(self):
        return self.annotate(whom=person_or_group("member", "label"))
