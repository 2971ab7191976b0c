"""Addresses and forms that no page of ours would send: told, never a crash."""

from datetime import date
from uuid import uuid4

import pytest

from members.models import Member, MembershipEvent
from members.records import MEMBER, MEMBERSHIP_EVENT, STAFF_COUNT, UNION_GROUP
from members.tests.factories import MemberFactory, StaffCountFactory
from welfare.models import Consolation
from welfare.records import CONSOLATION
from welfare.tests.factories import ConsolationFactory

from .test_record_views import OFFICE, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(login):
    return login(*OFFICE, "members.view_staffcount")


@pytest.mark.parametrize(
    "query",
    [
        "pk=abc",
        "pk=1,2,x",
        "pk=%C2%B2",
        "pk=" + "9" * 30,
        "q=" + "a" * 60_000,
        "q=" + "+".join(f"a{n}" for n in range(1200)),
        "department=x",
        "department=" + "9" * 30,
        "status=x",
        "birth_month=13",
        "birth_month=1.5",
        "birth_month=-1e99999999",
        "joined_on_after=nonsense",
        "is_migrant_worker=x",
    ],
)
def test_a_filter_that_cannot_be_shows_nothing_or_is_ignored(office, query):
    MemberFactory()

    page = office.get(f"{MEMBER.url('list')}?{query}")

    assert page.status_code == 200
    assert page.context["filter"].is_valid() is (query == "is_migrant_worker=x")


@pytest.mark.parametrize(
    "query",
    [
        "q=%25_%5C",
        "joined_on_after=2026-02-01&joined_on_before=2026-01-01",
        "sort=x",
        "sort=--name",
        "sort=-",
        "sort=status&sort=name",
        "page=0&size=9",
        "voided=1&export=no",
    ],
)
def test_an_odd_address_still_shows_a_list(office, query):
    MemberFactory()

    page = office.get(f"{MEMBER.url('list')}?{query}")

    assert page.status_code == 200
    assert page.context["filter"].is_valid()


@pytest.mark.parametrize(
    ("query", "box"),
    [
        ("in_union_on=0001-01-01", "in_union_on"),
        ("in_union_on=9999-12-31", "in_union_on"),
        ("joined_on_after=0001-01-01", "joined_on"),
        ("joined_on_before=9999-12-31", "joined_on"),
    ],
)
def test_a_far_year_is_told_at_its_box(office, query, box):
    MemberFactory()

    page = office.get(f"{MEMBER.url('list')}?{query}")

    assert page.status_code == 200
    [error] = page.context["filter"].form.errors[box]
    assert "应在 1900 年到 2100 年之间" in error


@pytest.mark.parametrize(
    "year", ["9" * 30, "9" * 5000, "1.5", "-1e99999999", "99999", "NaN"]
)
def test_any_year_can_be_asked_for(office, year):
    StaffCountFactory()

    page = office.get(STAFF_COUNT.url("list"), {"year": year})

    assert page.status_code == 200
    assert not page.context["rows"]


@pytest.mark.parametrize("number", ["²", "0", "x", "9" * 18, "9" * 30])
def test_a_form_opens_with_any_number_in_its_address(office, number):
    page = office.get(MEMBERSHIP_EVENT.url("create"), {"member": number})

    assert page.status_code == 200


@pytest.mark.parametrize("submission", ["abc", "", "0" * 100_000])
def test_a_form_whose_key_is_no_key_is_saved_all_the_same(office, submission):
    response = office.post(MEMBER.url("create"), entered(submission=submission))

    assert response.status_code == 302
    assert Member.objects.count() == 1


@pytest.mark.parametrize(
    "member", [" ".join(f"w{n}" for n in range(140_000)), "1\x00", "字" * 100_000]
)
def test_a_name_of_any_length_is_looked_for(office, member):
    data = {"member": member, "change_type": "retire", "date": "2026-01-01"}

    page = office.post(MEMBERSHIP_EVENT.url("create"), data)

    [message] = page.context["form"].errors["member"]
    assert len(message) < 80
    assert not MembershipEvent.objects.exists()


