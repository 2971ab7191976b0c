"""What kind of entrant a result is of, where nobody says it."""

import pytest

from activities.models import ActivityResult
from activities.records import ACTIVITY_RESULT
from members.tests.factories import MemberFactory
from union.tests.factories import UserFactory

from .factories import ActivityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(role="staff"))
    return client


def save(staff, activity, **values):
    sent = {"activity": activity.reference, "place": "1", **values}
    return staff.post(ACTIVITY_RESULT.url("create"), sent)


def test_a_members_result_is_one_persons(staff):
    member = MemberFactory(staff_no="1001")

    save(staff, ActivityFactory(), member="1001")

    result = ActivityResult.objects.get()
    assert (result.member, result.entrant_kind) == (member, "individual")


def test_a_result_of_nobody_named_asks_for_its_kind(staff):
    page = save(staff, ActivityFactory())

    assert page.context["form"].errors["entrant_kind"] == [
        "请选择类别：团体或个人（填写了会员或姓名的，可以留空）"
    ]
    assert not ActivityResult.objects.exists()


def test_a_grid_of_members_needs_no_kind(staff):
    MemberFactory(staff_no="1001")
    activity = ActivityFactory(title="拔河比赛")
    cells = {"member": "1001", "place": "2", "all-activity": activity.reference}

    staff.post(ACTIVITY_RESULT.url("batch"), {**cells, "do": "save"})

    assert ActivityResult.objects.get().entrant_kind == "individual"


def test_the_page_of_an_activity_says_where_the_entered_names_belong(staff):
    page = staff.get(ActivityFactory().get_absolute_url())

    assert "报名和签到不逐人登记" in page.content.decode()
