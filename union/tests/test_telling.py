"""Namesakes are told apart, in hits and in what is said on saving."""

from decimal import Decimal

import pytest

from members.records import MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory
from union import telling
from welfare.records import CLAIM, CONSOLATION
from welfare.tests.factories import ConsolationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def given():
    """Two namesakes with the same gift on the same day."""
    department = DepartmentFactory(name="心内科")
    return [
        ConsolationFactory(
            beneficiary=MemberFactory(
                staff_no=number, name="尹国", department=department
            ),
            amount=Decimal("500.00"),
            cash_amount=Decimal("500.00"),
        )
        for number in ("1012", "1013")
    ]


def test_hits_of_namesakes_say_number_department_and_amount(login, given):
    may = ("members.view_all_groups", "welfare.view_consolation")

    page = login(*may).get("/search/", {"q": "尹国"}).content.decode()

    assert "1012 尹国，心内科　在会，500.00 元" in page
    assert "1013 尹国，心内科　在会，500.00 元" in page


def test_a_leader_of_another_group_finds_neither_of_them(login, given):
    page = login("welfare.view_consolation").get("/search/", {"q": "尹国"})

    assert "1012" not in page.content.decode()


def test_what_is_said_on_saving_names_number_and_amount(login, given):
    rights = ("add", "view")
    client = login(
        *(f"welfare.{right}_consolation" for right in rights), "members.view_all_groups"
    )
    url = CONSOLATION.url("create")
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {
        "beneficiary": "1013 尹国",
        "occasion": "sick",
        "date": "2026-03-04",
        "cash_amount": "88",
        "submission": form.submission if hasattr(form, "submission") else "",
        "twin_reason": "两次住院",
    }

    page = client.post(url, data, follow=True).content.decode()

    assert "已保存慰问“2026-03-04 尹国患病慰问”（1013 尹国，88.00 元）" in page


def test_the_amount_told_is_the_record_s_own(given):
    assert telling.amount_path(CONSOLATION) == "amount"
    assert telling.amount_path(CLAIM) == "amount_claimed"
    assert telling.amount_path(MEMBER) == ""
    assert telling.told(MEMBER, given[0].beneficiary) == ""