@pytest.mark.parametrize(
    "name", ["sex", "department", "note", "joined_on", "staff_no", "id_number"]
)
@pytest.mark.parametrize("value", ["a\x00b", "字" * 100_000])
def test_what_no_field_can_hold_is_refused_beside_it(office, name, value):
    page = office.post(MEMBER.url("create"), entered(**{name: value}))

    assert page.status_code == 200
    assert list(page.context["form"].errors) == [name]


@pytest.fixture
def giver(login):
    return login(
        "welfare.view_consolation",
        "welfare.add_consolation",
        "members.view_member",
        "members.view_all_groups",
    )


def posted(*names, **others):
    shared = {"head-occasion": "frontline", "head-date": "2026-05-01"}
    blank = {name: [""] * len(names) for name in ("relation", "goods", "note")}
    cells = {"beneficiary": list(names), "cash_amount": ["20"] * len(names)}
    key = {"submission": str(uuid4())}
    return shared | blank | cells | key | others


def test_a_pasted_list_with_control_characters_is_read_as_far_as_it_can_be(giver):
    MemberFactory(staff_no="1001", name="张甲")
    data = posted("", do="list", people="1001\n李\x07四\n\x00")

    page = giver.post(CONSOLATION.url("batch"), data)

    assert page.status_code == 200
    names = [row["beneficiary"] for row in page.context["page"].typed.rows]
    assert list(filter(None, names)) == ["1001 张甲"]
    unclear = dict(page.context["unclear"])
    assert "第 2 个字符是看不见的控制字符" in unclear["李\x07四"]


@pytest.mark.parametrize("do", ["", "list", "filter", "save"])
def test_a_cell_of_a_grid_with_control_characters_is_refused_in_its_place(giver, do):
    MemberFactory(staff_no="1001", name="张甲")
    data = posted("张\x00甲", "张甲", do=do, people="1001")

    page = giver.post(CONSOLATION.url("batch"), data)

    assert page.status_code == 200
    assert not Consolation.objects.exists()
    if do in ("", "save"):
        assert "看不见的控制字符" in page.context["page"].marks[0].errors["beneficiary"]


@pytest.mark.parametrize("reason", ["补\x00发", "补" * 201], ids=["odd", "long"])
def test_a_reason_that_no_log_can_hold_is_refused(giver, reason):
    member = MemberFactory(staff_no="1001", name="张甲")
    ConsolationFactory(
        beneficiary=member, occasion="frontline", date=date(2026, 5, 1), festival=""
    )
    data = posted("1001", do="save", twin_reason=reason)

    page = giver.post(CONSOLATION.url("batch"), data)

    assert page.status_code == 200
    assert len(page.context["problems"]) == 1
    assert Consolation.objects.count() == 1


@pytest.mark.parametrize("number", ["9" * 30, "9" * 19, "²", "-1", "x", "\x00"])
def test_what_is_no_record_cannot_be_one_of_several(login, number):
    rights = [f"members.{action}_uniongroup" for action in ("view", "add")]
    client, url = login(*rights), UNION_GROUP.url("create")
    data = {"name": "第一工会小组", "submission": str(uuid4())}

    page = client.post(url, data | {"departments": [number], "officers": [number]})

    assert set(page.context["form"].errors) == {"departments", "officers"}
    if number.isprintable():
        page = client.get(UNION_GROUP.url("list"), {"departments": number})
        assert "departments" in page.context["filter"].form.errors


@pytest.mark.parametrize("year", ["-1", "32768", "99999999999", "２０２６年"])
def test_a_year_that_cannot_be_stored_is_refused(login, year):
    client = login("members.view_staffcount", "members.add_staffcount")
    data = {"year": year, "headcount": "2147483648", "submission": str(uuid4())}

    page = client.post(STAFF_COUNT.url("create"), data)

    assert set(page.context["form"].errors) == {"year", "headcount"}
