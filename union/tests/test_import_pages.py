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
    header, *body = rows
    spec = SheetSpec(kind.name, [ColumnSpec(text) for text in header], body)
    file = write_workbook([spec])
    file.name = name
    return client.post(kind.url("import"), {"file": file}, follow=True)


DEPARTMENTS = (
    ["名称", "类别", "一线科室"],
    ["外科", "临床", "是"],
    ["内科", "临床", "否"],
)


def test_an_upload_is_previewed_then_imported_once(office):
    preview = upload(office, DEPARTMENT, *DEPARTMENTS)
    assert preview.context["counts"]["new"] == 2
    assert not Department.objects.exists()
    url = preview.redirect_chain[-1][0]

    office.post(url, {"commit": "1"})
    again = office.post(url, {"commit": "1"}, follow=True)

    assert Department.objects.count() == 2
    assert "没有重复导入" in again.content.decode()
    assert ImportBatch.objects.get().status == ImportBatch.Status.DONE


def test_bad_rows_come_back_as_a_workbook_that_can_be_corrected(office):
    preview = upload(office, DEPARTMENT, *DEPARTMENTS, ["骨科", "不知道", "是"])
    url = preview.redirect_chain[-1][0]

    response = office.get(f"{url}errors/")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    header, row = sheet.iter_rows(values_only=True)
    office.post(url, {"good_only": "1"})

    assert header == ("名称", "类别", "一线科室", "错误")
    assert row[:3] == ("骨科", "不知道", "是")
    assert "“不知道”不在选项中，可填：临床、医技、行政、后勤" in row[3]
    assert Department.objects.count() == 2


@pytest.mark.parametrize("cell", ["#N/A", 110101199003078515])
def test_a_cell_that_cannot_be_used_comes_back_as_its_text(office, cell):
    header = ["工号", "姓名", "身份证号"]
    preview = upload(office, MEMBER, header, ["1001", "张伟", cell])

    response = office.get(f"{preview.redirect_chain[-1][0]}errors/")

    assert response.status_code == 200


def test_a_column_can_be_told_to_be_another_field(office):
    preview = upload(office, DEPARTMENT, ["部门叫什么", "类别"], ["外科", "临床"])
    assert preview.context["plan"].problems
    url = preview.redirect_chain[-1][0]

    mapped = office.post(
        url, {"mapping": "1", "column_0": "name", "column_1": "kind"}, follow=True
    )

    assert mapped.context["counts"]["new"] == 1


def test_the_upload_of_another_is_not_found(office, login):
    url = upload(office, DEPARTMENT, *DEPARTMENTS).redirect_chain[-1][0]

    assert login(*OFFICE).get(url).status_code == 404


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
