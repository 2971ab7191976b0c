from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from reports.documents import layout
from reports.documents.docx import render_docx
from reports.documents.model import (
    Attachment,
    Chart,
    Document,
    Heading,
    Paragraph,
    Signature,
    Table,
    texts,
)
from reports.documents.pdf import render_pdf
from reports.documents.preflight import DocumentError, prepared, printable

from . import documents_sample as sample


def document(*blocks):
    return replace(sample.plain(), blocks=blocks)


def cleaned(text):
    return prepared(document(Paragraph(text))).blocks[0].text


def test_the_sample_lacks_no_glyph():
    for document in (sample.plain(), sample.wrapped()):
        assert printable(document) == prepared(document)


def test_missing_glyphs_are_found_wherever_they_stand():
    chart = Chart.of("图", [("甲\ue000", 1)], "人")
    table = Table("表", ("头\U000323af",), (28,), ("left",), (("😀",),))

    with pytest.raises(DocumentError) as refused:
        printable(document(chart, table))

    named = "\ue000（U+E000）、😀（U+1F600）、\U000323af（U+323AF）"
    assert named in str(refused.value)


def test_pdf_with_a_missing_glyph_is_refused_and_the_glyph_named():
    with pytest.raises(DocumentError, match="不能写入 PDF：😀（U"):
        render_pdf(document(Heading("一、祝贺😀")))


@pytest.mark.parametrize(
    "character", "\x00\x07\x1b\x7f\x85\x9f\ud800\ufffe\uffff\ufdd0"
)
@pytest.mark.parametrize("render", [render_pdf, render_docx])
def test_control_characters_are_refused_by_name(render, character):
    with pytest.raises(DocumentError, match=f"控制字符（U\\+{ord(character):04X}）"):
        render(document(Paragraph(f"王{character}喆")))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("COVID\u201119", "COVID-19"),
        ("甲\t乙\u00a0丙", "甲 乙 丙"),
        ("甲\r\n乙\r丙\u2028丁", "甲\n乙\n丙\n丁"),
        ("王\u200b喆\ufeff\u202e", "王喆"),
        ("葛\U000e0100", "葛"),
        ("〇\u3000一", "〇\u3000一"),
    ],
)
def test_what_no_reader_sees_is_cleaned(text, clean):
    assert cleaned(text) == clean


def test_every_text_of_a_document_is_looked_at():
    found = set(texts(sample.wrapped()))

    assert {"滨医工〔2025〕5号", "会费收缴明细表", "王喆", "12月", "540.00"} <= found


def test_a_table_needs_as_many_cells_as_columns():
    with pytest.raises(ValueError, match="表格“名册”各行的列数不一致"):
        Table("名册", ("姓名", "科室"), (10, 18), ("left", "left"), (("王喆",),))


def test_a_document_needs_to_know_its_time_zone():
    with pytest.raises(ValueError, match="必须带时区"):
        Document(("总结",), "工会", datetime(2025, 12, 26), ())


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("滨江医院工会2025年工作总结", ["滨江医院工会2025年工作总结"]),
        (
            "滨江医院工会2025年工作总结暨2026年工作计划和重点任务安排",
            ["滨江医院工会2025年工作总结暨", "2026年工作计划和重点任务安排"],
        ),
        (
            "滨江市第一人民医院工会委员会关于认真做好2025年度工作总结和2026年度工作计划"
            "编报工作有关情况的报告",
            [
                "滨江市第一人民医院工会委员会关于",
                "认真做好2025年度工作总结和2026年",
                "度工作计划编报工作有关情况的报告",
            ],
        ),
    ],
)
def test_a_long_title_is_parted_into_even_lines_and_no_number_is_torn(title, lines):
    assert layout.title_lines((title,)) == lines


@pytest.mark.parametrize(("count", "space"), [(1, 21.9), (2, 14.85), (3, 7.8)])
def test_title_and_its_blank_line_fill_whole_lines(count, space):
    assert layout.space_before_title(count) == pytest.approx(space)


@pytest.mark.parametrize(
    ("signature", "indents"),
    [
        # 14 characters and a date of 7: the date begins two after the name.
        (Signature("滨江市第一人民医院工会委员会", "2025年12月26日"), (2, 7)),
        # The date is not two shorter: it stands two from the edge, the name further in.
        (Signature("滨江医院工会", "2025年12月26日"), (5, 2)),
        # With a seal: the date four from the edge, the name centred above it.
        (Signature("滨江医院工会", "2025年12月26日", sealed=True), (4.5, 4)),
        (
            Signature("滨江市第一人民医院工会委员会", "2025年1月6日", sealed=True),
            (0, 4),
        ),
    ],
)
def test_indents_of_the_signature(signature, indents):
    assert layout.signature_indents(signature) == indents


def test_one_attachment_has_no_number():
    (line,) = layout.attachment_lines((Attachment(("会费收缴", "明细表")),))

    assert line == ("附件：会费收缴明细表", 5, 3)
    assert layout.annex_mark(1, 1) == "附件"


def test_names_of_attachments_stand_below_each_other():
    lines = layout.attachment_lines((Attachment(("甲",)), Attachment(("乙",))))

    assert lines == [("附件：1.甲", 6, 4), ("2.乙", 6, 1)]


def test_values_of_a_chart_as_text():
    chart = Chart.of("图1", [("1月", Decimal("12.50")), ("2月", None)], "万元")

    assert layout.chart_text(chart) == "图1（万元）：1月 12.50，2月 —"
