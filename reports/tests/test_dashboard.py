import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from django.db.models import Count, Sum
from django.http import QueryDict
from django.urls import reverse
from openpyxl import load_workbook

from members.choices import Sex
from members.tests.factories import (
    MemberFactory,
    UnionGroupFactory,
    UnionProfileFactory,
)
from reports.charts import BREAKDOWNS, Breakdown, DrawnChart, draw
from reports.comparison import Compared
from reports.views.dashboard import PeriodForm
from union.accounts.command_line import COMMAND_LINE
from union.charts import Point
from union.figures import BaseFigure, FigureValue
from union.models import AuditEntry
from union.periods import Period
from union.tests.factories import UserFactory
from welfare.tests.factories import ConsolationFactory

from .factories import PlanItemFactory

pytestmark = pytest.mark.django_db
YEAR_2024 = Period.of_year(2024)


@pytest.fixture
def members():
    """Two of 2023, and of 2024 one in March and two in May."""
    days = ["2023-02-01", "2023-05-01", "2024-03-05", "2024-05-06", "2024-05-07"]
    sexes = [Sex.FEMALE, Sex.MALE, Sex.FEMALE, Sex.FEMALE, Sex.MALE]
    return [
        MemberFactory(joined_on=dt.date.fromisoformat(day), sex=sex, hire_date=None)
        for day, sex in zip(days, sexes, strict=True)
    ]


def test_dashboard_shows_this_year_beside_last_year(client, members):
    client.force_login(UserFactory(role="chair"))
    page = client.get(reverse("dashboard"), {"year": "2024"}).content.decode()
    assert "2023年 2 人，增 3 人" in page


def test_numbers_on_pages_have_separators():
    figure = BaseFigure(
        key="k", label="金额", unit="元", section="慰问", definition="合计", places=2
    )
    now = FigureValue(figure, Decimal("166153.10"), 3, "odd")
    then = FigureValue(figure, Decimal("1653.00"), 2)
    item = Compared(now, then)
    assert item.text == "166,153.10 余元"
    assert item.text_before == "1,653.00 元"
    assert item.change == "增 164,500.10 元"


def test_as_of_day_cuts_both_years_at_the_same_day(client, members):
    client.force_login(UserFactory(role="chair"))
    query = {"year": "2024", "as_of": "2024-03-31"}
    page = client.get(reverse("dashboard"), query).content.decode()
    assert "上年同期 1 人，增 2 人" in page


def test_a_state_without_a_date_is_not_compared_with_the_same_day(client):
    for year, states in ((2023, ["done", "done"]), (2024, ["done", "planned"])):
        for state in states:
            PlanItemFactory(plan_year=year, status=state)
    client.force_login(UserFactory(role="chair"))
    address, query = reverse("dashboard"), {"year": "2024", "as_of": "2024-03-31"}

    page = client.get(address, query).content.decode()
    assert "上年全年 100.0%</span>" in page
    assert "百分点" not in page

    page = client.get(address, {"year": "2024"}).content.decode()
    assert "2023年 100.0%，减 50.0 个百分点" in page

    page = client.get(reverse("figures"), query).content.decode()
    assert '100.0%<br><span class="hint">上年全年</span>' in page
    sheet = client.get(reverse("figures"), {**query, "export": "xlsx"})
    rows = load_workbook(BytesIO(sheet.getvalue())).active.iter_rows(values_only=True)
    [rate] = [row for row in rows if row[1] == "年度计划完成率"]
    assert rate[6].endswith("；所列上年数为上年全年数")


def test_as_of_day_of_another_year_is_refused_in_words(client):
    client.force_login(UserFactory(role="chair"))
    query = {"year": "2024", "as_of": "2023-03-31"}
    page = client.get(reverse("dashboard"), query).content.decode()
    assert "截至日期应在 2024 年内" in page


def test_monthly_chart_has_the_numbers_of_the_lists_behind_its_bars(client, members):
    chart = draw(Breakdown("members_joined", "month", "入会"), YEAR_2024, COMMAND_LINE)
    values = [point.value for point in chart.points]
    assert values == [0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0]
    client.force_login(UserFactory(role="staff"))
    response = client.get(chart.points[4].url)
    assert response.context["page_obj"].paginator.count == 2


MONTHLY = [breakdown for breakdown in BREAKDOWNS if breakdown.labels_are_months]


@pytest.mark.parametrize("breakdown", MONTHLY, ids=lambda item: item.key)
def test_what_is_drawn_by_months_may_be_added_up_from_days(breakdown):
    measure = breakdown.figure.measure
    assert isinstance(measure, Sum | Count)
    assert not measure.distinct


def test_months_after_the_as_of_day_are_unknown_not_zero(members):
    period = Period.of_year(2024, dt.date(2024, 5, 6))
    chart = draw(Breakdown("members_joined", "month", "入会"), period, COMMAND_LINE)
    assert [point.value for point in chart.points[2:7]] == [1, 0, 1, None, None]


def test_chart_by_a_filter_has_the_numbers_of_the_lists_behind_its_bars(
    client, members
):
    chart = draw(Breakdown("members_total", "sex", "性别"), YEAR_2024, COMMAND_LINE)
    assert [(p.label, p.value) for p in chart.points] == [("女", 3), ("男", 2)]
    client.force_login(UserFactory(role="staff"))
    for point in chart.points:
        response = client.get(point.url)
        assert response.context["page_obj"].paginator.count == point.value


def test_what_belongs_to_no_group_comes_last_and_is_not_drawn():
    visit = {"occasion": "sick", "date": dt.date(2024, 5, 1)}
    ConsolationFactory(**visit)
    ConsolationFactory(
        **visit, beneficiary=None, beneficiary_label="手术室职工", headcount=9
    )
    by_group = Breakdown("consol_sick_visits", "union_group", "各小组", "集体慰问")
    chart = draw(by_group, YEAR_2024, COMMAND_LINE)
    assert [p.value for p in chart.points] == [1, 9]
    assert chart.points[1].label == "集体慰问"
    assert "集体慰问" not in chart.svg


