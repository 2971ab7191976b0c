"""A document as HTML for WeasyPrint. Every text is escaped here, none is markup."""

import re
from collections.abc import Callable, Iterator
from html import escape

from reports import fonts

from . import layout
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

CHART_FONTS = ", ".join((fonts.HEITI, *fonts.FALLBACKS))

HAN = "\u3400-\u9fff"
ZERO_WIDTH_SPACE, WORD_JOINER = "\u200b", "\u2060"
#: Pango breaks a line neither before an opening nor after a closing Chinese quote, but
#: before · ～ and ——; these hints tell it what a typesetter knows.
BREAK_HINTS = (
    (re.compile(f"(?<=[{HAN}，。、；：）》])(?=[“‘])"), ZERO_WIDTH_SPACE),
    (re.compile(f"(?<=[”’])(?=[{HAN}（《0-9])"), ZERO_WIDTH_SPACE),
    (re.compile(f"(?<=[{HAN}])(?=[·～]|——)"), WORD_JOINER),
)


def document_html(document: Document) -> str:
    """Returns the page of a prepared document, without styles."""
    letterhead = document.letterhead
    parts = [_head(document), "<body>"]
    if letterhead:
        parts.append(_letterhead(letterhead))
        parts.append(_title(document.title, space=0))
        parts.append(f'<p class="recipient">{_text(letterhead.recipient)}：</p>')
    else:
        parts.append(_title(document.title))
    parts.extend(map(_block, document.blocks))
    if letterhead and letterhead.attachments:
        parts.append(_attachment_note(letterhead.attachments))
    if document.signature:
        parts.append(_signature(document.signature))
    if letterhead:
        parts.extend(_annexes(letterhead.attachments))
    return "".join(parts) + "</body></html>"


def _head(document: Document) -> str:
    metadata = {
        "author": document.issuer,
        "description": document.subject,
        "keywords": ",".join(document.keywords),
        "dcterms.created": document.created.isoformat(timespec="seconds"),
    }
    tags = "".join(
        f'<meta name="{name}" content="{escape(content)}">'
        for name, content in metadata.items()
    )
    title = f"<title>{escape(document.name)}</title>"
    return f'<!DOCTYPE html><html lang="zh-CN"><head>{title}{tags}</head>'


def _text(text: str) -> str:
    text = escape(text)
    for place, hint in BREAK_HINTS:
        text = place.sub(hint, text)
    return text


def _title(lines: tuple[str, ...], space: float | None = None) -> str:
    parted = layout.title_lines(lines)
    if space is None:
        space = layout.space_before_title(len(parted))
    text = "<br>".join(map(escape, parted))
    return f'<h1 style="margin-top: {space:.2f}pt">{text}</h1>'


def _block(block: Block) -> str:
    return WRITERS[type(block)](block)


def _heading(heading: Heading) -> str:
    text, level = _text(heading.text), heading.level
    if not heading.body:
        return f"<h{level + 1}>{text}</h{level + 1}>"
    first, *others = layout.paragraphs(heading.body) or [""]
    run_in = f'<p><b class="level-{level}">{text}</b>{_text(first)}</p>'
    return run_in + "".join(f"<p>{_text(other)}</p>" for other in others)


def _paragraph(paragraph: Paragraph) -> str:
    return "".join(
        f"<p>{_text(line)}</p>" for line in layout.paragraphs(paragraph.text)
    )


def _table(table: Table) -> str:
    total = sum(table.widths)
    columns = "".join(
        f'<col style="width: {width / total:.4%}">' for width in table.widths
    )
    headers = "".join(f'<th scope="col">{_cell(text)}</th>' for text in table.headers)
    starts = [f'<td class="{escape(align)}">' for align in table.align]
    rows = "".join(
        "<tr>"
        + "".join(
            f"{start}{_cell(text)}</td>"
            for start, text in zip(starts, row, strict=True)
        )
        + "</tr>"
        for row in table.rows
    )
    unit = f'<span class="unit">{escape(table.unit)}</span>' if table.unit else ""
    return (
        f"<table><caption>{escape(table.caption)}{unit}</caption>"
        f"<colgroup>{columns}</colgroup><thead><tr>{headers}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _cell(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _chart(chart: Chart) -> str:
    svg = layout.chart_svg(chart, CHART_FONTS)
    height = layout.chart_lines(svg) * layout.LINE
    return (
        f'<figure><div style="height: {height:.2f}pt">{svg}</div>'
        f"<figcaption>{escape(chart.caption)}</figcaption></figure>"
    )


def _signature(signature: Signature) -> str:
    indents = layout.signature_indents(signature)
    lines = zip((signature.organisation, signature.date), indents, strict=True)
    text = "".join(
        f'<p style="padding-right: {indent * layout.CELL:.2f}pt">{escape(line)}</p>'
        for line, indent in lines
    )
    return f'<div class="signature">{text}</div>'


def _letterhead(letterhead: Letterhead) -> str:
    size = layout.mark_size(letterhead.mark)
    number = f"<span>{escape(letterhead.number)}</span>"
    alone = " alone"
    if letterhead.signer:
        signer = f'<span class="signer">{escape(letterhead.signer)}</span>'
        number += f"<span>签发人：{signer}</span>"
        alone = ""
    mark = escape(letterhead.mark)
    return (
        f'<p class="mark" style="font-size: {size}pt">{mark}</p>'
        f'<div class="number{alone}">{number}</div>'
    )


def _attachment_note(attachments: tuple[Attachment, ...]) -> str:
    lines = "".join(
        f'<p style="padding-left: {line.left * layout.CELL:.2f}pt; '
        f'text-indent: {-line.hanging * layout.CELL:.2f}pt">{_text(line.text)}</p>'
        for line in layout.attachment_lines(attachments)
    )
    return f'<div class="attachments">{lines}</div>'


def _annexes(attachments: tuple[Attachment, ...]) -> Iterator[str]:
    """Yields the pages of the attachments that have text."""
    for number, attachment in enumerate(attachments, start=1):
        if not attachment.blocks:
            continue
        mark = layout.annex_mark(number, len(attachments))
        content = "".join(map(_block, attachment.blocks))
        if attachment.signature:
            content += _signature(attachment.signature)
        title = _title(attachment.title, space=0)
        yield (
            f'<section class="annex"><p class="annex-mark">{mark}</p>'
            f"{title}{content}</section>"
        )


WRITERS: dict[type, Callable[..., str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Table: _table,
    Chart: _chart,
}
