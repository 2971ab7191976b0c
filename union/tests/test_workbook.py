"""A whole workbook, as the server's commands take and give it."""

import pytest

from members.models import Member, UnionGroup
from members.tests.factories import MemberFactory
from union.accounts.command_line import COMMAND_LINE
from union.excel import ColumnSpec, SheetSpec, write_workbook
from union.imports.template import filled_sheets
from union.imports.workbook import WorkbookErrors, import_workbook, importable_kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def book():
    """A group whose leader is one of its own members: each sheet names the other."""
    member = MemberFactory(staff_no="1001", name="张伟", union_group__name="一组")
    UnionGroup.objects.update(leader=member)
    kinds = importable_kinds()
    sheets = []
    for spec in filled_sheets(kinds, COMMAND_LINE):
        rows = [row[1:] for row in spec.rows]  # without 编号: for another database
        if rows:
            sheets.append(SheetSpec(spec.title, spec.columns[1:], rows))
    return write_workbook(sheets)


def empty_the_database():
    UnionGroup.objects.update(leader=None)
    for kind in reversed(importable_kinds()):
        kind.model.objects.all().delete()


def test_what_one_installation_exports_another_can_import(book):
    empty_the_database()

    results = {kind.name: counts for kind, counts in run(book)}

    assert results["会员"] == {"new": 1, "changed": 0, "unchanged": 0, "error": 0}
    assert UnionGroup.objects.get().leader == Member.objects.get()


def test_the_same_workbook_again_changes_nothing(book):
    for _, counts in run(book):
        assert (counts["new"], counts["changed"]) == (0, 0)


def test_a_dry_run_writes_nothing(book):
    empty_the_database()

    run(book, dry_run=True)

    assert not Member.objects.exists()


def test_one_wrong_sheet_undoes_all():
    departments = SheetSpec(
        "科室", [ColumnSpec("名称"), ColumnSpec("类别")], [["内科", "临床"]]
    )
    counts = SheetSpec(
        "年度职工数", [ColumnSpec("年度"), ColumnSpec("职工总数")], [["今年", "7"]]
    )

    with pytest.raises(WorkbookErrors) as refused:
        run(write_workbook([departments, counts]))

    assert len(refused.value.texts) == 1
    assert refused.value.texts[0].startswith("工作表“年度职工数” 第2行「年度」")
    assert not Member.objects.exists()


def test_a_workbook_of_unknown_sheets_says_which_are_known():
    other = SheetSpec("Sheet1", [ColumnSpec("甲")], [["乙"]])

    with pytest.raises(WorkbookErrors) as refused:
        run(write_workbook([other]))

    assert "工作表应命名为" in refused.value.texts[0]


def run(book, **options):
    book.seek(0)
    return import_workbook(book, COMMAND_LINE, **options)
