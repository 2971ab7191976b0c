"""A sheet gives exactly what typing its rows would give."""

import datetime as dt

import pytest

from members.models import Department, Member, MembershipEvent, UnionGroup
from members.records import MEMBER, MEMBERSHIP_EVENT
from union.accounts.command_line import COMMAND_LINE
from union.errors import Conflict, RuleViolation
from union.excel import ColumnSpec, SheetSpec, read_sheets, write_workbook
from union.imports.commit import commit
from union.models import AuditEntry
from union.tests.factories import UserFactory

from .factories import DepartmentFactory, MemberFactory, UnionGroupFactory

pytestmark = pytest.mark.django_db

GOOD = {
    "工号": "1001",
    "姓名": "欧阳喆",
    "性别": "男",
    "科室": "内科",
    "工会小组": "一组",
    "岗位类别": "医师",
    "用工形式": "在编",
    "入会日期": dt.date(2026, 3, 20),
    "入会来源": "新员工",
}


@pytest.fixture(autouse=True)
def _house():
    DepartmentFactory(name="内科")
    UnionGroupFactory(name="一组")


def sheet_of(*rows):
    headers = list(rows[0])
    cells = ([row.get(header) for header in headers] for row in rows)
    spec = SheetSpec("会员", [ColumnSpec(header) for header in headers], cells)
    return read_sheets(write_workbook([spec]), known_headers=headers)[0]


def plan_of(*rows, kind=MEMBER):
    importer = kind.importer(kind, COMMAND_LINE)
    return importer, importer.plan(sheet_of(*rows))


def test_a_good_row_becomes_a_member_with_event_and_log_entry():
    importer, plan = plan_of(GOOD)

    commit(importer, plan)

    member = Member.objects.get()
    assert plan.counts == {"new": 1, "changed": 0, "unchanged": 0, "error": 0}
    assert member.name == "欧阳喆"
    assert (member.pinyin, member.initials) == ("ouyangzhe", "oyz")
    assert member.events.get().date == dt.date(2026, 3, 20)
    assert AuditEntry.objects.about(member).get().action == AuditEntry.Action.IMPORT


def test_nothing_is_written_before_the_import_is_confirmed():
    plan_of(GOOD)

    assert not Member.objects.exists()


def test_the_same_sheet_again_changes_nothing():
    commit(*plan_of(GOOD))

    _, plan = plan_of(GOOD)

    assert plan.counts == {"new": 0, "changed": 0, "unchanged": 1, "error": 0}


def test_a_changed_row_tells_old_and_new():
    commit(*plan_of(GOOD))

    importer, plan = plan_of({**GOOD, "姓名": "欧阳折"})
    commit(importer, plan)

    assert plan.rows[0].changes == {"姓名": ["欧阳喆", "欧阳折"]}
    member = Member.objects.get()
    assert (member.name, member.version) == ("欧阳折", 2)


@pytest.mark.parametrize(
    ("header", "value", "message"),
    [
        ("入会日期", "2025-13-01", "第2行「入会日期」：“2025-13-01”不是有效日期"),
        ("入会日期", "2025年2月30日", "“2025年2月30日”不是有效日期"),
        ("科室", "外科", "第2行「科室」：没有找到科室“外科”，请核对后重填"),
        ("性别", "未知", "第2行「性别」：“未知”不在选项中，可填：男、女"),
        ("姓名", "", "第2行「姓名」："),
        ("姓名", "张" * 60, "第2行「姓名」："),
    ],
)
def test_a_bad_cell_names_row_column_value_and_remedy(header, value, message):
    _, plan = plan_of({**GOOD, header: value})

    texts = list(plan.error_texts())
    assert len(texts) == 1
    assert texts[0].startswith("工作表“会员” 第2行")
    assert message in texts[0]


def test_an_id_typed_as_a_number_is_refused():
    _, plan = plan_of({**GOOD, "身份证号": 110105194912310020})

    assert "身份证号" in next(plan.error_texts())


def test_a_missing_column_is_named_once():
    row = {key: value for key, value in GOOD.items() if key != "性别"}

    _, plan = plan_of(row, {**row, "工号": "1002"})

    assert plan.problems == [
        "缺少必填列“性别”，请加上这一列，或在对应列中选择它、填一个统一的值"
    ]


def test_a_staff_number_may_stand_in_the_sheet_only_once():
    _, plan = plan_of(GOOD, {**GOOD, "姓名": "李四"})

    assert list(plan.error_texts()) == [
        "工作表“会员” 第2行「工号」：与第3行工号相同而内容不同，请核对改正",
        "工作表“会员” 第3行「工号」：与第2行工号相同而内容不同，请核对改正",
    ]


