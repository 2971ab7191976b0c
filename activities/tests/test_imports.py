"""Sheets of activities, sessions and results."""

import datetime as dt

import pytest
import time_machine

from activities import records
from activities.models import Activity, ActivityResult, ActivitySession
from union.accounts.command_line import COMMAND_LINE
from union.excel import ColumnSpec, SheetSpec, read_sheets, write_workbook
from union.imports.commit import commit

from .factories import ActivityFactory, ActivitySessionFactory, PrizeRuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel(dt.datetime(2026, 6, 1, 4, tzinfo=dt.UTC), tick=False):
        yield


def plan(kind, headers, *rows):
    columns = [ColumnSpec(header) for header in headers]
    book = write_workbook([SheetSpec(kind.name, columns, rows)])
    importer = kind.importer(kind, COMMAND_LINE)
    sheet = next(iter(read_sheets(book)))
    return importer, importer.plan(sheet)


def bring_in(kind, headers, *rows):
    """The counts of what was written."""
    importer, planned = plan(kind, headers, *rows)
    commit(importer, planned)
    return planned.counts


def errors(kind, headers, *rows):
    return list(plan(kind, headers, *rows)[1].error_texts())


PLAIN = ("名称", "类别", "日期", "地点", "人数", "主办级别")


def test_a_sheet_makes_what_typing_makes():
    bring_in(
        records.ACTIVITY,
        PLAIN,
        ("护士节文艺晚会", "文艺", "2026-05-12", "院礼堂", "120", "院内"),
        ("国庆汇演", "文艺", "2026-9-30", "市剧院", "", "上级"),
    )

    show, later = Activity.objects.order_by("date")
    assert show.summary_sentence() == (
        "5月12日，在院礼堂举办护士节文艺晚会，120人参加。"
    )
    assert (show.status, show.attendance, show.label) == (
        "held",
        120,
        "护士节文艺晚会（2026-05-12）",
    )
    assert (later.status, later.host_level, later.headcount) == (
        "planned",
        "external",
        None,
    )


def test_title_and_date_find_the_activity_again():
    ActivityFactory(title="护士节晚会", date=dt.date(2026, 5, 12), headcount=100)
    headers = ("名称", "类别", "日期", "人数")

    counts = bring_in(
        records.ACTIVITY, headers, ("护士节晚会", "体育", "2026-05-12", "120")
    )

    assert (counts["new"], counts["changed"]) == (0, 1)
    show = Activity.objects.get()
    assert (show.headcount, show.attendance) == (120, 120)
    again = bring_in(
        records.ACTIVITY, headers, ("护士节晚会", "体育", "2026-05-12", "120")
    )
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 1)


SERIES = ("名称", "类别", "日期", "主办级别", "所属系列活动")


def test_a_series_and_its_events_come_in_one_sheet_in_any_order():
    bring_in(
        records.ACTIVITY,
        SERIES,
        ("登山活动", "体育", "2026-05-08", "院内", "健身活动月"),
        ("健身活动月", "体育", "2026-05-01", "院内", ""),
        ("游泳活动", "体育", "2026-05-09", "院内", "健身活动月"),
    )

    month = Activity.objects.get(title="健身活动月")
    assert set(month.parts.values_list("title", flat=True)) == {"登山活动", "游泳活动"}


def test_a_known_event_joins_a_series_that_is_new():
    ActivityFactory(title="登山活动", date=dt.date(2026, 5, 8))

    counts = bring_in(
        records.ACTIVITY,
        SERIES,
        ("登山活动", "体育", "2026-05-08", "院内", "健身活动月"),
        ("健身活动月", "体育", "2026-05-01", "院内", ""),
    )

    assert (counts["new"], counts["changed"]) == (1, 1)
    assert Activity.objects.get(title="登山活动").parent.title == "健身活动月"


