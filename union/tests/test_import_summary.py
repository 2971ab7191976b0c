import pytest

from members.records import MEMBER
from members.tests.factories import DepartmentFactory, UnionGroupFactory

from .test_import_pages import OFFICE, page_of, upload
from .test_import_running import HEADER, JOINED, member_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(login):
    DepartmentFactory(name="内科")
    UnionGroupFactory(name="一组")
    return login(*OFFICE)


def test_the_preview_of_members_shows_since_when_they_are_members(office):
    upload(office, MEMBER, HEADER, member_row())

    page = office.get(page_of(MEMBER))

    assert "入会日期" in page.context["new"].headings
    assert f"新增的 1 人：入会日期 {JOINED}。" in page.content.decode()
