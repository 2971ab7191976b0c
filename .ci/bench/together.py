"""P11b: how long others wait while a large sheet is imported, beside a bare insert of
the same rows. Real processes on the real database, wall time."""

import json
import subprocess
import sys
from pathlib import Path
from statistics import quantiles

import measuring
import sheets

from members.models import Member
from members.records import MEMBER
from union.imports.commit import commit

#: As many as an upload may hold, below its header.
ROWS = 19_999
NEIGHBOUR = Path(__file__).with_name("neighbour.py")


def lines(user):
    measuring.be_patient()
    importer = MEMBER.importer(MEMBER, user)
    file = sheets.workbook(importer, ROWS)

    def imported():
        importer = MEMBER.importer(MEMBER, user)
        plan = importer.plan(sheets.read(file))
        plan.make_ready()
        commit(importer, plan, twin_reason="性能对照")

    bare = waits(inserting(importer.plan(sheets.read(file))))
    clear()
    ours = waits(imported)
    title = (
        f"P11b 导入会员 {ROWS} 行时他人保存的最长等待（毫秒）／只 bulk_create 这些行"
    )
    yield measuring.line(title, max(ours["save"]) * 1000, max(bare["save"]) * 1000, 2)
    for work, name in (("save", "保存"), ("page", "打开列表")):
        title = f"P11b 同时他人{name}：p95 {p95(ours[work]):.2f} 秒，最长（秒）"
        yield measuring.absolute(title, max(ours[work]), 5 if work == "save" else 2)


def inserting(plan):
    records = [row.record for row in plan.rows]
    return lambda: Member.objects.bulk_create(records, batch_size=1000)


def clear():
    made = Member.objects.filter(staff_no__startswith=sheets.PREFIX)
    made._raw_delete(made.db)


def waits(job):
    """{"save": [seconds, …], "page": […]} of two neighbours while the job runs."""
    neighbours = {work: start(work) for work in ("save", "page")}
    job()
    return {
        work: json.loads(process.communicate("over\n")[0])
        for work, process in neighbours.items()
    }


def start(work):
    process = subprocess.Popen(  # noqa: S603  our own script
        [sys.executable, NEIGHBOUR, work],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    process.stdout.readline()
    return process


def p95(seconds):
    return quantiles(seconds, n=20)[-1]
