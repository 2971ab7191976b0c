"""Days that a sheet holds as the numbers by which Excel counts them."""

import datetime as dt
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from members.records import MEMBERSHIP_EVENT
from members.tests.factories import MemberFactory
from union.accounts.command_line import COMMAND_LINE
from union.excel import Row, Sheet, read_sheets

from .test_import_pages import OFFICE, page_of

pytestmark = pytest.mark.django_db

WORKBOOKS = Path(__file__).with_name("workbooks")
HEADERS = ["工号", "变动类型", "日期"]


@pytest.fixture(autouse=True)
def member():
    return MemberFactory(staff_no="1001", name="张一", joined_on=dt.date(1986, 1, 1))


def book(*days, kind="退休", is_mac=False):
    workbook = Workbook()
    if is_mac:
        workbook.epoch = CALENDAR_MAC_1904
    workbook.active.append(HEADERS)
    for day in days:
        workbook.active.append(["1001", kind, day])
    file = BytesIO()
    workbook.save(file)
    file.seek(0)
    file.name = "变动.xlsx"
    return file


def plan_of(sheet):
    return MEMBERSHIP_EVENT.importer(MEMBERSHIP_EVENT, COMMAND_LINE).plan(sheet)


@pytest.mark.parametrize("cell", [46174, 46174.5, "46174", " 46174 ", "４６１７４"])
def test_a_number_in_a_column_of_days_is_the_day_that_excel_shows(cell):
    plan = plan_of(read_sheets(book(cell))[0])

    assert plan.rows[0].values["date"] == dt.date(2026, 6, 1)
    assert plan.rows[0].cells[2] == dt.date(2026, 6, 1)
    assert plan.notices[0].startswith(
        "“日期”有 1 格是 Excel 的日期序号，已按日期读入，如"
    )
    assert plan.notices[0].endswith(" = 2026-06-01；请核对")


def test_a_workbook_that_counts_from_1904_is_read_by_its_own_count():
    plan = plan_of(read_sheets(book(44712, is_mac=True))[0])

    assert plan.rows[0].values["date"] == dt.date(2026, 6, 1)


def test_an_old_workbook_that_counts_from_1904_is_read_by_its_own_count():
    with (WORKBOOKS / "days_from_1904.xls").open("rb") as file:
        plan = plan_of(read_sheets(file)[0])

    days = [row.values["date"] for row in plan.rows]
    assert days == [dt.date(2026, 6, 1), dt.date(2026, 6, 2)]


@pytest.mark.parametrize("cell", [1986, "1986", 99999, 198607])
def test_a_number_that_can_be_no_such_day_is_refused(cell):
    plan = plan_of(read_sheets(book(cell))[0])

    assert f"“{cell}”不是有效日期" in next(plan.error_texts())
    assert plan.notices == []


def test_how_many_were_read_so_is_said_once_with_an_example():
    plan = plan_of(read_sheets(book(46174, "46175", "2026-6-3"))[0])

    assert plan.notices == [
        "“日期”有 2 格是 Excel 的日期序号，已按日期读入，如 46174 = 2026-06-01；请核对"
    ]


def test_what_somebody_types_is_no_such_number():
    typed = Sheet("会籍变动", headers=HEADERS, rows=[Row(1, ["1001", "退休", "46174"])])

    assert list(plan_of(typed).error_texts()) == [
        "工作表“会籍变动” 第1行「日期」：“46174”像是 Excel 的日期序号，"
        "请写成 2026-06-01 这样"
    ]


def test_a_bad_row_comes_back_with_the_day_and_can_be_repaired(login):
    client = login(*OFFICE)
    url = MEMBERSHIP_EVENT.url("import")
    client.post(url, {"file": book("46174", kind="不知道")})
    errors = client.get(page_of(MEMBERSHIP_EVENT, "import_errors"))
    workbook = load_workbook(BytesIO(b"".join(errors.streaming_content)))
    given = workbook.active["C2"].value
    workbook.active["B2"] = "退休"
    file = BytesIO()
    workbook.save(file)
    file.seek(0)
    file.name = "错误行.xlsx"

    page = client.post(url, {"file": file}, follow=True)

    assert given == "2026-06-01"
    assert page.context["counts"]["new"] == 1
