import re
import zipfile
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from reports.documents.docx import render_docx
from reports.documents.docx_table import table_xml
from reports.documents.model import Heading, Paragraph, Table
from reports.documents.pdf import render_pdf

from . import documents_sample as sample
from .document_measures import text as pdf_text


@pytest.fixture(scope="module")
def data():
    return render_docx(sample.plain(Paragraph(sample.HOSTILE)))


@pytest.fixture(scope="module")
def report_data():
    return render_docx(sample.wrapped())


@pytest.fixture
def document(data):
    return docx.Document(BytesIO(data))


@pytest.fixture
def report(report_data):
    return docx.Document(BytesIO(report_data))


def parts(data):
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {
            name: package.read(name).decode("utf-8", "replace")
            for name in package.namelist()
        }


def document_text(document):
    """Returns the text of paragraphs and cells in reading order, without spaces."""
    runs = (run.text for run in document.element.body.iter(qn("w:t")))
    return "".join("".join(runs).split())


@pytest.mark.parametrize("form", ["data", "report_data"])
def test_file_is_valid_open_xml(form, request, tmp_path):
    path = tmp_path / "document.docx"
    path.write_bytes(request.getfixturevalue(form))

    assert OpenXmlValidator().validate(path).errors == []


def test_page_has_the_margins_and_the_grid_of_the_standard(document):
    section = document.sections[0]
    (grid,) = section._sectPr.iter(qn("w:docGrid"))

    assert (section.page_width.mm, section.page_height.mm) == pytest.approx(
        (210, 297), abs=0.1
    )
    assert section.top_margin.mm == pytest.approx(37, abs=0.1)
    assert section.left_margin.mm == pytest.approx(28, abs=0.1)
    assert section.bottom_margin.mm == pytest.approx(35, abs=0.1)
    assert section.right_margin.mm == pytest.approx(26, abs=0.1)
    assert grid.get(qn("w:type")) == "lines"
    assert grid.get(qn("w:linePitch")) == "579"


def test_headings_are_real_headings_so_that_word_can_navigate(document):
    outline = [
        (paragraph.style.name, paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]

    assert outline[:3] == [
        ("Heading 1", "一、2025年主要工作"),
        ("Heading 2", "（一）加强组织建设"),
        ("Heading 2", "（二）落实职代会制度"),
    ]
    assert ("Heading 3", "1.健全制度") in outline


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Caption", "黑体", 14),
        ("表格表头", "黑体", 12),
        ("Footer", "宋体", 14),
    ],
)
def test_styles_name_the_fonts_that_offices_have(document, style, font, points):
    style = document.styles[style]

    assert style.font.name == font
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert style.font.size.pt == points


def test_second_level_is_kaiti(document):
    assert document.styles["Heading 2"].font.name == "楷体_GB2312"


def test_run_in_heading_has_a_style_of_its_own(document):
    paragraph = next(p for p in document.paragraphs if p.text.startswith("1.按期召开"))

    assert paragraph.style.name == "Normal"
    assert [(run.style.name, run.text[:10]) for run in paragraph.runs] == [
        ("标题 3 字符", "1.按期召开职代会。"),
        ("Default Paragraph Font", "3月20日下午，在院"),
    ]


def test_pages_are_numbered_right_on_odd_and_left_on_even_pages(document):
    section = document.sections[0]

    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, 2), (section.even_page_footer, 0)):
        (paragraph,) = footer.paragraphs
        assert paragraph.alignment == side
        assert " PAGE " in paragraph._p.xml


def test_table_is_whole_repeats_its_head_and_lets_rows_grow(document):
    ledger = document.tables[1]
    heights = set(re.findall(r"<w:trHeight [^>]*>", ledger._tbl.xml))

    assert len(ledger.rows) == 41
    assert [cell.text for cell in ledger.rows[1].cells] == [
        "1",
        "王㛃",
        "重症医学科",
        "住院慰问",
        "501.00",
        "2月2日",
    ]
    assert ledger._tbl.xml.count("<w:tblHeader/>") == 1
    assert heights == {'<w:trHeight w:val="579"/>'}


def test_charts_are_pictures_with_their_values_as_text(document):
    (first, *_others) = document.inline_shapes
    description = first._inline.docPr.get("descr")

    assert len(document.inline_shapes) == 3
    assert description.startswith(
        "图1　2025年各月活动参加人次（人次）：1月 62，2月 41，"
    )
    assert first.width.mm == pytest.approx(155, abs=0.1)


