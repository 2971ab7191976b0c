import datetime as dt
from io import BytesIO

import docx
import pytest
from django.urls import reverse

from activities.tests.factories import ActivityFactory
from reports.models import PlanItem
from reports.planning import offer
from reports.tests.factories import PlanItemFactory
from union.accounts.command_line import COMMAND_LINE
from union.models import AuditEntry
from union.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def offered(year=2027):
    return {
        (each.item.section, each.item.months, each.item.text): each.origin
        for each in offer(year, COMMAND_LINE)
    }


def ticked():
    """The texts of the schedule that are ticked from the first, for 2027."""
    return [
        each.item.text
        for each in offer(2027, COMMAND_LINE)
        if each.is_regular and each.item.section == "schedule"
    ]


def test_last_year_s_events_are_offered_in_their_month_with_the_next_number():
    ActivityFactory(
        title="2026年职工健步走", series_no=5, date=dt.date(2026, 11, 8), scope="会员"
    )
    items = offered()
    assert items["schedule", "11月", "举办第六届职工健步走"] == "按上年记录"


@pytest.mark.parametrize(
    "another",
    [
        {"host_level": "external"},
        {"status": "cancelled"},
        {"date": dt.date(2025, 5, 1)},
        {"date": dt.date(2027, 5, 1), "status": "planned"},
    ],
)
def test_only_own_events_that_took_place_last_year_are_offered_again(another):
    ActivityFactory(title="羽毛球赛", **{"date": dt.date(2026, 5, 1), **another})
    assert not any("羽毛球赛" in text for _, _, text in offered())


def test_a_series_is_offered_without_its_events():
    series = ActivityFactory(title="健身活动月", date=dt.date(2026, 5, 1))
    ActivityFactory(title="跳绳比赛", date=dt.date(2026, 5, 9), parent=series)
    texts = [text for _, _, text in offered()]
    assert "开展健身活动月" in texts
    assert "举办跳绳比赛" not in texts


def test_what_a_union_does_every_year_is_offered_without_any_record():
    items = offered()
    assert items["schedule", "3月", "开展“三八”国际妇女节活动"] == "年度常规"
    assert items["schedule", "全年", "为职工送生日祝福"] == "年度常规"
    assert ("goals", "全年", "工会经费按时足额上缴") in items


def test_what_was_held_two_years_running_is_ticked_and_what_was_new_is_not():
    for year in (2025, 2026):
        ActivityFactory(title=f"{year}年职工书画展", date=dt.date(year, 5, 1))
    ActivityFactory(title="包场观影《春潮》", date=dt.date(2026, 5, 2))

    assert "举办职工书画展" in ticked()
    assert not any("春潮" in text for text in ticked())
    assert any("春潮" in text for _, _, text in offered())


def in_november(test):
    return pytest.mark.time_machine(dt.datetime(2026, 11, 22, 4, tzinfo=dt.UTC))(test)


@in_november
def test_for_months_still_open_the_events_of_the_year_before_are_offered():
    for year in (2024, 2025):
        ActivityFactory(title="冬季拔河赛", date=dt.date(year, 12, 10))
    ActivityFactory(title="合唱节", series_no=3, date=dt.date(2025, 12, 20))
    ActivityFactory(title="登山", date=dt.date(2025, 10, 20))

    items = offered()

    assert items["schedule", "12月", "举办冬季拔河赛"] == "按2025年记录"
    assert items["schedule", "12月", "举办第五届合唱节"] == "按2025年记录"
    assert "举办冬季拔河赛" in ticked()
    assert not any("登山" in text for _, _, text in items)


@in_november
def test_what_was_held_already_this_year_is_not_offered_from_the_year_before():
    ActivityFactory(title="2025年职工健步走", series_no=4, date=dt.date(2025, 11, 28))
    ActivityFactory(title="2026年职工健步走", series_no=5, date=dt.date(2026, 10, 20))
    ActivityFactory(title="2025年插花课", date=dt.date(2025, 11, 28))
    ActivityFactory(title="2026年插花课", date=dt.date(2026, 11, 20))

    found = {i: o for i, o in offered().items() if "健步走" in i[2] or "插花" in i[2]}
    assert found == {
        ("schedule", "10月", "举办第六届职工健步走"): "按上年记录",
        ("schedule", "11月", "举办插花课"): "按上年记录",
    }


@in_november
@pytest.mark.parametrize(
    ("year", "says"),
    [("2026", ""), ("2027", "2026年11—12月还没有"), ("2028", "2027年1—12月还没有")],
)
def test_the_offer_says_of_which_months_it_takes_the_year_before(client, year, says):
    client.force_login(UserFactory(role="staff"))
    url = reverse("reports:planitem_offer")
    page = client.get(url, {"year": year}).content.decode()
    assert says in page
    assert ("还没有过完" in page) == bool(says)


def test_a_film_is_planned_without_its_title():
    for year, film in ((2025, "《江湾》"), (2026, "《春潮》")):
        ActivityFactory(
            title=f"包场观影{film}", category="film", date=dt.date(year, 5, 2)
        )
    ActivityFactory(title="包场观影《远山》", category="film", date=dt.date(2026, 5, 9))

    assert [text for text in ticked() if "观影" in text] == ["组织包场观影"]


def test_what_a_group_held_for_itself_is_not_ticked():
    for year in (2025, 2026):
        ActivityFactory(
            title="插花沙龙", host_org="骨科工会小组", date=dt.date(year, 5, 1)
        )

    assert not any("插花沙龙" in text for text in ticked())


