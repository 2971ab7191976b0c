"""Columns that an import leaves out are never left out in silence."""

import pytest

from members.records import MEMBER
from members.tests.factories import MemberFactory
from union.accounts.command_line import COMMAND_LINE
from union.excel import Row, Sheet
from welfare.records import CONSOLATION
from welfare.tests.factories import ConsolationFactory

from .test_import_pages import OFFICE, page_of, upload

pytestmark = pytest.mark.django_db

HEADER = ["序号", "工号", "姓名", "会籍状态", "空列"]


@pytest.fixture
def office(login):
    return login(*OFFICE)


def test_the_preview_names_every_filled_column_that_is_not_imported(office):
    MemberFactory(staff_no="1", name="张甲")
    upload(office, MEMBER, HEADER, [1, "1", "张甲", "在会", None])

    text = office.get(page_of(MEMBER)).content.decode()

    assert "未导入的列：会籍状态。" in text
    assert page_of(MEMBER, "import_columns") in text
    assert "与系统中的不同" not in text


def test_a_changed_status_is_told_with_the_place_where_it_can_be_changed(office):
    MemberFactory(staff_no="1", name="张甲")
    rows = [[1, "1", "张甲", "退休", None], [2, "2", "李乙", "在会", None]]
    upload(office, MEMBER, HEADER, *rows)

    text = office.get(page_of(MEMBER)).content.decode()

    assert (
        "「会籍状态」有 1 行与系统中的不同，不能用导入修改，请在“会籍变动”中办理："
        "第2行 退休（系统中为“在会”）。" in text
    )


@pytest.mark.parametrize("cell", [200, "200", "200.00", "200元", "２００"])
def test_an_amount_that_is_only_written_another_way_is_no_difference(cell):
    (column,) = totals_of(cell)

    assert column.differing == []


def test_another_amount_is_told():
    (column,) = totals_of(250)

    assert column.differing == [(2, "250", "200.00")]


def totals_of(cell):
    """What is said of 合计金额 in a sheet about a consolation of 200 yuan."""
    known = ConsolationFactory(cash_amount=200)
    sheet = Sheet("慰问", 1, ["编号", "合计金额（元）"], [Row(2, [known.pk, cell])])
    return CONSOLATION.importer(CONSOLATION, COMMAND_LINE).plan(sheet).unread
