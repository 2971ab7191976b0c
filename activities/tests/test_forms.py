"""Typing an activity: few fields first, everything else folded."""

import datetime as dt

import pytest
import time_machine

from activities.models import Activity, ActivityResult
from members.tests.factories import MemberFactory

from .factories import ActivityFactory

pytestmark = pytest.mark.django_db

ADD = ("activities.view_activity", "activities.add_activity")


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel(dt.datetime(2026, 6, 1, 4, tzinfo=dt.UTC), tick=False):
        yield


SIMPLE = {
    "title": "护士节文艺晚会",
    "category": "culture",
    "date": "5-12",
    "date_precision": "evening",
    "location": "院礼堂",
    "headcount": "120",
    "host_level": "own",
}


def test_six_fields_make_an_activity(login):
    response = login(*ADD).post("/activities/activities/new/", SIMPLE)

    show = Activity.objects.get()
    assert response.url == show.get_absolute_url()
    assert show.status == "held"
    assert show.summary_sentence() == (
        "5月12日晚，在院礼堂举办护士节文艺晚会，120人参加。"
    )


def folds(page):
    """{heading: whether it is open} of the folded parts."""
    parts = page.content.decode().split('<details class="folded"')[1:]
    return {
        part.split("<summary>")[1].split("</summary>")[0]: part.startswith(" open")
        for part in parts
    }


def test_a_new_form_is_folded_and_the_series_opens_where_it_is_given(login):
    client = login(*ADD)
    series = ActivityFactory(title="健身活动月")

    plain = folds(client.get("/activities/activities/new/"))
    part = client.get(f"/activities/activities/new/?parent={series.pk}")

    assert len(plain) == 7
    assert set(plain.values()) == {False}
    assert [name for name, is_open in folds(part).items() if is_open] == [
        "更多：系列、届次与主题"
    ]
    assert "健身活动月（2026-04-18）" in part.content.decode()


def test_a_fold_without_fields_is_left_out(login):
    """The status of a stored activity changes by its buttons."""
    activity = ActivityFactory()
    client = login("activities.view_activity", "activities.change_activity")

    page = client.get(f"/activities/activities/{activity.pk}/edit/")

    assert len(folds(page)) == 6
    assert "更多：状态" not in folds(page)


def test_a_folded_part_with_an_error_is_open_and_the_values_are_kept(login):
    page = login(*ADD).post(
        "/activities/activities/new/", SIMPLE | {"period": "week", "theme": "致敬"}
    )

    assert page.context["form"].errors == {
        "times_per_period": ["经常性活动请同时填写周期和每期次数"]
    }
    assert folds(page)["更多：时间说明与经常性活动"] is True
    assert 'value="致敬"' in page.content.decode()


def test_an_outing_over_night_is_refused_where_it_was_typed(login):
    page = login(*ADD).post(
        "/activities/activities/new/",
        SIMPLE | {"category": "outing", "date_to": "5-13"},
    )

    assert "外出活动须当日往返" in page.context["form"].errors["date_to"][0]
    assert not Activity.objects.exists()


def test_a_result_names_its_activity_by_title_and_its_member_by_number(login):
    client = login(
        "activities.view_activityresult",
        "activities.add_activityresult",
        "members.view_all_groups",
    )
    contest = ActivityFactory(title="春季运动会")
    member = MemberFactory(staff_no="1001", name="周宁")

    client.post(
        "/activities/results/new/",
        {
            "activity": "春季运动会",
            "event": "100米跑",
            "entrant_kind": "individual",
            "member": "1001",
            "place": "3",
        },
    )

    won = ActivityResult.objects.get()
    assert (won.activity, won.member, str(won)) == (
        contest,
        member,
        "周宁 100米跑 第3名",
    )


def test_titles_that_recur_are_told_apart_by_their_day(login):
    client = login("activities.view_activityresult", "activities.add_activityresult")
    ActivityFactory(title="春季运动会", date=dt.date(2025, 4, 18))
    this_year = ActivityFactory(title="春季运动会")
    data = {"entrant_kind": "team", "team": "外科队", "place": "1"}

    refused = client.post("/activities/results/new/", data | {"activity": "春季运动会"})
    client.post(
        "/activities/results/new/", data | {"activity": "春季运动会（2026-04-18）"}
    )

    message = refused.context["form"].errors["activity"][0]
    assert "春季运动会（2025-04-18）、春季运动会（2026-04-18）" in message
    assert ActivityResult.objects.get().activity == this_year


def test_the_picker_offers_series_and_titles(login):
    ActivityFactory(title="登山", series_name="健身活动月")
    ActivityFactory(title="健身操比赛")
    ActivityFactory(title="插花")
    client = login("activities.view_activity")

    offered = client.get("/activities/activities/pick/", {"q": "健身"}).json()

    assert [item["value"] for item in offered["results"]] == [
        "健身操比赛（2026-04-18）",
        "登山（2026-04-18）",
    ]


def test_a_new_activity_starts_today(login):
    form = login(*ADD).get("/activities/activities/new/").context["form"]

    assert form["date"].value() == dt.date(2026, 6, 1)


def post_place(login, place):
    client = login("activities.view_activityresult", "activities.add_activityresult")
    return client.post(
        "/activities/results/new/",
        {
            "activity": ActivityFactory().label,
            "entrant_kind": "team",
            "team": "外科队",
            "place": place,
        },
    )


@pytest.mark.parametrize(
    ("written", "place"),
    [("1", 1), ("第1名", 1), ("第一", 1), ("第十二名", 12), (" 三 ", 3)],
)
def test_a_place_is_written_in_any_way(login, written, place):
    post_place(login, written)

    assert ActivityResult.objects.get().place == place


def test_a_place_that_cannot_be_read_gets_one_clear_message(login):
    page = post_place(login, "一等奖")

    assert page.context["form"].errors == {
        "place": ["“一等奖”不是名次，请写成 1、第1名或第一；奖项另填在“奖项”中"]
    }


def test_without_place_and_award_both_are_asked_for(login):
    page = post_place(login, "")

    assert page.context["form"].errors["place"] == ["请填写名次或奖项，至少一项"]
