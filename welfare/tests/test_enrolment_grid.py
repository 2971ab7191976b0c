"""Many enrolments at once: whom the list of persons leaves out, what may stay blank."""

import datetime as dt

import pytest

from members.tests.factories import MemberFactory
from union.tests.factories import UserFactory
from welfare.models import MutualAidEnrolment
from welfare.records import ENROLMENT

from .factories import MutualAidEnrolmentFactory, MutualAidPlanFactory

pytestmark = pytest.mark.django_db

URL = ENROLMENT.url("batch")
LABEL = "不含已参加这个计划的人"


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(role="staff"))
    return client


@pytest.fixture
def plan():
    return MutualAidPlanFactory(name="综合互助2026")


@pytest.fixture
def members(plan):
    """One who is in the plan, one who is in another, and one who is in none."""
    insured, elsewhere, _ = (
        MemberFactory(staff_no=number, name=name)
        for number, name in (("1001", "张一"), ("1002", "张二"), ("1003", "张三"))
    )
    MutualAidEnrolmentFactory(plan=plan, member=insured)
    MutualAidEnrolmentFactory(plan=MutualAidPlanFactory(), member=elsewhere)
    MutualAidEnrolmentFactory(plan=plan, member=None, label="其他职工")


def chosen(client, **sent):
    page = client.post(URL, {"do": "filter", **sent})
    rows = [row["member"] for row in page.context["page"].typed.rows]
    return sorted(filter(None, rows)), page.content.decode()


def test_who_is_in_the_plan_is_left_out(staff, plan, members):
    names, text = chosen(staff, **{"all-plan": plan.name, "without": "1"})

    assert names == ["1002 张二", "1003 张三"]
    assert f"{LABEL}：除去 1 人" in text


def test_who_is_in_the_plan_comes_too_when_asked_for(staff, plan, members):
    names, text = chosen(staff, **{"all-plan": plan.name})

    assert names == ["1001 张一", "1002 张二", "1003 张三"]
    assert 'name="without" value="1">' in text


def test_without_a_plan_nobody_knows_who_is_in_it(staff, members):
    names, text = chosen(staff, without="1")

    assert names == []
    assert f"请先选择保障计划，才知道谁要除去；不必除去的，请取消勾选“{LABEL}”" in text


def test_the_box_is_ticked_at_first(staff):
    text = staff.get(URL).content.decode()

    assert 'name="without" value="1" checked>' in text
    assert "保障期和保费留空的，按所选计划填写" in text


def test_the_first_letters_of_a_kind_are_enough(staff, plan):
    MemberFactory(staff_no="1001")
    cells = {"member": "1001", "kind": "新", "shares": "1", "all-plan": plan.name}

    staff.post(URL, {**cells, "do": "save"})

    enrolment = MutualAidEnrolment.objects.get()
    assert (enrolment.kind, enrolment.period_to) == ("new", dt.date(2026, 12, 31))


def test_letters_with_which_several_choices_begin_are_no_choice(staff, plan):
    MemberFactory(staff_no="1001")
    cells = {"member": "1001", "kind": "保", "shares": "1", "all-plan": plan.name}

    page = staff.post(URL, {**cells, "do": "check"})

    errors = page.context["page"].marks[0].errors
    assert errors["kind"] == "“保”不在选项中，可填：新参保、续保"


def test_a_column_of_choices_says_what_it_takes(staff):
    text = staff.get(URL).content.decode()

    assert 'title="可填：新参保、续保；打前几个字也可以">参保类别' in text