def test_the_small_ones_are_told_beneath_and_leave_the_picture_to_the_others(client):
    for number in range(22):
        group = UnionGroupFactory(name=f"第{number}组")
        MemberFactory.create_batch(1 if number < 3 else 2, union_group=group)
    by_group = Breakdown("members_total", "union_group", "各小组会员")

    chart = draw(by_group, YEAR_2024, COMMAND_LINE)

    assert len(chart.points) == 21
    assert chart.points[-1] == Point("其余 2 个", 2)
    assert "其余" not in chart.svg
    client.force_login(UserFactory(role="chair"))
    page = client.get(reverse("dashboard"), {"year": "2024"}).content.decode()
    assert "图中未画：其余 2 个 2 人" in page


@pytest.mark.time_machine(dt.datetime(2024, 11, 22, 6, 30, tzinfo=dt.UTC), tick=False)
def test_a_print_says_whose_it_is_and_of_when(client):
    UnionProfileFactory(name="滨江医院工会委员会")
    client.force_login(UserFactory(role="chair"))
    page = client.get(reverse("dashboard")).content.decode()
    assert (
        '<p class="print-only">滨江医院工会委员会　2024年11月22日 14:30打印</p>' in page
    )


def test_a_day_to_come_is_limited_to_today():
    form = PeriodForm(QueryDict("year=2026&as_of=2026-12-31"), dt.date(2026, 11, 21))
    assert form.period.end == dt.date(2026, 11, 21)


def test_amounts_beneath_a_chart_are_written_as_on_the_cards():
    figure = {"title": "", "definition": "", "is_wide": True, "svg": ""}
    points = (Point("1月", Decimal("13450.5"), "/a/"), Point("2月", None))
    chart = DrawnChart(**figure, unit="元", points=points, places=2)
    assert list(chart.table) == [
        ("1月", "13,450.50", "/a/", "—"),
        ("2月", "—", None, "—"),
    ]


def test_group_leader_sees_the_own_group_only(client, members):
    leader = UserFactory(role="leader")
    members[0].union_group.officers.add(leader)
    client.force_login(leader)
    response = client.get(reverse("dashboard"), {"year": "2024"})
    figures = dict(response.context["sections"])["会员与组织"]
    assert figures[0].text == "1 人"


def test_dashboard_is_closed_to_the_administrator(client):
    client.force_login(UserFactory(role="admin"))
    assert client.get(reverse("dashboard")).status_code == 403


def test_dashboard_takes_as_many_queries_for_more_groups(
    client, members, django_assert_max_num_queries
):
    client.force_login(UserFactory(role="chair"))
    client.get(reverse("dashboard"), {"year": "2024"})
    with django_assert_max_num_queries(60) as few:
        client.get(reverse("dashboard"), {"year": "2024"})
    for _ in range(6):
        MemberFactory(union_group=UnionGroupFactory(), joined_on=dt.date(2024, 7, 1))
    with django_assert_max_num_queries(60) as many:
        client.get(reverse("dashboard"), {"year": "2024"})
    assert len(few) == len(many)


def test_figures_page_says_how_each_is_counted(client):
    client.force_login(UserFactory(role="auditor"))
    page = client.get(reverse("figures")).content.decode()
    assert "截至统计日在会的会员人数" in page


def test_figures_are_downloaded_with_their_definition(client, members):
    client.force_login(UserFactory(role="auditor"))
    query = {"year": "2024", "export": "xlsx"}
    response = client.get(reverse("figures"), query)
    sheet = load_workbook(BytesIO(response.getvalue())).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][:8] == (
        "会员与组织",
        "会员总数",
        5,
        None,
        2,
        "人",
        "截至统计日在会的会员人数",
        "在会日（该日在会）：2024-12-31",
    )
    assert AuditEntry.objects.get(action="export").note.endswith(
        "2024-01-01—2024-12-31"
    )


def test_who_may_not_export_the_report_takes_no_sheet_of_figures_away(client):
    client.force_login(UserFactory(role="leader"))

    refused = client.get(reverse("figures"), {"export": "xlsx"})

    assert refused.status_code == 403
    assert "不能导出成文件" in refused.content.decode()
    assert "导出</a>" not in client.get(reverse("figures")).content.decode()


def test_a_leader_is_told_whose_numbers_they_are(client, members):
    leader = UserFactory(role="leader")
    members[0].union_group.officers.add(leader)
    client.force_login(leader)

    for url in (reverse("home"), reverse("dashboard")):
        page = client.get(url).content.decode()
        assert "会员总数（本小组）" in page
        assert f"只统计“{members[0].union_group.name}”的会员和他们的记录" in page
    assert "文体活动总次数（全院）" in client.get(reverse("home")).content.decode()

    client.force_login(UserFactory(role="chair"))
    page = client.get(reverse("home")).content.decode()
    assert "会员总数</span>" in page
    assert "年至今（全院）" in page


def test_a_year_without_records_is_not_called_zero():
    figure = BaseFigure(
        key="k", label="慰问", unit="次", section="慰问", definition="次数"
    )
    nothing, some = FigureValue(figure, 0), FigureValue(figure, 3, rows=3)
    recorded = FigureValue(figure, 0, rows=2)

    assert Compared(some, nothing).text_before == "无记录"
    assert Compared(some, nothing).change == "增 3 次"
    assert Compared(nothing, nothing).change == ""
    assert Compared(recorded, recorded).text_before == "0 次"
    assert Compared(recorded, recorded).change == "持平"
