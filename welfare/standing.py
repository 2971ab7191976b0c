"""What the person who enters a consolation should know: who it is, which standard is in
force, and what the member was given before."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from members.choices import MemberStatus
from members.models import Member
from union.errors import RuleViolation

from .choices import Occasion, Relation, RuleScope
from .histories import Histories
from .models import BenefitRule, Consolation
from .rules.consolation import check_relation, check_standard


@dataclass(frozen=True)
class Standing:
    """``given`` are the member's other consolations of the year, newest first; the
    limits of ``rule`` count those of the same occasion."""

    day: dt.date
    member: Member | None
    status: str
    name: str  # the occasion, empty where none is chosen yet
    misfit: str  # why the relation does not go with it, or empty
    rule: BenefitRule | None
    given: list[Consolation]
    counted: list[Consolation]

    @property
    def total(self):
        return sum((c.amount for c in self.given), Decimal(0))

    @property
    def amount_left(self):
        """Yuan that the yearly limit still allows, or None where nothing limits."""
        if not (self.member and self.rule) or self.rule.limit_per_year is None:
            return None
        used = sum(c.amount for c in self.counted)
        return max(self.rule.limit_per_year - used, Decimal(0))

    @property
    def cases_left(self):
        if not (self.member and self.rule and self.rule.cases_per_year):
            return None
        used = sum(1 for c in self.counted if c.amount)
        return max(self.rule.cases_per_year - used, 0)


def standing(user, *, member, occasion, relation, day, without=None):
    """``without`` is the number of the record that is being corrected."""
    scope = RuleScope.of(relation or Relation.SELF)
    given = given_to(user, member, day.year, without) if member else []
    rules = BenefitRule.objects
    return Standing(
        day=day,
        member=member,
        status=status_text(member, day) if member else "",
        name=f"{Occasion(occasion).label}（{scope.label}）" if occasion else "",
        misfit=misfit(occasion, relation) if occasion else "",
        rule=rules.in_force(occasion, relation, day) if occasion else None,
        given=given,
        counted=[
            c
            for c in given
            if c.occasion == occasion and RuleScope.of(c.relation) == scope
        ],
    )


def misfit(occasion, relation):
    """What the rules say of a relation to whom nothing is given on this occasion."""
    return refusal(check_relation, Consolation(occasion=occasion, relation=relation))


def excess(*, member, occasion, relation, day, without, **amounts):
    """What the rules would say to these amounts when they are saved, or nothing."""
    if not occasion:
        return ""
    record = Consolation(
        pk=without,
        beneficiary=member,
        occasion=occasion,
        relation=relation,
        date=day,
        **amounts,
    )
    facts = Consolation.gather_facts([record])
    rule = facts.rule_for(record)
    if rule is None:
        return ""  # the panel says so by itself
    return refusal(check_standard, record, rule, facts.given(record))


def refusal(check, *given):
    """What this rule says, or nothing."""
    try:
        check(*given)
    except RuleViolation as error:
        return " ".join(error.messages)
    return ""


def given_to(user, member, year, without):
    rows = Consolation.objects.listed_for(user).filter(beneficiary=member)
    return list(rows.in_years(year, year).exclude(pk=without).order_by("-date", "-pk"))


def status_text(member, day):
    status = Histories([member.pk]).status_on(member.pk, day)
    return MemberStatus(status).label if status else "尚未入会"
