"""The documents of a report: rendered once, then read from outside."""

import datetime as dt
import re
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from openpyxl import load_workbook

from activities.tests.factories import ActivityFactory
from congress.tests.factories import DisclosureItemFactory
from members.tests.factories import MemberFactory, UnionProfileFactory
from reports.assembly import plan_parts, summary_parts
from reports.choices import Preset
from reports.models import AnnualReport
from reports.output import document_of
from reports.reading import content_for, content_of
from reports.tests.factories import (
    AnnualReportFactory,
    PlanItemFactory,
    ProblemFactory,
)
from union.accounts.command_line import COMMAND_LINE
from union.models import AuditEntry
from union.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

FILES = {
    "2024年工作总结和2025年工作计划.docx",
    "2024年工作总结和2025年工作计划.pdf",
    "2025年工作计划.docx",
    "2025年工作计划.pdf",
    "2024年数据附表.xlsx",
}


@pytest.fixture(scope="module")
def folder(django_db_setup, django_db_blocker, tmp_path_factory):
    """What the command makes of a small hospital."""
    target = tmp_path_factory.mktemp("report")
    with django_db_blocker.unblock(), transaction.atomic():
        make_records()
        call_command("annual_report", "2024", "--out", str(target))
        transaction.set_rollback(True)
    return target


def make_records():
    UnionProfileFactory(name="滨江医院工会委员会", short_name="滨江医院工会")
    MemberFactory.create_batch(3, joined_on=dt.date(2024, 3, 1))
    ActivityFactory(title="趣味运动会", date=dt.date(2024, 4, 18), headcount=102)
    DisclosureItemFactory(category="major", disclosed_on=dt.date(2024, 5, 6))
    report = AnnualReportFactory(year=2024, signed_on=dt.date(2025, 1, 9), drafted=True)
    ProblemFactory(report=report, text="活动偏少。", cause="经费有限", measure="多办")
    ProblemFactory(report=report, text="调研不够", order=2)
    PlanItemFactory(plan_year=2025, text="举办运动会", month_from=4)
    PlanItemFactory(plan_year=2025, text="会员登记率达到100%", section="goals")
    return report


def pdf_text(folder, name):
    with pypdfium2.PdfDocument(folder / name) as pdf:
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    return re.sub(r"—\d+—", "", re.sub(r"\s", "", text))


def docx_text(folder, name):
    document = docx.Document(folder / name)
    texts = [p.text for p in document.paragraphs]
    texts += [c.text for t in document.tables for r in t.rows for c in r.cells]
    return texts


def test_the_command_makes_summary_plan_and_annex(folder):
    assert {path.name for path in folder.iterdir()} == FILES


def test_the_summary_says_what_was_recorded(folder):
    text = pdf_text(folder, "2024年工作总结和2025年工作计划.pdf")
    for part in (
        "滨江医院工会2024年工作总结和2025年工作计划",
        "一、加强组织建设，规范会员管理",
        "二、深化院务公开，维护职工权益",
        "三、丰富职工文体生活",
        "4月18日，在院礼堂举办趣味运动会，102人参加。",
        "五、存在的问题和不足",
        "一是活动偏少，原因是经费有限；二是调研不够。",
        "六、2025年工作计划",
        "表2",
        "2025年1月9日",
    ):
        assert part in text


def test_docx_and_pdf_say_the_same(folder):
    stem = "2024年工作总结和2025年工作计划"
    printed = pdf_text(folder, f"{stem}.pdf")
    written = [re.sub(r"\s", "", text) for text in docx_text(folder, f"{stem}.docx")]
    assert len(written) > 40
    # A paragraph may go on after a page break, so its ends are looked for.
    ends = [end for text in written for end in (text[:6], text[-6:])]
    assert [end for end in ends if end not in printed] == []


