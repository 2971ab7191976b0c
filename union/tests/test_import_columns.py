"""Which column is which: guessed from headers as clerks write them, then remembered."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from activities.records import ACTIVITY
from congress.records import PROPOSAL
from members.records import DEPARTMENT, MEMBER, MEMBERSHIP_EVENT
from members.tests.factories import MemberFactory
from union.accounts.command_line import COMMAND_LINE
from union.imports.headers import fingerprint
from union.imports.template import template_sheets
from union.models import ImportBatch, RememberedColumns
from union.records import record_kinds
from welfare.records import CLAIM, CONSOLATION, ENROLMENT

from .test_import_pages import OFFICE, page_of, upload

VARIANTS = [
    (
        MEMBER,
        {
            "序号": "",
            "职工号": "staff_no",
            "职工姓名": "name",
            "性 别": "sex",
            "出生年月日": "birth_date",
            "身份证号码": "id_number",
            "部门": "department",
            "所属工会小组": "union_group",
            "手机号码": "phone",
            "岗位": "job",
            "用工性质": "employment_type",
            "入工会时间": "joined_on",
            "来源": "join_source",
        },
    ),
    (
        MEMBER,
        {
            "员工编号*": "staff_no",
            "姓\n名": "name",
            "性别（男/女）": "sex",
            "所在\n科室": "department",
            "分工会": "union_group",
            "联系方式": "phone",
            "人员类别": "job",
            "编制": "employment_type",
            "加入工会日期": "joined_on",
            "入会来源（必填）": "join_source",
            "家庭住址": "",
        },
    ),
    (
        MEMBER,
        {
            "人员编号": "staff_no",
            "会员姓名": "name",
            "性别": "sex",
            "科别": "department",
            "小组": "union_group",
            "电话/手机": "phone",
            "岗位类型": "job",
            "用工形式(在编/合同)": "employment_type",
            "入职时间": "hire_date",
            "入会日期（年-月-日）": "joined_on",
        },
    ),
    (
        CONSOLATION,
        {
            "序号": "",
            "姓名": "beneficiary",
            "工号": "beneficiary",
            "慰问事由": "occasion",
            "慰问时间": "date",
            "慰问金额（元）": "cash_amount",
        },
    ),
    (
        CONSOLATION,
        {
            "职工姓名": "beneficiary",
            "科室": "",
            "慰问类别": "occasion",
            "日期": "date",
            "金额(元)": "cash_amount",
            "慰问品": "goods",
            "经办人": "visitors",
        },
    ),
    (
        CONSOLATION,
        {
            "会员": "beneficiary",
            "原\n因": "occasion",
            "发放日期": "date",
            "慰问金/元": "cash_amount",
            "物品金额（元）": "goods_value",
        },
    ),
    (
        ENROLMENT,
        {
            "姓名": "member",
            "职工号": "member",
            "险种": "plan",
            "参保类型": "kind",
            "保费（元）": "premium",
            "起始日期": "period_from",
        },
    ),
    (
        CLAIM,
        {
            "患者姓名": "member",
            "互助项目": "plan",
            "申请时间": "filed_on",
            "住院日期": "event_date",
            "理赔类别": "event_type",
            "申请金额": "amount_claimed",
            "病种": "diagnosis",
        },
    ),
    (
        MEMBERSHIP_EVENT,
        {
            "姓名": "member",
            "工号": "member",
            "变动情况": "change_type",
            "变动时间": "date",
            "转入单位": "to_org",
        },
    ),
    (
        ACTIVITY,
        {
            "活动主题": "title",
            "活动类型": "category",
            "活动时间": "date",
            "活动地点": "location",
            "参与人数（人）": "headcount",
            "活动经费（元）": "cost",
        },
    ),
    (
        PROPOSAL,
        {
            "职代会届次": "session",
            "序号": "number",
            "提案题目": "title",
            "提案类别": "category",
            "提案人姓名": "proposer",
            "承办科室": "handling_department",
        },
    ),
    (DEPARTMENT, {"科室名称": "name", "科室类型": "kind", "是否一线": "is_frontline"}),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "expected"), VARIANTS)
def test_headers_as_clerks_write_them_are_understood(kind, expected):
    importer = kind.importer(kind, COMMAND_LINE)

    assert importer.guess(expected) == expected


@pytest.mark.django_db
def test_the_headers_of_every_template_are_understood():
    for kind in record_kinds():
        if kind.importer:
            sheet = template_sheets([kind], COMMAND_LINE)[0]
            importer = kind.importer(kind, COMMAND_LINE)
            headers = [column.header for column in sheet.columns]
            assert list(importer.guess(headers).values()) == list(importer.fields)


def test_header_rows_that_look_the_same_are_remembered_as_one():
    one = fingerprint(["工号*", "性 别", "金额（元）"])

    assert one == fingerprint(["工号", "性别", "金额(元)"])
    assert one != fingerprint(["工号", "性别", "金额"])


ODD = ["叫什么", "类别", "别的"]


@pytest.fixture
def office(login):
    return login(*OFFICE)


@pytest.mark.django_db
def test_what_was_chosen_is_proposed_for_the_next_such_sheet(office):
    upload(office, DEPARTMENT, ODD, ["外科", "临床", "x"])
    choice = {"column_0": "name", "column_1": "kind", "column_2": ""}
    office.post(page_of(DEPARTMENT, "import_columns"), choice)

    page = upload(office, DEPARTMENT, ODD, ["骨科", "临床", "y"])

    assert page.context["counts"]["new"] == 1  # at once to the preview
    columns = office.get(page_of(DEPARTMENT, "import_columns")).content.decode()
    assert "已按您上次的选择对应" in columns
    assert RememberedColumns.objects.count() == 1


@pytest.mark.django_db
def test_what_another_chose_is_not_proposed(office, login):
    upload(office, DEPARTMENT, ODD, ["外科", "临床", "x"])
    office.post(page_of(DEPARTMENT, "import_columns"), {"column_0": "name"})

    page = upload(login(*OFFICE), DEPARTMENT, ODD, ["骨科", "临床", "y"])

    assert page.context["missing"] == ["名称"]


@pytest.mark.django_db
def test_columns_show_examples_without_secrets(office):
    header = ["工号", "身份证号", "家里电话"]
    upload(office, MEMBER, header, ["1001", "11010519491231002X", "13911112222"])

    page = office.get(page_of(MEMBER, "import_columns")).content.decode()

    assert "1001" in page
    assert "11010519491231002X" not in page
    assert "13911112222" not in page
    assert "139****222" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("慰问品价值", "goods_value"),
        ("慰问品价值(元)", "goods_value"),
        ("慰问品价值 （单位：元）", "goods_value"),
        ("慰问品价值（万元）", ""),
        ("慰问金(千元)", ""),
        ("慰问金额【单位：万元】", ""),
        ("人数（人）", "headcount"),
        ("人数（万人）", ""),
    ],
)
def test_a_unit_in_brackets_is_left_out_only_where_it_is_ours(header, field):
    importer = CONSOLATION.importer(CONSOLATION, COMMAND_LINE)

    assert importer.guess([header]) == {header: field}


@pytest.mark.django_db
def test_one_field_cannot_take_two_columns(office):
    upload(office, DEPARTMENT, ODD, ["外科", "临床", "x"])
    choice = {"column_0": "name", "column_1": "kind", "column_2": "kind"}

    page = office.post(page_of(DEPARTMENT, "import_columns"), choice)

    assert "“类别”选了两次，一个项目只能对应一列" in page.content.decode()


@pytest.mark.django_db
def test_a_sheet_without_headers_says_so(office):
    page = upload(office, DEPARTMENT, ["外科", "临床"], ["骨科", "临床"])

    text = page.content.decode()
    assert "没有认出任何一列：第 1 行被当作表头" in text
    assert not ImportBatch.objects.get().is_done


@pytest.mark.django_db
def test_the_template_marks_lists_shows_and_explains(office):
    """Criterion 19, down to the formats that keep Excel from eating digits."""
    response = office.get(MEMBER.url("import_template"))
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    sheet = book.worksheets[0]
    place = {cell.value: cell.column_letter for cell in sheet[1]}
    fills = {cell.value: cell.fill.fgColor.rgb for cell in sheet[1]}
    lists = {str(v.sqref).split(":")[0] for v in sheet.data_validations.dataValidation}

    assert fills["工号"] == "00FCE4B6"
    assert fills["手机"] == "00E7EEF7"
    assert f"{place['性别']}2" in lists
    assert f"{place['农民工']}2" in lists
    assert sheet["A2"].value.startswith("示例：")
    for name in ("工号", "身份证号", "手机"):
        assert sheet[f"{place[name]}3"].number_format == "@"
    notes = list(book["填写说明"].iter_rows(values_only=True))
    assert any(row[1] == "性别" and row[4] == "男、女" for row in notes)


@pytest.mark.django_db
def test_columns_that_left_out_a_required_one_are_asked_about_again(office):
    header = ["工号", "姓名", "性别", "何时加入"]
    row = ["1001", "张伟", "女", "2026-03-20"]
    upload(office, MEMBER, header, row)
    names = {"column_0": "staff_no", "column_1": "name", "column_2": "sex"}
    page = office.post(page_of(MEMBER, "import_columns"), names, follow=True)
    assert "缺少必填列“入会日期”" in page.content.decode()

    again = upload(office, MEMBER, header, row)

    assert again.request["PATH_INFO"] == page_of(MEMBER, "import_columns")


@pytest.mark.django_db
def test_columns_of_a_sheet_that_changes_known_members_are_remembered(office):
    MemberFactory(staff_no="1001", name="张伟")
    header = ["工号", "姓名", "何时加入"]
    upload(office, MEMBER, header, ["1001", "张伟", "2026-03-20"])
    names = {"column_0": "staff_no", "column_1": "name"}
    office.post(page_of(MEMBER, "import_columns"), names, follow=True)

    again = upload(office, MEMBER, header, ["1001", "张伟", "2026-03-20"])

    assert again.request["PATH_INFO"] == page_of(MEMBER)