def test_ids_of_pictures_differ(document):
    ids = [shape._inline.docPr.get("id") for shape in document.inline_shapes]

    assert len(set(ids)) == len(ids)


def test_text_never_becomes_markup_or_field(data, document):
    files = parts(data)
    fields = [
        field
        for name, content in files.items()
        for field in re.findall(r"<w:instrText[^>]*>([^<]*)<", content)
    ]

    assert document.paragraphs[-3].text == sample.HOSTILE
    assert fields == [" PAGE ", " PAGE "]
    assert "fldSimple" not in files["word/document.xml"]
    assert not any("TargetMode" in content for content in files.values())


def test_hostile_text_stays_text_wherever_it_stands(tmp_path):
    data = render_docx(sample.hostile())
    path = tmp_path / "hostile.docx"
    path.write_bytes(data)
    written = docx.Document(path)

    # Nine texts of blocks, twice, and nine of the report around them.
    assert document_text(written).count("".join(sample.HOSTILE.split())) == 27
    assert OpenXmlValidator().validate(path).errors == []
    assert not any("TargetMode" in content for content in parts(data).values())


def test_file_tells_nothing_of_where_it_was_made(data, document):
    properties = document.core_properties

    assert properties.title == "滨江医院工会2025年工作总结和2026年工作计划"
    assert properties.author == properties.last_modified_by == "滨江医院工会委员会"
    assert properties.created.isoformat() == "2025-12-26T01:00:00+00:00"
    assert properties.comments == ""
    assert not any("/reports/" in content for content in parts(data).values())


def test_pdf_and_docx_say_the_same():
    """All but the charts, whose numbers are a picture here."""
    blocks = (
        Heading("一、组织", 1),
        Heading("1.会员。", 3, "现有会员643人。\n女会员480人。"),
        Paragraph("第一段\n\n　　第二段，“引号”——破折号"),
        Table(
            "表1",
            ("姓名", "说明"),
            (10, 18),
            ("left", "left"),
            (("王喆", "甲"),),
            "单位：元",
        ),
        Paragraph(sample.HOSTILE),
    )
    same = replace(sample.plain(), blocks=blocks)
    written = docx.Document(BytesIO(render_docx(same)))

    assert document_text(written) == "".join(pdf_text(render_pdf(same)).split())


def test_line_ends_in_a_cell_are_kept():
    table = Table("表1", ("说明",), (28,), ("left",), (("甲\n乙",),))
    written = docx.Document(
        BytesIO(render_docx(replace(sample.plain(), blocks=(table,))))
    )

    assert written.tables[0].cell(1, 0).text == "甲\n乙"


def test_line_ends_part_paragraphs_and_typed_indents_go(document):
    texts = [paragraph.text for paragraph in document.paragraphs]

    assert not any("\n" in text or text.startswith("　") for text in texts[1:])


def test_report_has_mark_number_signer_recipient_attachments(report):
    styles = [(p.style.name, p.text) for p in report.paragraphs]

    assert styles[:4] == [
        ("发文机关标志", "滨江医院工会委员会文件"),
        ("发文字号", "滨医工〔2025〕5号\t签发人：王喆"),
        ("Title", "关于报送2025年度工作总结和\n2026年度工作计划的报告"),
        ("主送机关", "滨江市卫生健康系统工会："),
    ]
    assert [text for style, text in styles if style == "附件说明"] == [
        "附件：1.滨江医院工会2025年工作总结和2026年工作计划",
        "2.2025年度主要指标",
        "3.会费收缴明细表",
    ]
    assert [text for style, text in styles if style == "附件标识"] == ["附件1", "附件2"]
    assert [text for style, text in styles if style == "落款"] == [
        "滨江医院工会委员会",
        "2025年12月26日",
    ] * 2


def test_characters_that_our_fonts_lack_are_no_hindrance_in_word():
    document = sample.plain(Paragraph("王\U000323af"))

    written = docx.Document(BytesIO(render_docx(document)))

    assert written.paragraphs[-3].text == "王\U000323af"


def test_the_ends_of_a_table_keep_three_rows_together():
    rows = tuple((str(number),) for number in range(9))
    xml = parse_xml(table_xml(Table("表1", ("项",), (28,), ("left",), rows)))
    kept = [bool(row.findall(f".//{qn('w:keepNext')}")) for row in xml.tr_lst[1:]]
    assert kept == [True, True, False, False, False, False, True, True, False]