def test_no_document_holds_an_empty_number_or_a_token(folder):
    for path in folder.glob("*.docx"):
        for text in docx_text(folder, path.name):
            assert not re.search(r"None|nan|\{\{|\}\}|（）|，，|，。|、。", text)
    for path in folder.glob("*.pdf"):
        assert not re.search(r"None|\{\{|，，|，。", pdf_text(folder, path.name))


def test_the_plan_stands_alone(folder):
    text = pdf_text(folder, "2025年工作计划.pdf")
    assert text.startswith("滨江医院工会2025年工作计划一、指导思想")
    assert "二、工作目标会员登记率达到100%。" in text
    assert "三、计划安排" in text


def test_the_annex_names_every_number_with_its_filter(folder):
    sheet = load_workbook(folder / "2024年数据附表.xlsx").active
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True)}
    assert rows["会员总数"][2] == 3
    assert rows["会员总数"][7] == "在会日（该日在会）：2024-12-31"
    assert rows["指标"][6:10] == ("口径", "筛选条件", "记录条数", "统计截止日")


def test_files_name_no_path_of_the_server(folder):
    for path in folder.glob("*.docx"):
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            core = package.read("docProps/core.xml").decode()
        assert str(Path.cwd()) not in core
        assert not [name for name in names if name.endswith("externalLink1.xml")]


def test_a_year_without_a_stored_report_is_drafted_and_planned():
    MemberFactory(joined_on=dt.date(2024, 3, 1))
    content = content_for(2024, COMMAND_LINE)
    assert not AnnualReport.objects.exists()
    lines = [text_of(part) for part in summary_parts(content)]
    assert "一、加强组织建设，规范会员管理" in lines
    assert any("开展“三八”国际妇女节活动" in line for line in lines)


def test_an_as_of_day_of_another_year_is_refused(tmp_path):
    with pytest.raises(CommandError, match="应在 2024 年内"):
        call_command(
            "annual_report", "2024", "--out", str(tmp_path), "--as-of", "2025-01-01"
        )


def text_of(part):
    if part.kind == "table":
        return "｜".join(cell.text for row in part.rows for cell in row)
    if part.kind == "chart":
        return part.caption
    pieces = part.pieces + getattr(part, "body", ())
    return "".join(piece.text for piece in pieces)


def outline(preset, **values):
    report = make_records()
    report.preset = preset
    for name, value in values.items():
        setattr(report, name, value)
    content = content_of(report, COMMAND_LINE)
    return [text_of(part) for part in summary_parts(content)]


def headings(lines):
    return [
        line for line in lines if re.match(r"[一二三四五六七]、|（[一二三四五]）", line)
    ]


def test_thematic_reports_have_a_heading_for_each_section():
    lines = outline(Preset.THEME)
    assert lines[0].startswith("2024年，我院工会在上级工会和院党委的领导下")
    assert headings(lines)[:5] == [
        "一、加强组织建设，规范会员管理",
        "二、深化院务公开，维护职工权益",
        "三、丰富职工文体生活",
        "四、主要指标",
        "五、存在的问题和不足",
    ]


def test_reports_on_targets_put_all_sections_under_one_heading():
    PlanItemFactory(plan_year=2024, text="举办健步走", status="done")
    PlanItemFactory(plan_year=2024, text="修缮职工之家", status="doing")
    lines = outline(Preset.TARGETS)
    assert headings(lines)[:7] == [
        "一、目标责任完成情况",
        "（一）年度计划完成情况",
        "（二）加强组织建设，规范会员管理",
        "（三）深化院务公开，维护职工权益",
        "（四）丰富职工文体生活",
        "（五）主要指标",
        "二、存在的问题和不足",
    ]
    assert "2024年计划事项共2项，其中已完成1项、进行中1项。" in lines
    assert "尚未完成的事项：修缮职工之家。" in lines


def test_ledgers_tell_each_event_as_an_item_of_its_own():
    lines = outline(Preset.LEDGER)
    assert lines[0] == "一、加强组织建设，规范会员管理"
    assert "（2）4月18日，在院礼堂举办趣味运动会，102人参加。" in lines


