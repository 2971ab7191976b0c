"""Lists, pickers and sheets, beside an empty page and a bare workbook."""

import datetime as dt
from collections.abc import Iterator
from io import BytesIO

from django.db import connection, transaction
from django.shortcuts import render
from measuring import Benchmark, best, line
from openpyxl import Workbook

from union.permissions import LOGIN_ONLY, policy
from union.records import record_kinds

#: A list shorter than a page, or a sheet with fewer rows than these, tells nothing.
LIST_ROWS, SHEET_ROWS, GROWN_ROWS = 50, 1000, 5000


@policy(LOGIN_ONLY)
def floor_page(request):
    """The floor of a page: session, user, base template, nothing of its own."""
    return render(request, "base.html")


def page(client, url, **query):
    """A job that gets the page to its last byte."""

    def job():
        response = client.get(url, query)
        if response.status_code != 200:
            raise RuntimeError(f"{url} answers {response.status_code}")
        return b"".join(response) if response.streaming else response.content

    return job


def bare_sheet(kind):
    """A job that writes the same values, as they come, with openpyxl alone."""
    paths = [column.path for column in kind.default_columns]

    def job():
        workbook = Workbook(write_only=True)
        worksheet = workbook.create_sheet()
        for row in kind.model.objects.valid().with_details().values_list(*paths):
            worksheet.append([without_zone(value) for value in row])
        workbook.save(BytesIO())

    return job


def without_zone(value):
    return value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value


def benchmarks(client) -> Iterator[Benchmark]:
    floor = page(client, "/floor/")
    for kind in record_kinds():
        rows = kind.model.objects.valid().count()
        list_url, title = kind.url("list"), f"{kind.name}（{rows} 行）"
        if rows >= LIST_ROWS:
            listed = page(client, list_url)
            yield Benchmark(f"P4 列表 {title}／空页", 3, listed, floor)
        if rows >= LIST_ROWS and kind.has_page("pick"):
            picker = page(client, kind.url("pick"), q="zh")
            yield Benchmark(f"P6 选取 {title}／空页", 1.5, picker, floor)
        if rows >= SHEET_ROWS:
            sheet = page(client, list_url, export="xlsx")
            title = f"P8 导出 {title}／openpyxl 写同样的值"
            yield Benchmark(title, 1.3, sheet, bare_sheet(kind), rounds=3)


def growth_lines(client) -> Iterator[str]:
    """P5: each long list beside itself with a tenth of its rows."""
    for kind in record_kinds():
        rows = kind.model.objects.valid().count()
        if rows < GROWN_ROWS:
            continue
        job = page(client, kind.url("list"))
        [full] = best(9, job)
        with transaction.atomic():
            leave_a_tenth(kind.model)
            [tenth] = best(9, job)
            transaction.set_rollback(True)
        title = f"P5 列表 {kind.name}（{rows} 行）／十分之一的数据"
        yield line(title, full * 1000, tenth * 1000, 1.2)


def leave_a_tenth(model):
    """Past all rules and references, which are checked at the end of the transaction
    only, and that is rolled back."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id % 10 <> 0")  # noqa: S608