def test_what_belongs_to_a_refused_series_is_refused_too():
    assert errors(
        records.ACTIVITY,
        SERIES,
        ("登山活动", "体育", "2026-05-08", "院内", "健身活动月"),
        ("健身活动月", "体育", "2027-05-01", "院内", ""),
    ) == [
        "工作表“文体活动” 第2行「所属系列活动」："
        "子活动应与所属系列在同一年度（2027年），请核对日期"
    ]
    assert errors(
        records.ACTIVITY,
        (*SERIES, "状态"),
        ("登山活动", "体育", "2026-08-08", "院内", "健身活动月", ""),
        ("健身活动月", "体育", "2026-08-01", "院内", "", "已举办"),
    ) == [
        "工作表“文体活动” 第2行「所属系列活动」："
        "所属的系列活动（第3行）有错误，请先改正那一行",
        "工作表“文体活动” 第3行「日期」："
        "日期还没有到，不能登记为已举办；请把状态留空或选“计划”",
    ]


def test_rows_that_belong_to_each_other_in_a_circle_are_refused():
    texts = errors(
        records.ACTIVITY,
        SERIES,
        ("登山活动", "体育", "2026-05-08", "院内", "健身活动月"),
        ("健身活动月", "体育", "2026-05-01", "院内", "登山活动"),
    )

    assert len(texts) == 2
    assert "活动不能属于它自己，也不能互相归属" in texts[1]


def test_an_unknown_series_is_named_with_row_column_and_remedy():
    assert errors(
        records.ACTIVITY,
        SERIES,
        ("登山活动", "体育", "2026-05-08", "院内", "健身月"),
    ) == [
        "工作表“文体活动” 第2行「所属系列活动」：没有找到文体活动“健身月”，请核对后重填"
    ]


def test_sessions_of_a_sheet_are_summed_up_in_their_activity():
    ActivityFactory(title="职工疗休养", category="recuperation", headcount=None)
    headers = ("活动", "批次", "日期", "人数", "支出")

    bring_in(
        records.ACTIVITY_SESSION,
        headers,
        ("职工疗休养", "1", "2026-04-18", "62", "93000"),
        ("职工疗休养", "2", "2026-04-25", "61", "91500"),
    )

    rest = Activity.objects.get()
    assert (rest.attendance, rest.session_total, rest.cost_total) == (123, 2, 184500)
    again = bring_in(
        records.ACTIVITY_SESSION,
        headers,
        ("职工疗休养", "1", "2026-04-18", "60", "93000"),
    )
    assert (again["changed"], ActivitySession.objects.count()) == (1, 2)
    rest.refresh_from_db()
    assert rest.attendance == 121


def test_a_session_stays_with_its_activity():
    session = ActivitySessionFactory(activity__title="观影")
    ActivityFactory(title="健步走")

    texts = errors(
        records.ACTIVITY_SESSION,
        ("编号", "活动", "批次", "日期"),
        (str(session.pk), "健步走", str(session.batch_no), "2026-04-18"),
    )

    assert "已登记为“观影”，不能用导入修改" in texts[0]


RESULTS = ("活动", "项目", "类别", "参赛队", "名次", "奖项", "获奖人数", "奖品")


def test_results_of_a_sheet_keep_the_ratio_of_winners():
    PrizeRuleFactory()
    ActivityFactory(title="拔河比赛", headcount=30)
    rows = [
        ("拔河比赛", "拔河", "团体", "外科队", "1", "一等奖", "10", "毛巾"),
        ("拔河比赛", "拔河", "团体", "内科队", "2", "二等奖", "10", "毛巾"),
        ("拔河比赛", "拔河", "团体", "后勤队", "3", "三等奖", "10", "毛巾"),
    ]

    texts = errors(records.ACTIVITY_RESULT, RESULTS, *rows)

    assert len(texts) == 1
    assert texts[0].startswith(
        "工作表“活动成绩” 第4行：获奖 30 人，超过参加人数 30 人的 2/3（最多 20 人，"
    )
    bring_in(records.ACTIVITY_RESULT, RESULTS, *rows[:2])
    assert ActivityResult.objects.filter(is_first=True).count() == 1