def test_numbers_and_the_date_follow_the_chosen_style():
    lines = outline(Preset.THEME, number_style="mixed")
    assert any("全年组织和参加文体活动一次" in line for line in lines)
    report = AnnualReport.objects.get()
    report.date_writing = "chinese"
    document = document_of(content_of(report, COMMAND_LINE), "summary")
    assert document.signature.date == "二〇二五年一月九日"


def test_a_report_to_a_superior_carries_the_summary_as_attachment():
    report = make_records()
    report.wrapped = True
    report.doc_number, report.recipient = "滨医工〔2025〕1号", "市医务工会"
    document = document_of(content_of(report, COMMAND_LINE), "summary")
    assert document.name == "关于报送2024年度工作总结和2025年度工作计划的报告"
    assert document.letterhead.mark == "滨江医院工会委员会文件"
    assert document.letterhead.number == "滨医工〔2025〕1号"
    assert document.blocks[-1].text == "特此报告。"
    assert document.letterhead.attachments[0].blocks


@pytest.fixture
def planned():
    """A report whose plan has grouped and ungrouped work."""
    PlanItemFactory(plan_year=2025, section="work", group="服务", text="走访慰问")
    PlanItemFactory(plan_year=2025, section="work", group="服务", text="办理赔付。")
    PlanItemFactory(plan_year=2025, section="work", text="加强学习")
    return content_of(AnnualReportFactory(year=2024), COMMAND_LINE)


def test_main_work_inside_a_summary_is_grouped_under_run_in_headings(planned):
    lines = [text_of(part) for part in summary_parts(planned)]
    assert "1.服务。走访慰问；办理赔付。" in lines
    assert "2.加强学习。" in lines


def test_main_work_of_a_plan_alone_has_headings_of_its_own(planned):
    lines = [text_of(part) for part in plan_parts(planned)]
    start = lines.index("（一）服务")
    assert lines[start : start + 5] == [
        "（一）服务",
        "1.走访慰问。",
        "2.办理赔付。",
        "（二）其他工作",
        "加强学习。",
    ]


def test_downloads_are_logged(client):
    report = make_records()
    client.force_login(UserFactory(role="auditor"))
    url = reverse("reports:annualreport_file", args=[report.pk, "plan", "docx"])
    response = client.get(url)
    assert docx.Document(BytesIO(response.content)).paragraphs
    assert "attachment" in response["Content-Disposition"]
    entry = AuditEntry.objects.about(report).first()
    assert (entry.action, entry.note) == ("export", "工作计划（DOCX）")


def test_who_may_only_look_is_offered_no_file_and_gets_none(login):
    report = make_records()
    client = login("reports.view_annualreport", "reports.view_planitem")
    file = reverse("reports:annualreport_file", args=[report.pk, "plan", "docx"])
    plan = reverse("reports:planitem_file", args=["2027", "docx"])
    pages = reverse("reports:annualreport_pages", args=[report.pk])

    assert client.get(file).status_code == client.get(plan).status_code == 403
    shown = (report.get_absolute_url(), pages, reverse("reports:planitem_list"))
    for url in shown:
        assert ".docx" not in client.get(url).content.decode()


def test_a_plan_that_nobody_made_is_no_file(client, report, chair):
    client.force_login(chair)
    page = client.get(report.get_absolute_url()).content.decode()
    assert "<li>工作总结：" in page
    assert "<li>工作计划：" not in page

    url = reverse("reports:annualreport_file", args=[report.pk, "plan", "docx"])
    page = client.get(url, follow=True).content.decode()
    assert "还没有 2025 年的工作计划，请先由干事生成" in page
    assert not AuditEntry.objects.filter(action="export").exists()


def test_unknown_files_are_not_found(client):
    report = AnnualReportFactory()
    client.force_login(UserFactory(role="auditor"))
    for name, extension in (("summary", "exe"), ("secret", "pdf"), ("annex", "pdf")):
        url = reverse("reports:annualreport_file", args=[report.pk, name, extension])
        assert client.get(url).status_code == 404
