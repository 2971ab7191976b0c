"""The figures and the documents of a year, beside what they are made with."""

from collections.abc import Iterator
from io import BytesIO

import docx
from django.db import connection
from measuring import Benchmark, best, line
from weasyprint import HTML

from reports.documents import docx as docx_writer
from reports.documents import pdf
from reports.documents.html import document_html
from reports.documents.preflight import printable
from reports.models import AnnualReport
from reports.output import RENDERERS, document_of
from reports.reading import content_for
from reports.registry import FIGURES, values
from union.periods import Period


def year():
    return AnnualReport.objects.valid().latest("year").year


def figure_line(user):
    """P7: all figures beside their own SQL."""
    period = Period.of_year(year())
    queries = []

    def remember(execute, sql, params, many, context):
        queries.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(remember):
        values(period, user)

    def raw():
        with connection.cursor() as cursor:
            for sql, params in queries:
                cursor.execute(sql, params)
                cursor.fetchall()

    ours, yardstick = best(9, lambda: values(period, user), raw)
    title = f"P7 {len(FIGURES)} 项指标（{len(queries)} 次查询）／同样的 SQL"
    return line(title, ours * 1000, yardstick * 1000, 1.3)


def benchmarks(user) -> Iterator[Benchmark]:
    made = document_of(content_for(year(), user), "summary")
    page = document_html(printable(made))
    written = RENDERERS["docx"](made)
    paragraphs = [
        (paragraph.text, paragraph.style.name)
        for paragraph in docx.Document(BytesIO(written)).paragraphs
    ]

    def summary(extension):
        """From the records to the file."""
        return RENDERERS[extension](document_of(content_for(year(), user), "summary"))

    def printed():
        configuration, styles = pdf._shared()
        html = HTML(string=page, url_fetcher=pdf.FontFetcher())
        html.write_pdf(
            BytesIO(),
            stylesheets=[styles],
            font_config=configuration,
            pdf_variant="pdf/ua-1",
        )

    def typed():
        file = docx.Document(BytesIO(docx_writer._template()))
        for text, style in paragraphs:
            file.add_paragraph(text, style)
        file.save(BytesIO())

    title = "P9 总结 PDF／WeasyPrint 排同样的 HTML"
    yield Benchmark(title, 1.2, lambda: summary("pdf"), printed, rounds=3)
    title = f"P10 总结 DOCX（含图表）／python-docx 写同样的 {len(paragraphs)} 段"
    yield Benchmark(title, 1.5, lambda: summary("docx"), typed)
    title = "P10 总结 DOCX（内容已备）／同上"
    yield Benchmark(title, 1.5, lambda: RENDERERS["docx"](made), typed)
