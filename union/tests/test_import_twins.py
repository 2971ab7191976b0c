"""Rows that look like somebody on file: why, and what tells them apart."""

import datetime as dt

import pytest

from members.models import Department
from members.records import MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory, UnionGroupFactory

from .test_import_pages import OFFICE, page_of, upload
from .test_import_running import HEADER, ID_NUMBER, member_row

pytestmark = pytest.mark.django_db

BORN = dt.date(1949, 12, 31)  # as the ID number says


@pytest.fixture
def office(login):
    DepartmentFactory(name="内科")
    UnionGroupFactory(name="一组")
    return login(*OFFICE)


def on_file(**values):
    inside = Department.objects.get(name="内科")
    return MemberFactory(name="张甲", department=inside, **values)


def doubtful(office, *rows):
    upload(office, MEMBER, HEADER, *rows)
    return office.get(page_of(MEMBER))


def test_it_says_why_and_shows_what_tells_them_apart(office):
    on_file(staff_no="9", birth_date=BORN)

    text = doubtful(office, member_row("1", "张甲")).content.decode()

    assert "姓名、科室相同。" in text
    assert (
        "第2行：工号 1，姓名 张甲，科室 内科，身份证号 1****************X，"
        "出生日期 1949-12-31" in text
    )
    assert "9 张甲</a>（工号 9，姓名 张甲，科室 内科，出生日期 1949-12-31）" in text
    assert ID_NUMBER not in text


@pytest.mark.parametrize(
    "other",
    [
        {"birth_date": dt.date(1985, 5, 6)},
        {"birth_date": None, "id_number": "110105194912310038"},
    ],
)
def test_another_birth_date_or_id_number_is_another_person(office, other):
    on_file(staff_no="9", **other)

    page = doubtful(office, member_row("1", "张甲"))

    assert page.context["plan"].doubtful == []


def test_all_of_them_can_be_reached(office):
    on_file(staff_no="9", birth_date=None)
    rows = [member_row(str(number), "张甲", None) for number in range(100, 160)]

    first = doubtful(office, *rows)
    second = office.get(page_of(MEMBER) + "?page=2")

    assert "疑似重复（60 行）" in first.content.decode()
    assert [item.number for item in second.context["lookalikes"]] == list(range(52, 62))
