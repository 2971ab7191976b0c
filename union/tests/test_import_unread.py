"""Columns that an import leaves out are never left out in silence."""

import pytest

from members.records import MEMBER
from members.tests.factories import MemberFactory

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
