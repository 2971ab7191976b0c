"""A place or an award that is entered a second time asks for the reason."""

import pytest

from activities.models import ActivityResult
from activities.records import ACTIVITY_RESULT
from members.tests.factories import MemberFactory
from union import twins
from union.accounts.command_line import COMMAND_LINE
from union.tests.factories import UserFactory

from .factories import ActivityFactory, ActivityResultFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    MemberFactory(staff_no="1001")
    client.force_login(UserFactory(role="staff"))
    return client


def test_the_same_place_of_the_same_member_is_not_saved_twice_without_a_word(staff):
    activity = ActivityFactory(title="拔河比赛")
    sent = {
        "activity": activity.reference,
        "member": "1001",
        "place": "1",
        "prize_amount": "100",
    }
    staff.post(ACTIVITY_RESULT.url("create"), sent)
    page = staff.post(ACTIVITY_RESULT.url("create"), sent)

    assert ActivityResult.objects.count() == 1
    (twin,) = page.context["twins"]
    assert twin["url"] == ActivityResult.objects.get().get_absolute_url()


def test_the_check_of_the_grid_tells_of_it_too(staff):
    activity = ActivityFactory(title="拔河比赛")
    cells = {"member": "1001", "place": "1", "all-activity": activity.reference}
    staff.post(ACTIVITY_RESULT.url("batch"), {**cells, "do": "save"})

    page = staff.post(ACTIVITY_RESULT.url("batch"), {**cells, "do": "check"})

    assert page.context["page"].checked.of("doubtful") == [0]


@pytest.mark.parametrize(
    "changes",
    [{"place": 2}, {"event": "跳绳"}, {"group": "女子组"}, {"team": "护理部"}],
)
def test_another_place_event_group_or_entrant_is_none(changes):
    earlier = ActivityResultFactory(event="集体拔河", team="外科", place=1)
    values = {"event": "集体拔河", "team": "外科", "place": 1, **changes}
    other = ActivityResult(activity=earlier.activity, entrant_kind="team", **values)

    assert twins.find([other], COMMAND_LINE) == {}
