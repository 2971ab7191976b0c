"""What our pages and sheets cost beside the least that they could cost.

Both sides of a line run in turn, in one process, on the same demo data. What counts is
the ratio of their medians: seconds differ from one machine to the next. This measures
and does not judge, so it never fails.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from statistics import median

import django

django.setup()

from django.shortcuts import render
from django.test import Client
from django.urls import path
from openpyxl import Workbook

from union.models import User
from union.permissions import LOGIN_ONLY, policy
from union.records import RecordKind, record_kinds
from union.urls import urlpatterns

ROUNDS = 9
#: A list shorter than a page, or a sheet with fewer rows than these, tells nothing.
LIST_ROWS, SHEET_ROWS = 50, 300


@dataclass(frozen=True)
class Benchmark:
    title: str
    target: float  # times the yardstick
    ours: Callable[[], object]
    yardstick: Callable[[], object]

    def line(self):
        ours, yardstick = compare(self.ours, self.yardstick)
        ratio = ours / yardstick
        times = f"{ours * 1000:9.1f} {yardstick * 1000:9.1f} {ratio:7.2f}"
        mark = "" if ratio <= self.target else "  ← 超出"
        return f"{times} {self.target:6.1f}  {self.title}{mark}"


def compare(*jobs):
    """Median CPU seconds of each job, run in turn after one unmeasured run."""
    for job in jobs:
        job()
    rounds = [[cpu_seconds(job) for job in jobs] for _ in range(ROUNDS)]
    return [median(times) for times in zip(*rounds, strict=True)]


def cpu_seconds(job):
    start = time.process_time()
    job()
    return time.process_time() - start


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


def bare_sheet(kind: RecordKind):
    """A job that writes the values of all rows, as they come, with openpyxl alone."""
    paths = [column.path for column in kind.columns]

    def job():
        workbook = Workbook(write_only=True)
        worksheet = workbook.create_sheet()
        for values in kind.model.objects.valid().with_details().values_list(*paths):
            worksheet.append([str(value) for value in values])
        workbook.save(BytesIO())

    return job


def benchmarks(client) -> Iterator[Benchmark]:
    floor = page(client, "/floor/")
    for kind in record_kinds():
        rows = kind.model.objects.valid().count()
        list_url, title = kind.url("list"), f"{kind.name}（{rows} 行）"
        if rows >= LIST_ROWS:
            yield Benchmark(f"列表 {title}", 3, page(client, list_url), floor)
        if rows >= LIST_ROWS and kind.has_page("pick"):
            picker = page(client, kind.url("pick"), q="zh")
            yield Benchmark(f"选取 {title}", 1.5, picker, floor)
        if rows >= SHEET_ROWS:
            sheet = page(client, list_url, export="xlsx")
            yield Benchmark(f"导出 {title}", 1.3, sheet, bare_sheet(kind))


def main():
    urlpatterns.append(path("floor/", floor_page))
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.filter(role_key="staff").earliest("pk"))
    print("本项毫秒  基准毫秒    倍数   目标  项目")
    for benchmark in benchmarks(client):
        print(benchmark.line(), flush=True)


if __name__ == "__main__":
    main()
