"""成批录入: what was typed into a grid, checked and saved at one stroke."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest

from members.tests.factories import MemberFactory
from union.models import AuditEntry, UndoBatch
from welfare.models import Consolation
from welfare.records import CONSOLATION
from welfare.tests.factories import BenefitRuleFactory

pytestmark = pytest.mark.django_db

URL = "/welfare/consolations/batch/"
OFFICE = (
    "welfare.add_consolation",
    "welfare.view_consolation",
    "members.view_all_groups",
)


@pytest.fixture
def office(login):
    """Somebody who enters consolations; a visit to a sick member may cost 500 元."""
    BenefitRuleFactory(
        occasion="sick",
        limit_per_case=Decimal("500.00"),
        since=dt.date(2020, 1, 1),
        until=None,
    )
    return login(*OFFICE)


def grid(rows, do="check", **others):
    """A posted grid; ``rows`` are (慰问对象, 慰问金) or dicts."""
    names = CONSOLATION.grid.columns
    rows = [
        row
        if isinstance(row, dict)
        else dict(zip(("beneficiary", "cash_amount"), row, strict=True))
        for row in rows
    ]
    cells = {name: [row.get(name, "") for row in rows] for name in names}
    shared = {"all-occasion": "sick", "all-date": "2026-02-03"}
    return {"submission": str(uuid4()), "do": do} | shared | cells | others


def people(number):
    return [MemberFactory(staff_no=f"{1001 + n}") for n in range(number)]


def test_fifty_rows_are_saved_in_one_post_and_can_be_taken_back(office):
    people(50)
    rows = [(f"{1001 + n}", "200") for n in range(50)]

    page = office.post(URL, grid(rows, "save"), follow=True)

    assert Consolation.objects.count() == 50
    assert "已保存 50 条慰问" in page.content.decode()
    assert UndoBatch.objects.get().title == "成批录入慰问 50 条"
    assert AuditEntry.objects.filter(batch=UndoBatch.objects.get().pk).count() == 50
