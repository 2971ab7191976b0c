"""One box finds a member by name, pinyin, number or the end of the telephone number."""

import pytest
from django.db import connection

from members.models import Member
from members.records import MEMBER, MEMBERSHIP_EVENT
from members.tests.factories import MemberFactory
from welfare.records import CONSOLATION
from welfare.tests.factories import ConsolationFactory

from .factories import UserFactory

pytestmark = pytest.mark.django_db

PHONE = "13900006789"


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(role="staff"))
    return client


@pytest.fixture
def member():
    MemberFactory(staff_no="2002", name="李娜", phone="13911112222")
    return MemberFactory(staff_no="1001", name="张伟", phone=PHONE)


WAYS = ["张伟", "张", "zhangwei", "zhang", "zw", "ZW", "1001", "6789", PHONE]


@pytest.mark.parametrize("typed", WAYS)
def test_the_list_finds_by_name_sound_number_or_end_of_the_phone(staff, member, typed):
    page = staff.get(MEMBER.list_url, {"q": typed})

    rows = page.context["rows"]
    assert len(rows) == 1
    assert "张伟" in rows[0]


@pytest.mark.parametrize("typed", WAYS)
def test_the_header_finds_the_same(staff, member, typed):
    groups = staff.get("/search/", {"q": typed}).context["groups"]

    assert [(kind, records) for kind, records, _ in groups] == [(MEMBER, [member])]


@pytest.mark.parametrize("kind", [CONSOLATION, MEMBERSHIP_EVENT])
@pytest.mark.parametrize("typed", ["张伟", "zw", "1001", "6789"])
def test_lists_of_what_members_have_find_by_the_member(staff, member, kind, typed):
    ConsolationFactory(beneficiary=member)
    ConsolationFactory(beneficiary=None, beneficiary_label="全体护士")

    page = staff.get(kind.list_url, {"q": typed})

    assert len(page.context["rows"]) == 1
    assert "张伟" in page.context["rows"][0]


def test_other_digits_of_a_phone_find_nothing(staff, member):
    assert staff.get(MEMBER.list_url, {"q": "0000"}).context["rows"] == []


def test_the_phone_itself_is_in_no_column(member):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM members_member WHERE staff_no = '1001'")
        stored = " ".join(map(str, cursor.fetchone()))

    assert "6789" not in stored


def test_the_end_of_a_phone_follows_however_it_is_saved(member):
    member.phone = "13900004321"
    Member.objects.bulk_update([member], ["phone", "phone_tail_index"])

    assert list(Member.objects.matching("4321")) == [member]
    assert not Member.objects.matching("6789").exists()


def test_a_member_without_a_phone_has_no_end_of_it(member):
    assert MemberFactory(phone="").phone_tail_index is None
