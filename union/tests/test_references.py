"""Who or what a text names, however it was typed."""

import pytest

from members.models import Member
from members.tests.factories import MemberFactory
from union.references import References
from welfare.models import MutualAidPlan
from welfare.tests.factories import MutualAidPlanFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text",
    [
        "1001",
        "１００１",
        "张伟",
        "张 伟",
        "1001 张伟",
        "１００１　张　伟",
        "1001 张 伟",
    ],
)
def test_a_member_is_found_by_number_and_name_in_any_width(text):
    member = MemberFactory(staff_no="1001", name="张伟")

    assert References(Member.objects.all(), [text]).find(text) == member


def test_brackets_of_either_width_name_the_same_plan():
    plan = MutualAidPlanFactory(name="综合互助（2026年度）")
    text = "综合互助(2026年度)"

    assert References(MutualAidPlan.objects.all(), [text]).find(text) == plan
