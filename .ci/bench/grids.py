"""Fifty consolations saved through the grid, beside the least that storing takes."""

import datetime as dt
import time
from collections.abc import Iterator
from urllib.parse import urlencode
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from measuring import Benchmark

from members.models import Member
from union import batch
from welfare.models import Consolation
from welfare.records import CONSOLATION

ROWS = 50
#: Of what is saved to stay: each round needs other members.
ROUNDS = 8
#: No limit of a year counts what was given then.
LONG_AGO = dt.date(1990, 1, 1)
#: As browsers send a form without files.
FORM = "application/x-www-form-urlencoded"


def benchmarks(client, user) -> Iterator[Benchmark]:
    url = CONSOLATION.url("batch")
    client.get(url)  # whoever saves has opened it
    posted = grid_of(fitting_members(user, ROWS))
    body = body_of(posted)
    ready = [row.record for row in checked(user, posted).plan.rows]

    def saved():
        with transaction.atomic():
            response = client.post(url, body, content_type=FORM)
            transaction.set_rollback(True)
        if response.status_code != 302:
            raise RuntimeError(f"{url} answers {response.status_code}")

    def written():
        importer = batch.importer_for(CONSOLATION, user)
        typed = batch.Typed.read(CONSOLATION.grid, importer.fields, Posted(posted))
        with transaction.atomic():
            batch.save(importer, typed, submission=uuid4())
            transaction.set_rollback(True)

    def stored():
        for record in ready:
            record.pk = None
        with transaction.atomic():
            Consolation.objects.bulk_create(ready)
            transaction.set_rollback(True)

    title = f"G1 成批录入慰问 {ROWS} 行（请求到应答，含核对、日志、撤销）／bulk_create"
    yield Benchmark(title, 2, saved, stored)
    title = "G2 同上，不计请求本身（核对、保存、日志、撤销）／bulk_create"
    yield Benchmark(title, 2, written, stored)


def lasting(client, user) -> Iterator[Benchmark]:
    """As who saves waits for it: until it is on the disk."""
    url = CONSOLATION.url("batch")
    members = fitting_members(user, (ROUNDS + 1) * ROWS)
    grids = [grid_of(members[i : i + ROWS]) for i in range(0, len(members), ROWS)]
    bodies = iter([body_of(grid) for grid in grids])
    ready = [row.record for row in checked(user, grids[0]).plan.rows]
    for record in ready:
        record.date = LONG_AGO

    def saved():
        response = client.post(url, next(bodies), content_type=FORM)
        if response.status_code != 302:
            raise RuntimeError(f"{url} answers {response.status_code}")

    def stored():
        for record in ready:
            record.pk = None
        with transaction.atomic():
            Consolation.objects.bulk_create(ready)

    title = f"G3 成批录入慰问 {ROWS} 行（请求到写入磁盘，按时钟）／bulk_create 写入磁盘"
    yield Benchmark(title, 2, saved, stored, ROUNDS, time.perf_counter)


def fitting_members(user, count):
    """Members who may be given something today."""
    names = [m.reference for m in Member.objects.listed_for(user).order_by("pk")]
    some = names[: batch.MOST_ROWS + count]
    good = checked(user, grid_of(some)).of(batch.GOOD)
    return [names[index] for index in good[:count]]


def body_of(posted):
    return urlencode(posted | {"do": "save"}, doseq=True)


def grid_of(names):
    blank = {name: [""] * len(names) for name in CONSOLATION.grid.columns}
    return blank | {
        "submission": str(uuid4()),
        "head-occasion": "sick",
        "head-date": f"{timezone.localdate()}",
        "beneficiary": names,
        "cash_amount": ["100"] * len(names),
    }


class Posted(dict):
    def getlist(self, name):
        return self.get(name, [])


def checked(user, posted):
    importer = batch.importer_for(CONSOLATION, user)
    typed = batch.Typed.read(CONSOLATION.grid, importer.fields, Posted(posted))
    return batch.check(importer, typed)
