"""Sheets that try to do what a form would not let anybody do."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from members.models import Department, Member, MembershipEvent
from members.records import (
    DEPARTMENT,
    MEMBER,
    MEMBERSHIP_EVENT,
    STAFF_COUNT,
    UNION_GROUP,
)
from members.tests.factories import (
    DepartmentFactory,
    MemberFactory,
    MembershipEventFactory,
    UnionGroupFactory,
)
from union import references
from union.accounts.command_line import COMMAND_LINE
from union.errors import Conflict, RuleViolation
from union.excel import (
    ColumnSpec,
    Row,
    Sheet,
    SheetSpec,
    read_sheets,
    write_workbook,
)
from union.imports.commit import commit
from union.imports.template import filled_sheets
from union.imports.workbook import WorkbookErrors, import_workbook

from .factories import UserFactory

pytestmark = pytest.mark.django_db


def book_of(kind, header, *rows):
    return write_workbook(
        [SheetSpec(kind.name, [ColumnSpec(text) for text in header], rows)]
    )


def plan_of(kind, header, *rows, user=COMMAND_LINE):
    importer = kind.importer(kind, user)
    sheet = read_sheets(book_of(kind, header, *rows), known_headers=header)[0]
    return importer, importer.plan(sheet)


DEPARTMENTS = ["编号", "名称", "类别"]


@pytest.mark.parametrize("number", ["²", "x", "-1", "9" * 18, "9" * 30, "9" * 5000])
def test_a_number_that_no_record_has_is_refused_in_its_row(number):
    _, plan = plan_of(DEPARTMENT, DEPARTMENTS, [number, "外科", "临床"])

    assert "没有这个编号的科室；新增的行请留空编号" in next(plan.error_texts())


def test_a_record_may_stand_in_a_sheet_only_once():
    department = DepartmentFactory(name="内科")
    rows = [department.pk, "外科", "临床"], [department.pk, "骨科", "临床"]

    _, plan = plan_of(DEPARTMENT, DEPARTMENTS, *rows)

    assert list(plan.error_texts()) == [
        "工作表“科室” 第3行「编号」：与第2行是同一条科室，请删去其中一行"
    ]


def test_a_record_known_by_number_and_by_name_stands_there_twice():
    department = DepartmentFactory(name="内科")
    rows = [department.pk, "外科", "临床"], [None, "内科", "医技"]

    _, plan = plan_of(DEPARTMENT, DEPARTMENTS, *rows)

    assert [str(row.state) for row in plan.rows] == ["changed", "error"]


def test_a_record_cannot_take_the_name_of_another():
    department = DepartmentFactory(name="内科")
    other = DepartmentFactory(name="外科")

    _, plan = plan_of(DEPARTMENT, DEPARTMENTS, [department.pk, "外科", "临床"])

    assert f"已有相同的科室（编号 {other.pk}）" in next(plan.error_texts())


def test_what_only_the_database_refuses_names_its_row():
    importer, plan = plan_of(DEPARTMENT, DEPARTMENTS[1:], ["外科", "临床"])
    DepartmentFactory(name="外科")
    plan.last_pk = Department.objects.get().pk

    with pytest.raises(RuleViolation, match="第2行：已有同名科室"):
        commit(importer, plan)


def test_a_workbook_says_so_too(monkeypatch):
    book = book_of(DEPARTMENT, DEPARTMENTS[1:], ["外科", "临床"])
    DepartmentFactory(name="外科")
    monkeypatch.setattr(DEPARTMENT.importer, "key", ())

    with pytest.raises(WorkbookErrors) as refused:
        import_workbook(book, COMMAND_LINE)

    assert refused.value.texts == ["工作表“科室”：第2行：已有同名科室"]
    assert Department.objects.count() == 1


def test_what_was_entered_since_the_plan_stops_the_import():
    MemberFactory(staff_no="1001")
    row = ["1001", "退休", dt.date(2026, 1, 5)]
    header = ["会员", "变动类型", "日期"]
    first = plan_of(MEMBERSHIP_EVENT, header, row)
    second = plan_of(MEMBERSHIP_EVENT, header, row)
    commit(*first)

    with pytest.raises(Conflict, match="核对期间有新的登记"):
        commit(*second)

    assert MembershipEvent.objects.filter(change_type="retire").count() == 1


def test_whole_numbers_keep_within_their_column():
    _, plan = plan_of(STAFF_COUNT, ["年度", "职工总数"], [32768, 5], [32767, 5])

    assert [str(row.state) for row in plan.rows] == ["error", "new"]


def test_who_may_only_add_changes_nothing_by_a_sheet():
    DepartmentFactory(name="外科", kind="clinical")
    perms = [
        "members.view_department",
        "members.add_department",
        "members.view_all_groups",
    ]
    user = UserFactory(perms=perms)
    rows = ["外科", "医技"], ["骨科", "临床"]

    importer, plan = plan_of(DEPARTMENT, DEPARTMENTS[1:], *rows, user=user)
    commit(importer, plan, good_only=True)

    assert [str(row.state) for row in plan.rows] == ["error", "new"]
    assert "您没有修改权限" in next(plan.error_texts())
    assert Department.objects.get(name="外科").kind == "clinical"


def test_an_empty_cell_leaves_a_secret_and_a_yes_alone():
    MemberFactory(staff_no="1001", phone="13911112222", is_migrant_worker=True)
    header = ["工号", "手机", "农民工", "备注"]

    importer, plan = plan_of(MEMBER, header, ["1001", None, None, "新"])
    commit(importer, plan)

    member = Member.objects.get()
    assert plan.rows[0].changes == {"备注": ["", "新"]}
    assert (member.phone, member.is_migrant_worker) == ("13911112222", True)


def test_an_empty_cell_of_a_new_row_means_the_default():
    MemberFactory(staff_no="1001")
    header = ["会员", "变动类型", "日期", "本人自愿"]

    _, plan = plan_of(
        MEMBERSHIP_EVENT, header, ["1001", "退休", dt.date(2026, 1, 5), None]
    )

    assert plan.rows[0].record.voluntary is True


def test_a_namesake_is_another_person():
    old = MemberFactory(staff_no="1", name="张伟")
    new = MemberFactory(staff_no="2", name="张伟")
    UnionGroupFactory(name="一组", leader=old)

    importer, plan = plan_of(UNION_GROUP, ["名称", "组长"], ["一组", "2"])
    commit(importer, plan)

    assert plan.rows[0].changes == {"组长": ["1 张伟", "2 张伟"]}
    assert new.led_groups.get().name == "一组"


def test_a_leader_may_be_taken_away():
    UnionGroupFactory(name="一组", leader=MemberFactory(name="张伟"))

    _, kept = plan_of(UNION_GROUP, ["名称", "组长"], ["一组", None])
    _, taken = plan_of(UNION_GROUP, ["名称", "组长"], ["一组", "-"])

    assert kept.rows[0].changes == {}
    assert taken.rows[0].changes == {"组长": ["张伟", ""]}


def test_a_wrong_secret_is_not_repeated():
    _, plan = plan_of(MEMBER, ["工号", "身份证号"], ["1001", "110105194912310021"])

    texts = list(plan.error_texts())
    assert any("「身份证号」：身份证号码的校验位不对" in text for text in texts)
    assert not any("110105194912310021" in text for text in texts)


def test_known_rows_are_compared_without_a_query_for_each(
    django_assert_max_num_queries,
):
    MembershipEventFactory.create_batch(8)
    kinds = [MEMBER, MEMBERSHIP_EVENT, UNION_GROUP]
    sheets = read_sheets(write_workbook(filled_sheets(kinds, COMMAND_LINE)))

    for kind, sheet in zip(kinds, sheets, strict=True):
        importer = kind.importer(kind, COMMAND_LINE)
        with django_assert_max_num_queries(8):
            plan = importer.plan(sheet)
        assert plan.counts["unchanged"] == len(sheet.rows) >= 8


def test_many_names_are_looked_for_in_parts(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(references, "WORDS_AT_ONCE", 50)
    member = MemberFactory(staff_no="1001", name="张伟")
    texts = [*(f"{n} 张 伟" for n in range(60)), "1001 张伟", "张伟 1001"]

    with django_assert_num_queries(3):  # of 123 words
        found = references.References(Member.objects.all(), texts)

    assert found.find("1001 张伟") == found.find("张伟 1001") == member
    with pytest.raises(ValidationError, match="没有找到会员“59 张 伟”"):
        found.find("59 张 伟")


@pytest.mark.parametrize("cell", ["\x07", "\ufffe", "外\x00科"])
def test_a_cell_that_no_text_can_be_is_an_error_of_its_row(cell):
    headers = ["名称", "类别", "一线科室"]
    importer = DEPARTMENT.importer(DEPARTMENT, COMMAND_LINE)

    plan = importer.plan(Sheet("科室", headers=headers, rows=[Row(2, [cell] * 3)]))

    assert [header for header, _, _ in plan.rows[0].errors] == headers
    assert plan.unknown == {}
