"""What the preview of an import tells before anything is written."""

from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from members.models import Member
from members.records import DEPARTMENT, MEMBER, MEMBERSHIP_EVENT
from members.tests.factories import DepartmentFactory, MemberFactory, UnionGroupFactory
from union.excel import ColumnSpec, SheetSpec, write_workbook
from union.imports.cleaning import veil
from union.models import UndoBatch
from union.tests.factories import UserFactory

from .test_import_pages import OFFICE, page_of, upload
from .test_import_running import HEADER, ID_NUMBER, JOINED, member_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(login):
    DepartmentFactory(name="内科")
    UnionGroupFactory(name="一组")
    return login(*OFFICE)


def rows(*numbers, **changes):
    return [member_row(number, f"张{number}", None, **changes) for number in numbers]


def test_errors_come_grouped_by_kind_with_their_places_and_the_remedy(office):
    bad_days = rows(*"123456", 入会日期="2026-13-01")

    upload(office, MEMBER, HEADER, *bad_days, *rows("7", 姓名=None), *rows("8"))
    page = office.get(page_of(MEMBER))

    groups = page.context["errors"]
    year = timezone.localdate().year
    assert [(g.header, g.advice, g.count) for g in groups] == [
        ("入会日期", f"不是有效日期：没有 13 月，应写成 {year}-01-31 这样", 6),
        ("姓名", "不能空着，请填写", 1),
    ]
    assert groups[0].places == [(n, "2026-13-01") for n in range(2, 7)]
    text = page.content.decode()
    assert "工作表“会员”第2行 1 张1 「入会日期」：2026-13-01" in text
    assert "还有 1 处" in text


def test_rows_that_repeat_each_other_are_one_kind_of_error(office):
    upload(office, MEMBER, HEADER, *rows("1", "1", "2", "2"))

    [group] = office.get(page_of(MEMBER)).context["errors"]

    assert (group.advice, group.count) == ("与另一行重复，请删去其中一行", 2)
    assert group.places == [
        (3, "与第2行重复，请删去其中一行"),
        (5, "与第4行重复，请删去其中一行"),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("11010519491231002X", "110****02X"),
        ("卡号 6222021234567890123 的", "卡号 622****123 的"),
        ("20260131", "20260131"),
        ("1001", "1001"),
    ],
)
def test_long_numbers_are_veiled(text, shown):
    assert veil(text) == shown


def test_a_preview_shows_no_whole_secret_not_even_in_a_wrong_column(office):
    MemberFactory(staff_no="3", name="张3", joined_on=JOINED, phone="13711112222")
    header = [*HEADER, "手机"]
    upload(
        office,
        MEMBER,
        header,
        [*member_row("1", "张1", ID_NUMBER), "13911112222"],
        [*member_row("2", "李2", None, 性别=ID_NUMBER), None],
        [*member_row("3", "张3", None), "13811112222"],
    )

    for page in ("import_preview", "import_columns", "import_words"):
        text = office.get(page_of(MEMBER, page)).content.decode()
        for secret in (ID_NUMBER, "13911112222", "13811112222", "13711112222"):
            assert secret not in text
    text = office.get(page_of(MEMBER)).content.decode()
    assert "139****2222" in text
    assert "手机 <del>137****2222</del> → <ins>138****2222</ins>" in text


def test_a_secret_that_differs_where_it_is_hidden_is_said_to_differ(office):
    MemberFactory(staff_no="1", name="张1", joined_on=JOINED, phone="13711112222")
    upload(office, MEMBER, [*HEADER[:2], "手机"], ["1", "张1", "13733332222"])

    text = office.get(page_of(MEMBER)).content.decode()

    assert "<ins>137****2222（隐去的几位有改动）</ins>" in text
    assert "13733332222" not in text


def test_a_changed_record_tells_old_and_new(office):
    member = MemberFactory(staff_no="1", name="张1", joined_on=JOINED, note="旧")
    upload(office, MEMBER, [*HEADER[:2], "备注"], ["1", "张1", "新"])

    text = office.get(page_of(MEMBER)).content.decode()

    assert f'<a href="{member.get_absolute_url()}"' in text
    assert "备注 <del>旧</del> → <ins>新</ins>" in text


