import ast
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from statistics import mode

import pdfplumber
import pytest
import weasyprint

import reports
from reports import fonts
from reports.documents import justification
from reports.documents.model import Paragraph, Table
from reports.documents.pdf import AddressRefused, FontFetcher, render_pdf
from reports.documents.preview import page_images

from . import documents_sample as sample
from .document_measures import LEFT, MM, RIGHT, TOP, is_full_width, pages, text


@pytest.fixture(scope="module")
def pdf():
    return render_pdf(sample.plain())


@pytest.fixture(scope="module")
def sheets(pdf):
    return pages(pdf)


@pytest.fixture(scope="module")
def report():
    return pages(render_pdf(sample.wrapped()))


@pytest.fixture
def opened(pdf):
    with pdfplumber.open(BytesIO(pdf)) as document:
        yield document


def test_paper_is_a4(opened):
    sizes = {(round(p.width / MM), round(p.height / MM)) for p in opened.pages}
    assert sizes == {(210, 297)}
    assert len(opened.pages) >= 5


def test_a_page_of_text_has_22_lines(sheets):
    full = [page for page in sheets if page.body == page.lines][:2]

    assert [len(page.lines) for page in full] == [22, 22]


def test_lines_are_29_points_apart(sheets):
    page = next(page for page in sheets if len(page.body) == 22)
    height = page.body[-1].baseline - page.body[0].baseline

    assert height / 21 == pytest.approx(28.95, abs=0.1)


def test_a_full_line_of_han_has_28_characters(sheets):
    lengths = [
        len(line.text) + round((line.left - LEFT) / (156 / 28))
        for page in sheets
        for line in page.body
        if line.right > RIGHT - 1 and all(map(is_full_width, line.text))
    ]

    assert len(lengths) > 20
    assert mode(lengths) == 28
    assert max(lengths) == 28


def test_text_keeps_the_margins(sheets):
    body = [line for page in sheets for line in page.body]

    assert min(line.left for line in body) == pytest.approx(LEFT, abs=0.3)
    assert max(line.right for line in body) == pytest.approx(RIGHT, abs=0.5)
    assert all(TOP <= page.lines[0].top <= TOP + 4 for page in sheets[1:])


def test_right_edges_are_flush(sheets):
    """A line that a paragraph's next line follows ends at the edge."""
    page = next(page for page in sheets if len(page.body) == 22)
    inner = [
        line
        for line, following in zip(page.body, page.body[1:], strict=False)
        if following.left < LEFT + 5
    ]
    ends = [line.glyphs[-1]["x0"] / MM for line in inner]

    assert len(inner) > 15
    assert max(ends) - min(ends) < 0.5


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(sheets):
    for number, page in enumerate(sheets, start=1):
        assert page.number.text == f"—{number}—"
        assert page.number.size == 14
        assert page.number.fonts == {"GW-Page"}
        assert (page.number.left > 105) == (number % 2 == 1)


@pytest.mark.parametrize(
    ("beginning", "size", "font"),
    [
        ("滨江医院工会", 22, "GW-XiaoBiaoSong"),
        ("2025年，院工会", 16, "FandolFang-R"),
        ("一、2025年主要工作", 16, "GW-HeiTi"),
        ("（一）加强组织建设", 16, "FandolKai"),
        ("1.按期召开职代会", 16, "FandolFang-R"),
        ("表12025年主要指标", 14, "GW-HeiTi"),
        ("序号指标单位", 12, "GW-HeiTi"),
    ],
)
def test_each_role_has_its_font_and_size(sheets, beginning, size, font):
    lines = (line for page in sheets for line in page.lines)
    line = next(line for line in lines if line.text.startswith(beginning))

    assert (line.size, line.fonts) == (size, {font})


def test_rare_characters_are_drawn(sheets):
    drawn = {
        glyph["text"]: glyph["fontname"].partition("+")[2]
        for page in sheets
        for line in page.lines
        for glyph in line.glyphs
    }

    assert {drawn[character] for character in sample.RARE} == {"GW-Rare"}


def test_every_cell_of_a_long_table_is_there_and_its_head_on_every_page(sheets):
    heads = [
        line
        for page in sheets
        for line in page.lines
        if line.text == "序号姓名科室事由金额日期"
    ]
    amounts = [f"{500 + number}.00" for number in range(1, 41)]
    written = "".join(line.text for page in sheets for line in page.lines)

    assert len(heads) == 3
    assert all(amount in written for amount in amounts)


def test_name_is_two_characters_from_the_edge_and_the_date_begins_two_after_it(sheets):
    organisation, date = sheets[-1].body[-2:]

    assert organisation.text == "滨江医院工会委员会"
    assert RIGHT - organisation.right == pytest.approx(2 * 156 / 28, abs=0.5)
    assert date.text == "2025年12月26日"
    assert date.left - organisation.left == pytest.approx(2 * 156 / 28, abs=1)


def test_file_is_tagged_titled_and_has_bookmarks(opened):
    catalog = opened.doc.catalog

    assert "StructTreeRoot" in catalog
    assert catalog["Lang"] == b"zh-CN"
    assert opened.metadata["Title"] == "滨江医院工会2025年工作总结和2026年工作计划"
    assert opened.metadata["Author"] == "滨江医院工会委员会"
    assert opened.metadata["CreationDate"].startswith("D:20251226090000")
    titles = [title for _, title, *_ in opened.doc.get_outlines()]
    assert titles[:5] == [
        "滨江医院工会2025年工作总结和2026年工作计划",
        "一、2025年主要工作",
        "（一）加强组织建设",
        "（二）落实职代会制度",
        "1.按期召开职代会。",
    ]