def test_all_or_nothing_unless_good_rows_are_chosen():
    rows = (GOOD, {**GOOD, "工号": "1002", "性别": "？"})
    importer, plan = plan_of(*rows)

    with pytest.raises(RuleViolation, match="未导入任何内容"):
        commit(importer, plan)
    assert not Member.objects.exists()

    commit(*plan_of(*rows), good_only=True)
    assert Member.objects.get().staff_no == "1001"


def test_a_record_changed_since_the_preview_stops_the_import():
    commit(*plan_of(GOOD))
    importer, plan = plan_of({**GOOD, "姓名": "欧阳折"})
    Member.objects.update(version=7)

    with pytest.raises(Conflict, match="重新预览"):
        commit(importer, plan)


def test_the_date_of_joining_is_not_changed_by_a_sheet():
    commit(*plan_of(GOOD))

    _, plan = plan_of({**GOOD, "入会日期": dt.date(2026, 3, 21)})

    assert "请在该记录的页面办理变更" in next(plan.error_texts())


def test_a_row_sees_the_rows_before_it():
    member = MemberFactory(staff_no="2001", joined_on=dt.date(2020, 1, 1))
    row = {"会员": "2001", "变动类型": "退休", "日期": dt.date(2026, 1, 5)}
    importer = MEMBERSHIP_EVENT.importer(MEMBERSHIP_EVENT, COMMAND_LINE)

    plan = importer.plan(sheet_of(row, {**row, "日期": dt.date(2026, 2, 5)}))

    assert [str(r.state) for r in plan.rows] == ["new", "error"]
    commit(importer, plan, good_only=True)
    member.refresh_from_db()
    assert member.status == "retired"
    assert MembershipEvent.objects.filter(member=member).count() == 2


def test_an_id_number_that_stands_in_two_rows_names_the_other_row():
    number = {"身份证号": "11010519491231002X", "性别": "女", "出生日期": None}
    first, second = GOOD | number, GOOD | number | {"工号": "1002", "姓名": "李娜"}

    plan = MEMBER.importer(MEMBER, COMMAND_LINE).plan(sheet_of(first, second))

    assert [text for row in plan.rows for text in row.error_texts()] == [
        "第3行「身份证号」：与第 2 行的身份证号相同"
    ]


def test_planning_takes_as_many_queries_for_thirty_rows_as_for_three(
    django_assert_max_num_queries,
):
    rows = [{**GOOD, "工号": str(3000 + n)} for n in range(30)]

    with django_assert_max_num_queries(6):
        _, plan = plan_of(*rows)

    assert plan.counts["new"] == 30


def test_a_number_of_somebody_else_is_told_before_what_follows_from_it():
    MemberFactory(staff_no="1001", name="王芳", joined_on=dt.date(2014, 11, 4))

    _, plan = plan_of(GOOD)

    (text,) = plan.rows[0].error_texts()
    assert text == (
        "第2行「姓名」：这个工号已登记为“1001 王芳”，表里却是“欧阳喆”：请核对工号；"
        "确是同一个人或事的，请先到该记录的页面改正，再导入"
    )


def test_a_day_that_no_sheet_changes_is_told_of_the_same_person():
    MemberFactory(staff_no="1001", name="欧阳喆", joined_on=dt.date(2014, 11, 4))

    _, plan = plan_of(GOOD)

    assert any("「入会日期」：已登记为“2014-11-04”" in t for t in plan.error_texts())


def test_sex_and_birth_date_are_read_from_the_id_number():
    """GB 11643: digits 7 to 14 are the day of birth, an odd 17th is a man's."""
    row = {name: cell for name, cell in GOOD.items() if name != "性别"}
    importer, plan = plan_of(
        row | {"身份证号": "11010519491231002X"},
        row | {"工号": "1002", "身份证号": "110105198001010016"},
    )

    assert [row.error_texts for row in plan.rows if row.errors] == []
    commit(importer, plan)
    found = Member.objects.order_by("staff_no").values_list("sex", "birth_date")
    assert list(found) == [
        ("female", dt.date(1949, 12, 31)),
        ("male", dt.date(1980, 1, 1)),
    ]
    assert "有 2 行没有写性别，已按身份证号确定" in plan.notices
    assert "有 2 行没有写出生日期，已按身份证号确定" in plan.notices


def test_without_sex_and_id_number_a_row_says_what_to_do():
    _, plan = plan_of(GOOD | {"性别": None})
    assert list(plan.rows[0].error_texts()) == [
        "第2行「性别」：请选择性别，或填写身份证号，按它确定"
    ]


def test_the_form_reads_sex_from_the_id_number(client):
    client.force_login(UserFactory(role="staff"))
    page = {
        "staff_no": "1001",
        "name": "张伟",
        "id_number": "11010519491231002X",
        "department": Department.objects.get().pk,
        "union_group": UnionGroup.objects.get().pk,
        "job": "doctor",
        "employment_type": "established",
        "joined_on": "2026-03-20",
        "join_source": "new_staff",
    }
    answer = client.post(MEMBER.url("create"), page)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Member.objects.get().sex == "female"