def test_another_name_is_a_warning_that_must_be_answered(office):
    MemberFactory(staff_no="1", name="王芳", joined_on=JOINED)
    upload(office, MEMBER, HEADER[:2], ["1", "张伟"])
    url = page_of(MEMBER)

    warned = office.get(url).content.decode()
    refused = office.post(url, {"commit": "1"}).content.decode()
    assert "姓名 <del>王芳</del> → <ins>张伟</ins>" in warned
    assert "与已登记的不是同一个人或事" in warned
    assert "请选择这些行怎么办" in refused
    assert Member.objects.get().name == "王芳"

    office.post(url, {"commit": "1", "renamed": "import"})
    assert Member.objects.get().name == "张伟"


def test_lookalikes_lead_to_the_earlier_record_and_ask_for_a_reason(office):
    earlier = MemberFactory(
        staff_no="9", name="张1", department=DEPARTMENT.model.objects.get(name="内科")
    )
    upload(office, MEMBER, HEADER, *rows("1"))
    url = page_of(MEMBER)

    asked = office.get(url).content.decode()
    refused = office.post(url, {"commit": "1", "twins": "import"}).content.decode()
    assert f'<a href="{earlier.get_absolute_url()}"' in asked
    assert "请写明为什么不是重复" in refused
    assert Member.objects.count() == 1

    reason = {"twins": "import", "twin_reason": "同名不同人"}
    office.post(url, {"commit": "1", **reason})
    assert Member.objects.count() == 2


def test_bad_rows_corrected_in_their_workbook_are_imported(office):
    bad = rows("1", "2", 入会日期="2026-13-01")
    upload(office, MEMBER, HEADER, *bad, *rows("3"))
    response = office.get(page_of(MEMBER, "import_errors"))
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    header, *cells = sheet.iter_rows(values_only=True)
    office.post(page_of(MEMBER), {"good_only": "1"})
    place = header.index("入会日期")
    corrected = [[*c[:place], "2026-03-20", *c[place + 1 :]] for c in cells]

    page = upload(office, MEMBER, header, *corrected, name="会员-错误行.xlsx")
    office.post(page_of(MEMBER), {"commit": "1"})

    assert page.context["counts"]["new"] == 2  # 错误 is no column to ask about
    assert Member.objects.count() == 3


def test_errors_name_the_person_of_whom_the_sheet_has_only_the_number(client):
    client.force_login(UserFactory(role="staff"))
    MemberFactory(staff_no="1001", name="张伟")
    header = ["会员", "变动类型", "日期"]
    upload(client, MEMBERSHIP_EVENT, header, ["1001", "退休", "2026-13-01"])

    page = client.get(page_of(MEMBERSHIP_EVENT)).content.decode()
    response = client.get(page_of(MEMBERSHIP_EVENT, "import_errors"))

    assert "第2行 1001 张伟 " in page
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet.cell(2, 4).value.startswith("1001 张伟 2026-13-01 退休：第2行「日期」")


def test_a_button_promises_no_number_while_rows_may_be_left_out(office):
    MemberFactory(staff_no="1", name="王另", joined_on=JOINED)
    upload(office, MEMBER, HEADER, *rows("1", "2"))

    page = office.get(page_of(MEMBER)).content.decode()

    assert "按上面的选择导入</button>" in page
    assert "全部导入（" not in page


def test_buttons_say_how_many_rows_they_write(office):
    upload(office, MEMBER, HEADER, *rows("1", "2"))
    all_good = office.get(page_of(MEMBER)).content.decode()
    upload(office, MEMBER, HEADER, *rows("1", "2"), *rows("3", 入会日期="x"))
    some_bad = office.get(page_of(MEMBER)).content.decode()

    assert "全部导入（2 行）" in all_good
    assert "只导入正确的 2 行" in some_bad
    assert "下载这 1 个错误行" in some_bad


