"""A sheet on its way in: stored encrypted, carried out once, taken back whole."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from members.models import Department, Member, MembershipEvent
from members.records import DEPARTMENT, MEMBER
from members.tests.factories import (
    DepartmentFactory,
    MemberFactory,
    UnionGroupFactory,
)
from union import undo
from union.errors import Conflict, RuleViolation
from union.excel import ColumnSpec, SheetSpec, WorkbookRefused, write_workbook
from union.imports import running
from union.imports.running import Decision
from union.models import AuditEntry, ImportBatch
from union.models.imports import SheetGone

from .factories import UserFactory
from .test_record_views import OFFICE

pytestmark = pytest.mark.django_db

ID_NUMBER = "11010519491231002X"
JOINED = dt.date(2026, 3, 20)
HEADER = [
    "工号",
    "姓名",
    "性别",
    "身份证号",
    "科室",
    "工会小组",
    "岗位类别",
    "用工形式",
    "入会日期",
    "入会来源",
]


def member_row(number="1001", name="张伟", id_number=ID_NUMBER, **changes):
    row = dict(
        zip(
            HEADER,
            [
                number,
                name,
                "女",
                id_number,
                "内科",
                "一组",
                "医师",
                "在编",
                "2026-03-20",
                "新员工",
            ],
            strict=True,
        )
    )
    return list((row | changes).values())


@pytest.fixture
def user():
    DepartmentFactory(name="内科")
    UnionGroupFactory(name="一组")
    return UserFactory(perms=OFFICE)


def book(*sheets):
    """Workbook of (title, header, rows…)."""
    file = write_workbook(
        [
            SheetSpec(title, [ColumnSpec(text) for text in header], rows)
            for title, header, *rows in sheets
        ]
    )
    file.name = "名册.xlsx"
    return file


def started(user, *rows, header=HEADER, kind=MEMBER):
    return running.start(book(("名册", header, *rows)), kind=kind, user=user)


def stored_path(batch):
    return Path(settings.MEDIA_ROOT) / batch.file.name


def test_the_sheet_is_stored_encrypted(user):
    batch = started(user, member_row())

    stored = stored_path(batch).read_bytes()

    assert not stored.startswith(b"PK")
    assert ID_NUMBER.encode() not in stored
    with batch.open_file() as file:
        assert file.read(2) == b"PK"


def test_a_stored_sheet_cannot_be_read_as_anothers(user):
    batch, other = started(user, member_row()), started(user, member_row("1002"))
    other.file.name = batch.file.name

    with pytest.raises(SheetGone):
        other.open_file()


def test_the_sheet_goes_when_no_bad_rows_remain(user):
    batch = started(user, member_row())
    path = stored_path(batch)

    running.carry_out(batch, Decision())

    assert not path.exists()
    assert batch.counts == {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "error": 0,
        "left_out": 0,
    }


def test_the_sheet_stays_while_bad_rows_are_to_be_corrected(user):
    batch = started(user, member_row(), member_row("1002", 入会日期="2026-13-01"))

    running.carry_out(batch, Decision(good_only=True))

    assert stored_path(batch).exists()
    assert Member.objects.get().staff_no == "1001"


def test_with_bad_rows_nothing_is_written_unless_that_is_chosen(user):
    batch = started(user, member_row(), member_row("1002", 入会日期="2026-13-01"))

    with pytest.raises(RuleViolation, match="表中有错误"):
        running.carry_out(batch, Decision())

    assert not Member.objects.exists()
    assert not ImportBatch.objects.get().is_done


def test_a_batch_is_carried_out_once(user):
    batch = started(user, member_row())
    running.carry_out(batch, Decision())
    late = started(user, member_row("1002", "李娜", None))
    ImportBatch.objects.filter(pk=late.pk).update(status="done")

    with pytest.raises(Conflict, match="刚刚已被导入"):
        running.carry_out(late, Decision())

    assert Member.objects.count() == 1


def test_the_same_file_again_changes_nothing(user):
    running.carry_out(started(user, member_row()), Decision())

    plan = running.check(started(user, member_row()))

    assert plan.counts == {"new": 0, "changed": 0, "unchanged": 1, "error": 0}


def test_an_import_is_undone_with_all_that_followed_from_it(user):
    known = MemberFactory(staff_no="2001", name="王芳", note="旧", joined_on=JOINED)
    before = MembershipEvent.objects.listed_for(user).count()
    batch = started(
        user,
        [*member_row(), ""],
        [*member_row("2001", "王芳", None), "新"],
        header=[*HEADER, "备注"],
    )
    undo_batch = running.carry_out(batch, Decision())
    known.refresh_from_db()
    assert (known.note, Member.objects.valid().count()) == ("新", 2)

    undo.revert(undo_batch, actor=user)

    known.refresh_from_db()
    assert (known.note, Member.objects.valid().get()) == ("旧", known)
    assert MembershipEvent.objects.listed_for(user).count() == before
    assert ImportBatch.objects.with_undone().get(pk=batch.pk).undone_at is not None


def test_after_an_undo_the_same_file_can_be_imported(user):
    undo.revert(running.carry_out(started(user, member_row()), Decision()), actor=user)

    running.carry_out(started(user, member_row()), Decision())

    assert Member.objects.valid().get().staff_no == "1001"


def test_what_was_changed_since_stops_the_undo_and_is_named(user):
    batch = running.carry_out(started(user, member_row()), Decision())
    Member.objects.update(version=2)

    with pytest.raises(RuleViolation, match="不能撤销：“张伟”"):
        undo.revert(batch, actor=user)

    assert Member.objects.valid().exists()


def test_another_name_under_a_known_number_must_be_looked_at(user):
    MemberFactory(staff_no="1001", name="王芳", joined_on=JOINED)
    batch = started(user, member_row(id_number=None))
    assert [row.number for row in running.check(batch).renamed] == [2]

    with pytest.raises(RuleViolation, match="有 1 行与已登记的不是同一个人"):
        running.carry_out(batch, Decision())
    assert Member.objects.get().name == "王芳"

    running.carry_out(batch, Decision(accepts_renamed=True))
    assert Member.objects.get().name == "张伟"


def test_rows_under_a_wrong_number_can_be_left_out(user):
    MemberFactory(staff_no="1001", name="王芳", joined_on=JOINED)
    batch = started(user, member_row(id_number=None), member_row("1002", "李娜", None))

    running.carry_out(batch, Decision(leaves_renamed=True))

    assert set(Member.objects.values_list("staff_no", "name")) == {
        ("1001", "王芳"),
        ("1002", "李娜"),
    }
    assert (batch.counts["new"], batch.counts["left_out"]) == (1, 1)


@pytest.fixture
def namesake(user):
    """An earlier member of the same name and department as the row."""
    return MemberFactory(
        staff_no="9",
        name="张伟",
        birth_date=None,
        department=Department.objects.get(name="内科"),
    )


@pytest.mark.usefixtures("namesake")
def test_lookalikes_need_a_reason_which_the_log_keeps(user):
    batch = started(user, member_row())

    with pytest.raises(RuleViolation, match="请写明仍要登记的原因"):
        running.carry_out(batch, Decision())
    running.carry_out(batch, Decision(twin_reason="同名不同人"))

    entry = AuditEntry.objects.filter(batch=batch.pk).get()
    assert "同名不同人" in entry.note


@pytest.mark.usefixtures("namesake")
def test_lookalikes_can_be_left_out(user):
    batch = started(user, member_row(), member_row("1002", "李娜", None))

    running.carry_out(batch, Decision(leaves_twins=True))

    assert set(Member.objects.values_list("staff_no", flat=True)) == {"9", "1002"}


def test_totals_and_notes_at_the_end_are_not_read(user):
    header = ["名称", "类别", "院区", "一线科室"]
    rows = ["外科", "临床", None, "是"], ["合 计", None, "1", None], ["制表：张三"]
    rows = [[*row, *[None] * (4 - len(row))] for row in rows]
    batch = started(user, *rows, header=header, kind=DEPARTMENT)

    plan = running.check(batch)
    batch.has_totals = True

    assert (plan.counts["new"], plan.left_out) == (1, [3, 4])
    assert running.check(batch).counts["error"] == 2


def test_the_sheet_named_like_the_kind_is_taken_and_another_can_be(user):
    file = book(
        ("说明", ["怎么填"], ["从第二行起"]),
        ("科室", ["名称", "类别"], ["外科", "临床"]),
    )
    batch = running.start(file, kind=DEPARTMENT, user=user)
    sheets = running.sheets_of(batch)
    assert batch.sheet == "科室"
    assert running.needs_columns(batch)

    running.choose_sheet(batch, sheets[0])

    assert batch.mapping == [["怎么填", ""]]


def test_a_file_without_a_single_row_is_refused_and_not_kept(user):
    with pytest.raises(WorkbookRefused, match="表头下面没有一行数据"):
        started(user)

    assert not ImportBatch.objects.exists()


def test_uploads_nobody_goes_on_with_go_after_a_week(user):
    old, done = started(user, member_row()), started(user, member_row("1002"))
    paths = stored_path(old), stored_path(done)
    week_ago = timezone.now() - dt.timedelta(days=8)
    ImportBatch.objects.update(created_at=week_ago)
    ImportBatch.objects.filter(pk=done.pk).update(status="done")

    fresh = started(user, member_row("1003"))

    assert set(ImportBatch.objects.all()) == {done, fresh}
    assert [path.exists() for path in paths] == [False, False]
    assert stored_path(fresh).exists()


def test_a_sheet_that_brings_nothing_new_waits_for_nobody(user):
    running.carry_out(started(user, member_row()), Decision())
    batch = started(user, member_row())
    assert list(running.waiting(user)) == [batch]

    running.settle(batch, running.check(batch))

    assert list(running.waiting(user)) == []
    assert ImportBatch.objects.get(pk=batch.pk).get_status_display() == "没有需要导入的"


def test_with_other_columns_the_same_sheet_waits_again_and_is_imported(user):
    running.carry_out(started(user, member_row()), Decision())
    batch = started(user, member_row(name="张玮"))
    (sheet,) = running.sheets_of(batch)
    named = batch.mapping
    nameless = [[header, name if name != "name" else ""] for header, name in named]
    running.choose_columns(batch, sheet, nameless)
    running.settle(batch, running.check(batch))
    assert list(running.waiting(user)) == []

    running.choose_columns(batch, sheet, named)
    running.settle(batch, running.check(batch))

    assert list(running.waiting(user)) == [batch]
    running.carry_out(batch, Decision(accepts_renamed=True))
    assert Member.objects.get().name == "张玮"


def test_what_was_imported_stays_so_when_it_is_checked_late(user):
    batch = started(user, member_row())
    late = ImportBatch.objects.get(pk=batch.pk)
    plan = running.check(late)
    running.carry_out(batch, Decision())

    running.settle(late, plan)

    assert ImportBatch.objects.get().is_done


def test_a_sheet_without_news_may_be_thrown_away(user):
    running.carry_out(started(user, member_row()), Decision())
    batch = started(user, member_row())
    running.settle(batch, running.check(batch))

    running.discard(batch)

    assert not ImportBatch.objects.filter(pk=batch.pk).exists()
