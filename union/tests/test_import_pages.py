"""The pages of an import, tried on departments and members."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from members.models import Department
from members.records import DEPARTMENT, MEMBER, MEMBERSHIP_EVENT
from union.excel import ColumnSpec, SheetSpec, write_workbook
from union.models import ImportBatch

from .test_record_views import OFFICE

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(login):
    return login(*OFFICE)


def upload(client, kind, *rows, name="表.xlsx"):
    """What the last page after the upload shows."""
    header, *body = rows
    spec = SheetSpec(kind.name, [ColumnSpec(text) for text in header], body)
    file = write_workbook([spec])
    file.name = name
    return client.post(kind.url("import"), {"file": file}, follow=True)


def page_of(kind, page="import_preview"):
    return kind.url(page, ImportBatch.objects.latest("created_at").pk)


DEPARTMENTS = (
    ["名称", "类别", "一线科室"],
    ["外科", "临床", "是"],
    ["内科", "临床", "否"],
)


def test_an_upload_is_previewed_then_imported_once(office):
    preview = upload(office, DEPARTMENT, *DEPARTMENTS)
    assert preview.context["counts"]["new"] == 2
    assert not Department.objects.exists()
    url = page_of(DEPARTMENT)

    office.post(url, {"commit": "1"})
    again = office.post(url, {"commit": "1"}, follow=True)

    assert Department.objects.count() == 2
    assert "没有重复导入" in again.content.decode()
    assert ImportBatch.objects.get().status == ImportBatch.Status.DONE


def test_bad_rows_come_back_as_a_workbook_that_can_be_corrected(office):
    upload(office, DEPARTMENT, *DEPARTMENTS, ["骨科", "不知道", "是"])
    url = page_of(DEPARTMENT)

    response = office.get(page_of(DEPARTMENT, "import_errors"))
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    header, row = sheet.iter_rows(values_only=True)
    office.post(url, {"good_only": "1"})

    assert header == ("名称", "类别", "一线科室", "错误")
    assert row[:3] == ("骨科", "不知道", "是")
    assert "“不知道”不在选项中，可填：临床、医技、行政、后勤" in row[3]
    assert [cell.fill.fill_type for cell in sheet[2]] == [None, "solid", None, None]
    assert "不在选项中" in sheet["B2"].comment.text
    assert Department.objects.count() == 2


@pytest.mark.parametrize("cell", ["#N/A", 110101199003078515])
def test_a_cell_that_cannot_be_used_comes_back_as_its_text(office, cell):
    header = ["工号", "姓名", "身份证号"]
    upload(office, MEMBER, header, ["1001", "张伟", cell])

    response = office.get(page_of(MEMBER, "import_errors"))

    assert response.status_code == 200


def test_a_column_can_be_told_to_be_another_field(office):
    page = upload(office, DEPARTMENT, ["部门叫什么", "类别"], ["外科", "临床"])
    assert page.context["missing"] == ["名称"]

    mapped = office.post(
        page_of(DEPARTMENT, "import_columns"),
        {"column_0": "name", "column_1": "kind"},
        follow=True,
    )

    assert mapped.context["counts"]["new"] == 1


def test_the_upload_of_another_is_not_found(office, login):
    upload(office, DEPARTMENT, *DEPARTMENTS)
    pages = [
        page_of(DEPARTMENT, f"import_{name}")
        for name in ("preview", "columns", "words", "errors")
    ]

    other = login(*OFFICE)

    assert [other.get(page).status_code for page in pages] == [404] * 4


def test_a_file_that_is_no_workbook_is_refused_in_chinese(office):
    file = BytesIO(b"<html><table><tr><td>1001</td></tr></table></html>")
    file.name = "名册.xlsx"

    page = office.post(DEPARTMENT.url("import"), {"file": file}).content.decode()

    assert "另存为" in page
    assert not ImportBatch.objects.exists()


def test_the_template_can_be_downloaded_and_read(office):
    response = office.get(MEMBERSHIP_EVENT.url("import_template"))

    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames[0] == "会籍变动"


def test_an_upload_without_news_is_closed_and_stays_in_the_history(office):
    upload(office, DEPARTMENT, *DEPARTMENTS)
    office.post(page_of(DEPARTMENT), {"commit": "1"})

    page = upload(office, DEPARTMENT, *DEPARTMENTS, name="再来.xlsx").content.decode()

    assert "没有需要导入的，不用再办什么" in page
    assert "再来.xlsx" not in office.get("/").content.decode()
    history = office.get("/imports/").content.decode()
    assert "<td>没有需要导入的</td>" in history
    assert "再来.xlsx" in history


def test_a_week_later_it_tells_what_it_was(office):
    upload(office, DEPARTMENT, *DEPARTMENTS)
    office.post(page_of(DEPARTMENT), {"commit": "1"})
    upload(office, DEPARTMENT, *DEPARTMENTS)
    batch = ImportBatch.objects.latest("created_at")
    batch.refresh_from_db()
    batch.forget_file()

    page = office.get(page_of(DEPARTMENT)).content.decode()

    assert "<h1>导入结果" in page
    assert "表中内容与已有记录相同，没有需要导入的。" in page
    assert "查看这次导入" not in page


def test_the_history_does_not_send_anyone_to_a_button_they_do_not_have(login):
    page = login("members.view_member").get("/imports/").content.decode()

    assert "点“导入”" not in page
    assert "导入由有登记权限的人办理，您没有这项权限。" in page
    assert "点“导入”" in login(*OFFICE).get("/imports/").content.decode()
