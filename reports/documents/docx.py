"""Documents as DOCX by python-docx, with named styles, so that Word users can go on.

The empty document (page, grid, styles, footers) lies as readable parts in `base/`.
Texts are only ever text runs; there are no links and no relations to the outside.
"""

import zipfile
from collections.abc import Callable
from datetime import UTC
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as TextParagraph

from . import layout
from .docx_chart import add_chart
from .docx_table import table_xml
from .model import (
    Attachment,
    Block,
    Chart,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Table,
)
from .preflight import prepared

BASE = Path(__file__).with_name("base")
CELL = 316  # twips a character


def render_docx(document: Document) -> bytes:
    """Returns the document as a DOCX.

    Raises DocumentError, in words for the user, for control characters. Characters
    that our fonts lack are no hindrance: the reader's fonts may have them.
    """
    writer = _Writer(prepared(document))
    writer.write()
    target = BytesIO()
    writer.file.save(target)
    return target.getvalue()


@cache
def _template() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for part in sorted(BASE.rglob("*")):
            if part.is_file():
                package.write(part, part.relative_to(BASE).as_posix())
    return target.getvalue()


class _Writer:
    def __init__(self, document: Document):
        self.document = document
        self.file = docx.Document(BytesIO(_template()))
        self.end = self.file.element.body[-1]  # the section, which stays last

    def write(self) -> None:
        document, letterhead = self.document, self.document.letterhead
        self.set_properties()
        if letterhead:
            self.add_letterhead(letterhead)
            self.add_title(document.title, space=0)
            self.add(f"{letterhead.recipient}：", "主送机关")
        else:
            self.add_title(document.title)
        self.add_blocks(document.blocks)
        if letterhead:
            self.add_attachment_note(letterhead.attachments)
        if document.signature:
            self.add_signature(document.signature)
        if letterhead:
            self.add_annexes(letterhead.attachments)

    def set_properties(self) -> None:
        properties = self.file.core_properties
        properties.title = self.document.name
        properties.author = properties.last_modified_by = self.document.issuer
        properties.subject = self.document.subject
        properties.keywords = "；".join(self.document.keywords)
        properties.language = "zh-CN"
        created = self.document.created.astimezone(UTC).replace(tzinfo=None)
        properties.created = properties.modified = created
        properties.revision = 1

    def add(self, text: str, style: str | None = None):
        return self.file.add_paragraph(text, style)

    def add_title(self, lines: tuple[str, ...], space: float | None = None) -> None:
        parted = layout.title_lines(lines)
        if space is None:
            space = layout.space_before_title(len(parted))
        # python-docx writes a line end as a break.
        title = self.add("\n".join(parted), "Title")
        title.paragraph_format.space_before = Pt(space)

    def add_blocks(self, blocks: tuple[Block, ...]) -> None:
        writers: dict[type, Callable[..., None]] = {
            Heading: self.add_heading,
            Paragraph: self.add_paragraph,
            Table: self.add_table,
            Chart: self.add_chart,
        }
        for block in blocks:
            writers[type(block)](block)

    def add_heading(self, heading: Heading) -> None:
        if not heading.body:
            self.add(heading.text, f"Heading {heading.level}")
            return
        first, *others = layout.paragraphs(heading.body) or [""]
        paragraph = self.add("")
        paragraph.add_run(heading.text, f"标题 {heading.level} 字符")
        paragraph.add_run(first)
        for other in others:
            self.add(other)

    def add_paragraph(self, paragraph: Paragraph) -> None:
        for line in layout.paragraphs(paragraph.text):
            self.add(line)

    def add_table(self, table: Table) -> None:
        self.add(table.caption, "Caption")
        if table.unit:
            self.add(table.unit, "表格单位")
        self.end.addprevious(parse_xml(table_xml(table)))

    def add_chart(self, chart: Chart) -> None:
        add_chart(self.add("", "图片"), chart)
        self.add(chart.caption, "图题")

    def add_signature(self, signature: Signature) -> None:
        self.keep_last_paragraph_with_next()
        indents = layout.signature_indents(signature)
        for number, (text, indent) in enumerate(
            zip((signature.organisation, signature.date), indents, strict=True)
        ):
            paragraph = self.add(text, "落款")
            if number == 0:
                paragraph.paragraph_format.space_before = Pt(layout.LINE)
                paragraph.paragraph_format.keep_with_next = True
            set_indent(
                paragraph, rightChars=round(indent * 100), right=round(indent * CELL)
            )

    def keep_last_paragraph_with_next(self) -> None:
        """A signature never stands on a page of its own."""
        last = self.end.getprevious()
        if last is not None and last.tag == qn("w:p"):
            TextParagraph(last, self.file).paragraph_format.keep_with_next = True

    def add_letterhead(self, letterhead: Letterhead) -> None:
        mark = self.add("", "发文机关标志")
        mark.add_run(letterhead.mark).font.size = Pt(layout.mark_size(letterhead.mark))
        number = self.add(letterhead.number, "发文字号")
        if letterhead.signer:
            number.add_run("\t签发人：")
            number.add_run(letterhead.signer, "签发人")
            set_indent(number, firstLineChars=100, firstLine=CELL)
        else:
            number.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def add_attachment_note(self, attachments: tuple[Attachment, ...]) -> None:
        for number, line in enumerate(layout.attachment_lines(attachments)):
            paragraph = self.add(line.text, "附件说明")
            paragraph.paragraph_format.keep_with_next = True
            if number == 0:
                paragraph.paragraph_format.space_before = Pt(layout.LINE)
            set_indent(
                paragraph,
                left=round(line.left * CELL),
                hanging=round(line.hanging * CELL),
            )

    def add_annexes(self, attachments: tuple[Attachment, ...]) -> None:
        for number, attachment in enumerate(attachments, start=1):
            if not attachment.blocks:
                continue
            self.add(layout.annex_mark(number, len(attachments)), "附件标识")
            self.add_title(attachment.title, space=0)
            self.add_blocks(attachment.blocks)
            if attachment.signature:
                self.add_signature(attachment.signature)


def set_indent(paragraph, **values: int) -> None:
    """Sets indents in twips, or in hundredths of a character (names in Chars).

    python-docx knows only the twips; Word needs the characters to follow a font size.
    """
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for name, value in values.items():
        indent.set(qn(f"w:{name}"), str(value))
