"""The demo's own data obey the rules that bind the office."""

import datetime as dt
from decimal import Decimal

import pytest

from members.choices import Job, MemberStatus
from members.models import Member
from reports.demo import members, welfare
from reports.demo.context import DemoContext
from union.accounts.command_line import COMMAND_LINE
from union.figures import compute
from union.periods import Period
from welfare.figures import FIGURES
from welfare.models import (
    BenefitRule,
    Consolation,
    MutualAidClaim,
    MutualAidEnrolment,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def check_all(model):
    named = [f.name for f in model._meta.fields if f.name in {"plan", "member"}]
    records = list(model.objects.order_by("pk").select_related(*named))
    facts = model.gather_facts(records)
    for record in records:
        record.check_rules(facts)
        facts.add(record)
    return len(records)


def test_the_demo_keeps_every_limit_and_has_a_year_like_a_real_one():
    context = DemoContext(dt.date(2026, 11, 21))
    members.make(context)
    welfare.make(context)

    assert check_all(BenefitRule) == 17
    assert check_all(Consolation) > 400
    assert check_all(MutualAidEnrolment) > 1500
    assert check_all(MutualAidClaim) > 700
    values = compute(FIGURES, Period.of_year(2025), COMMAND_LINE)
    assert values["consol_sick_times"].number == 110
    assert values["consol_hardship_households"].number == 9
    assert values["consol_death_visits"].number == 6
    assert 250 < values["mutual_claim_person_times"].number < 330
    assert Decimal(150000) < values["mutual_claim_amount"].number < Decimal(250000)
    assert not MutualAidClaim.objects.filter(is_backfilled=True).exists()
    assert not Consolation.objects.filter(date__gt=context.today).exists()

    assert check_all(Member) > 600
    of_age = Member.objects.filter(status=MemberStatus.ACTIVE).of_age_by(2026, 11)
    assert 2 <= of_age.count() <= 5
    pharmacists = Member.objects.filter(job=Job.PHARMACIST)
    assert {str(member.department) for member in pharmacists} == {"药学部"}