def test_nothing_but_our_fonts_is_in_the_file(opened):
    used = {
        glyph["fontname"].partition("+")[2]
        for page in opened.pages
        for glyph in page.chars
    }

    assert used == {
        "FandolFang-R",
        "FandolKai",
        "GW-HeiTi",
        "GW-XiaoBiaoSong",
        "GW-Page",
        "GW-Rare",
    }


def test_text_never_becomes_markup():
    pdf = render_pdf(sample.plain(Paragraph(sample.HOSTILE), title=(sample.HOSTILE,)))

    assert text(pdf).count(sample.HOSTILE.replace(" ", "")) == 2


def test_hostile_text_brings_nothing_into_the_file():
    pdf = render_pdf(sample.hostile())

    assert b"/EmbeddedFile" not in pdf
    assert b"/JavaScript" not in pdf
    assert b"/URI" not in pdf
    with pdfplumber.open(BytesIO(pdf)) as opened:
        assert all(not page.images and not page.annots for page in opened.pages)
        assert "AF" not in opened.doc.catalog
        assert opened.metadata["Title"] == sample.HOSTILE


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/font.otf",
        "https://example.com/",
        "file:///etc/passwd",
        "file://host/etc/passwd",
        "data:image/png;base64,AAAA",
        "ftp://127.0.0.1/",
        fonts.FOLDER.as_uri() + "/../fonts/README.md",
        fonts.FOLDER.as_uri() + "/SHA256SUMS",
        fonts.FOLDER.as_uri() + "/%2e%2e/apps.py",
    ],
)
def test_fetcher_serves_nothing_but_fonts(url):
    with pytest.raises(AddressRefused, match="不允许读取的地址"):
        FontFetcher().fetch(url)


def test_fetcher_serves_our_fonts():
    url = fonts.path(fonts.HEITI).as_uri()

    response = FontFetcher().fetch(url)
    assert response.read(4) == b"OTTO"
    response.close()


def imported(module: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def test_weasyprint_is_used_through_the_factory_only():
    project = Path(reports.__file__).parent.parent
    rooms = ("union", "members", "welfare", "congress", "activities", "reports")
    modules = {
        module.relative_to(project): module
        for room in rooms
        for module in (project / room).rglob("*.py")
    }
    users = {
        name.as_posix()
        for name, module in modules.items()
        if "tests" not in name.parts and "weasyprint" in imported(module)
    }

    assert users == {
        "reports/documents/pdf.py",
        "reports/documents/justification.py",
    }


def test_justification_is_tested_with_the_installed_release():
    assert justification.is_supported(weasyprint.__version__)
    assert not justification.is_supported("71.0")


def test_report_has_its_red_mark_number_signer_and_recipient(report):
    lines = report[0].lines
    mark, number, *title, recipient = lines[:5]

    assert mark.text == "滨江医院工会委员会文件"
    assert mark.fonts == {"GW-XiaoBiaoSong"}
    red, green, blue = mark.glyphs[0]["non_stroking_color"]
    assert red > 0.85
    assert green + blue < 0.1
    assert mark.glyphs[0]["top"] / MM == pytest.approx(TOP + 35, abs=4)
    assert number.text == "滨医工〔2025〕5号签发人：王喆"
    assert number.left == pytest.approx(LEFT + 156 / 28, abs=0.5)
    assert number.right == pytest.approx(RIGHT - 156 / 28, abs=0.5)
    assert [line.size for line in title] == [22, 22]
    assert recipient.text == "滨江市卫生健康系统工会："
    assert recipient.left == pytest.approx(LEFT, abs=0.3)


def test_attachments_are_named_below_the_text_and_follow_on_own_pages(report):
    written = [[line.text for line in page.lines] for page in report]

    assert written[1][:3] == [
        "附件：1.滨江医院工会2025年工作总结和2026年工作计划",
        "2.2025年度主要指标",
        "3.会费收缴明细表",
    ]
    assert [page[0] for page in written if page[0].startswith("附件")] == [
        "附件：1.滨江医院工会2025年工作总结和2026年工作计划",
        "附件1",
        "附件2",
    ]


def test_a_signature_never_stands_alone_on_a_page(report):
    assert report[1].lines[-1].text == "2025年12月26日"
    assert len(report[1].lines) > 2


def test_preview_has_a_picture_of_each_page(pdf, sheets):
    images = page_images(pdf, width_px=300)

    assert len(images) == len(sheets)
    for image in images:
        assert image.startswith(b"\x89PNG")
        assert int.from_bytes(image[16:20], "big") == 300


def rows_on_pages(lines_before):
    """How many rows of a table of 24 stand on each page."""
    table = Table(
        "表1　计划",
        ("时间", "事项"),
        (6, 22),
        ("center", "left"),
        tuple((f"第{number}项", "职工活动") for number in range(24)),
    )
    text = tuple(Paragraph("正文") for _ in range(lines_before))
    document = replace(sample.plain(), blocks=(*text, table, Paragraph("末段。")))
    with pdfplumber.open(BytesIO(render_pdf(document))) as opened:
        counts = [page.extract_text().count("职工活动") for page in opened.pages]
    return [count for count in counts if count]


@pytest.mark.parametrize("lines_before", [13, 14, 15, 16, 17, 18, 19, 20, 21])
def test_no_page_has_a_single_row_of_a_table(lines_before):
    rows = rows_on_pages(lines_before)
    assert sum(rows) == 24
    assert min(rows) >= 3
