"""成批录入 of consolations, as a browser sends it and as the page is told."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

from members.tests.factories import MemberFactory
from welfare.records import CONSOLATION
from welfare.tests.factories import BenefitRuleFactory

URL = "/welfare/consolations/batch/"
JSON = {"HTTP_ACCEPT": "application/json"}


def clerk(login):
    """Somebody who enters consolations; a visit to a sick member may cost 500 元."""
    BenefitRuleFactory(
        occasion="sick",
        limit_per_case=Decimal("500.00"),
        since=dt.date(2020, 1, 1),
        until=None,
    )
    return login(
        "welfare.add_consolation", "welfare.view_consolation", "members.view_all_groups"
    )


def grid(*rows, do="check", **others):
    """A posted grid; a row is (慰问对象, 慰问金) or a dict of its cells."""
    cells = [
        row if isinstance(row, dict) else {"beneficiary": row[0], "cash_amount": row[1]}
        for row in rows
    ]
    names = CONSOLATION.grid.columns
    columns = {name: [row.get(name, "") for row in cells] for name in names}
    shared = {"head-occasion": "患病", "head-date": "2026-02-03"}
    return {"submission": str(uuid4()), "do": do} | shared | columns | others


def people(number):
    """1001 张伟, 1002 张伟, …"""
    return [MemberFactory(staff_no=f"{1001 + n}", name="张伟") for n in range(number)]


def marks(response):
    """{number of the row: (state, errors)} of what the page was told."""
    checked = response.context["page"].checked
    return {index + 1: (m.state, m.errors) for index, m in checked.marks.items()}


def texts(response, name="beneficiary"):
    return [row[name] for row in response.context["page"].typed.rows if row[name]]