def test_an_import_is_taken_back_by_its_page(office):
    upload(office, MEMBER, HEADER, *rows("1", "2"))
    done = office.post(page_of(MEMBER), {"commit": "1"}, follow=True)
    undo = UndoBatch.objects.get()
    assert "撤销这次导入" in done.content.decode()

    url = page_of(MEMBER)
    undone = office.post(f"/undo/{undo.pk}/", {"next": url}, follow=True)

    text = undone.content.decode()
    assert undone.redirect_chain == [(url, 302)]
    assert "这次导入已于" in text
    assert "撤销这次导入" not in text
    assert not Member.objects.valid().exists()
    assert "已撤销" in office.get(MEMBER.url("import")).content.decode()


def test_what_stands_in_the_way_of_an_undo_is_named(office):
    upload(office, MEMBER, HEADER, *rows("1"))
    office.post(page_of(MEMBER), {"commit": "1"})
    Member.objects.update(version=7)

    text = office.get(page_of(MEMBER)).content.decode()
    link = Member.objects.get().get_absolute_url()
    assert f'<a href="{link}">1 张1</a>：之后又被修改过' in text
    assert "撤销这次导入" not in text

    kept = UndoBatch.objects.get()
    page = office.post(f"/undo/{kept.pk}/", {"next": page_of(MEMBER)}, follow=True)
    assert "不能撤销：“张1”之后又被修改过" in page.content.decode()


def test_totals_are_left_out_or_read_as_one_likes(office):
    header = ["名称", "类别", "院区", "一线科室"]
    total = ["合计", None, "1", None]
    page = upload(office, DEPARTMENT, header, ["外科", "临床", None, "是"], total)
    assert "1 行像是重复的表头、合计或表下的说明，没有读入" in page.content.decode()

    page = office.post(page_of(DEPARTMENT), {"totals": "data"}, follow=True)

    assert page.context["counts"]["error"] == 1
    assert "也当作数据读入了" in page.content.decode()


def test_of_several_sheets_one_is_chosen(office):
    sheets = [
        SheetSpec("甲", [ColumnSpec("名称"), ColumnSpec("类别")], [["外科", "临床"]]),
        SheetSpec("乙", [ColumnSpec("名称"), ColumnSpec("类别")], [["骨科", "临床"]]),
    ]
    file = write_workbook(sheets)
    file.name = "两张.xlsx"

    page = office.post(DEPARTMENT.url("import"), {"file": file}, follow=True)
    assert "这个文件有 2 张有内容的工作表" in page.content.decode()
    url = page_of(DEPARTMENT, "import_columns")
    chosen = office.post(url, {"sheet": "乙"}, follow=True)

    assert chosen.context["sheet"].title == "乙"
    assert "骨科" in chosen.content.decode()


def test_a_sheet_that_is_gone_asks_for_a_new_upload(office):
    upload(office, MEMBER, HEADER, *rows("1"))
    url = page_of(MEMBER)
    office.get(url).context["batch"].forget_file()

    page = office.get(url, follow=True)

    assert page.redirect_chain == [(MEMBER.url("import"), 302)]
    assert "已经不能读取，请重新上传" in page.content.decode()


@pytest.mark.parametrize("cell", ["x" * 5000, "-", -1, 1e300, True, 0.5])
def test_odd_cells_are_errors_of_their_rows_never_of_the_page(office, cell):
    odd = [[cell] * len(HEADER)]

    page = upload(office, MEMBER, HEADER, *odd, *rows("1"))

    assert page.status_code == 200
    assert office.get(page_of(MEMBER)).context["counts"]["error"] == 1
    assert office.get(page_of(MEMBER, "import_errors")).status_code == 200


@pytest.mark.parametrize("kind", [MEMBER, DEPARTMENT])
def test_the_export_of_a_list_is_imported_again_without_a_change(office, kind):
    MemberFactory(staff_no="7", name="张伟", joined_on=JOINED, phone="13911112222")
    response = office.get(kind.url("list"), {"export": "xlsx"})
    file = BytesIO(b"".join(response.streaming_content))
    file.name = "导出.xlsx"

    office.post(kind.url("import"), {"file": file})
    counts = office.get(page_of(kind)).context["counts"]

    assert counts["unchanged"] == kind.model.objects.count()
    assert (counts["new"], counts["changed"], counts["error"]) == (0, 0, 0)