def test_repeated_events_of_a_month_are_offered_once():
    ActivityFactory(title="健步走", series_no=4, date=dt.date(2026, 5, 1))
    ActivityFactory(title="健步走（第2次）", series_no=4, date=dt.date(2026, 5, 9))

    assert [text for text in ticked() if "健步走" in text] == ["举办第五届健步走"]


def test_an_event_of_the_records_stands_for_that_of_the_yearly_rhythm():
    assert "举办职工春季运动会" in ticked()
    ActivityFactory(title="职工运动会", series_no=4, date=dt.date(2026, 4, 1))

    texts = [text for _, _, text in offered()]
    assert [text for text in texts if "运动会" in text] == ["举办第五届职工运动会"]


def test_a_new_year_s_party_is_not_offered_twice():
    for year in (2025, 2026):
        ActivityFactory(title=f"{year}年新春联欢会", date=dt.date(year, 1, 20))

    texts = [text for _, _, text in offered() if "春" in text]
    assert "举办新春联欢会" in texts
    assert "组织迎新春职工活动" not in texts


@pytest.mark.parametrize(
    ("tick", "ticked"), [("all", True), ("none", False), ("", True), ("²", True)]
)
def test_all_or_none_of_the_offer_is_ticked_by_a_link(client, tick, ticked):
    client.force_login(UserFactory(role="staff"))
    query = {"year": "2027", "tick": tick}
    page = client.get(reverse("reports:planitem_offer"), query)

    assert {each[2] for each in page.context["items"]} == {ticked}


def test_what_the_plan_holds_is_not_offered_again():
    PlanItemFactory(plan_year=2027, text="组织职工体检", month_from=2)
    assert ("schedule", "2月", "组织职工体检") not in offered()


def test_chosen_items_become_the_plan(client):
    staff = UserFactory(role="staff")
    client.force_login(staff)
    url = reverse("reports:planitem_offer")
    page = client.get(url, {"year": "2027"}).content.decode()
    assert 'value="schedule:2:组织职工体检"' in page
    chosen = ["schedule:2:组织职工体检", "schedule:9:没有提供的事项"]
    client.post(url, {"year": "2027", "item": chosen})
    item = PlanItem.objects.get()
    assert (item.text, item.month_from, item.created_by) == ("组织职工体检", 2, staff)
    assert AuditEntry.objects.about(item).get().action == "create"


def test_the_state_of_an_item_changes_by_its_moves_only(client):
    item = PlanItemFactory()
    client.force_login(UserFactory(role="staff"))
    client.post(reverse("reports:planitem_start", args=[item.pk]))
    client.post(reverse("reports:planitem_finish", args=[item.pk]))
    item.refresh_from_db()
    assert item.status == "done"
    page = client.get(item.get_absolute_url()).content.decode()
    assert "改回进行中" in page
    assert reverse("reports:planitem_finish", args=[item.pk]) not in page


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [(None, None, "全年"), (3, None, "3月"), (3, 3, "3月"), (7, 8, "7—8月")],
)
def test_months_as_the_plan_prints_them(first, last, text):
    assert PlanItem(month_from=first, month_to=last).months == text


def test_items_of_a_month_include_those_that_span_it():
    PlanItemFactory(text="甲", month_from=7, month_to=8)
    PlanItemFactory(text="乙", month_from=9)
    PlanItemFactory(text="丙", month_from=None)
    found = PlanItem.objects.in_month(8).values_list("text", flat=True)
    assert sorted(found) == ["丙", "甲"]


@pytest.mark.parametrize(("month", "ended"), [(7, []), (8, ["甲"]), (9, ["乙", "甲"])])
def test_an_item_should_be_done_by_the_end_of_its_last_month(month, ended):
    PlanItemFactory(text="甲", month_from=7, month_to=8)
    PlanItemFactory(text="乙", month_from=9)
    PlanItemFactory(text="丙", month_from=None)
    found = PlanItem.objects.ending_by(month).values_list("text", flat=True)
    assert sorted(found) == ended


def test_the_plan_of_a_year_is_a_document_without_any_report(client):
    PlanItemFactory(plan_year=2027, text="举办健步走", month_from=11)
    client.force_login(UserFactory(role="auditor"))
    url = reverse("reports:planitem_file", args=["2027", "docx"])
    document = docx.Document(BytesIO(client.get(url).content))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert cells == ["时间", "事项", "11月", "举办健步走"]
    assert AuditEntry.objects.get(action="export").note == "2027年工作计划.docx"


def test_what_nobody_has_planned_is_no_document(client):
    client.force_login(UserFactory(role="chair"))
    file_url = reverse("reports:planitem_file", args=["2027", "docx"])

    page = client.get(reverse("reports:planitem_list"), {"plan_year": "2027"})
    assert file_url not in page.content.decode()
    answer = client.get(file_url, follow=True)
    assert "还没有 2027 年的工作计划" in answer.content.decode()


@pytest.mark.parametrize("name", ["1234", "abcd", "20270"])
def test_an_address_that_names_no_year_is_not_found(client, name):
    client.force_login(UserFactory(role="auditor"))
    url = reverse("reports:planitem_file", args=[name, "docx"])
    assert client.get(url).status_code == 404
    page = client.get(reverse("reports:planitem_list"), {"plan_year": name})
    assert page.status_code == 200


@pytest.mark.parametrize("year", ["²⁰²⁶", "9" * 5000, "0000", "x"])
def test_what_is_no_year_is_next_year(client, year):
    client.force_login(UserFactory(role="staff"))

    for page, name in (("list", "plan_year"), ("offer", "year")):
        url = reverse(f"reports:planitem_{page}")
        answer = client.get(url, {name: year})
        assert answer.status_code == 200

    assert client.post(url, {"year": year}).status_code == 404
