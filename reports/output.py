"""A report's content as official documents, in the layout of GB/T 9704-2012."""

from reports.documents.docx import render_docx
from reports.documents.model import (
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
from reports.documents.pdf import render_pdf
from union.chinese import DateStyle, signature_date

from .assembly import parts, plan_parts, summary_parts

#: What can be made of a content, by the name in addresses and files.
RENDERERS = {"docx": render_docx, "pdf": render_pdf}


def document_of(content, name):
    return {"summary": summary_document, "plan": plan_document}[name](content)


def summary_document(content):
    """The summary with its plan; as an attachment of a 报告 where that is wished."""
    texts = content.texts
    blocks = blocks_of(summary_parts(content))
    if texts.wrapped:
        return report_around(content, texts.title, blocks)
    return document(content, texts.title, blocks)


def plan_document(content):
    return document(content, content.texts.plan_title, blocks_of(plan_parts(content)))


def document(content, title, blocks, letterhead=None):
    texts = content.texts
    return Document(
        title=title,
        issuer=texts.issuer,
        created=content.made_at,
        blocks=blocks,
        subject="年度工作总结和计划",
        keywords=("工会", "工作总结", "工作计划"),
        signature=signature(texts, sealed=letterhead is not None),
        letterhead=letterhead,
    )


def signature(texts, *, sealed=False):
    date = signature_date(texts.dated, DateStyle(texts.date_writing))
    return Signature(texts.issuer, date, sealed)


def report_around(content, title, blocks):
    """关于报送……的报告: summary and plan are no statutory type of document of their
    own (中办发〔2012〕14号), they travel as attachments."""
    texts = content.texts
    plan = f"和{texts.plan_year}年度工作计划" if texts.plan else ""
    name = f"{texts.year}年度工作总结{plan}"
    letter = (
        Paragraph(f"现将{name}报上，请审阅。"),
        Paragraph("特此报告。"),
    )
    letterhead = Letterhead(
        mark=texts.mark,
        number=texts.doc_number,
        recipient=texts.recipient,
        signer=texts.signer,
        attachments=(Attachment(title, blocks, signature(texts)),),
    )
    return document(content, (f"关于报送{name}的报告",), letter, letterhead)


def blocks_of(report_parts) -> tuple[Block, ...]:
    return tuple(map(block_of, report_parts))


def block_of(part) -> Block:
    match part:
        case parts.Heading(pieces, level, body):
            return Heading(joined(pieces), level, joined(body))
        case parts.Paragraph(pieces):
            return Paragraph(joined(pieces))
        case parts.Chart(caption, unit, points):
            return Chart.of(caption, points, unit)
        case parts.Table():
            rows = tuple(tuple(cell.text for cell in row) for row in part.rows)
            return Table(part.caption, part.headers, part.widths, part.align, rows)
    raise TypeError(f"no block for {part!r}")


def joined(pieces):
    return "".join(piece.text for piece in pieces)
