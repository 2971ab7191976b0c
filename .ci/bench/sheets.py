"""Ten thousand members from a sheet, beside the least that reading and storing take."""

import datetime as dt
from collections.abc import Iterator
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction
from measuring import Benchmark

from members.choices import EmploymentType, Job, JoinSource, Sex
from members.models import Department, Member, UnionGroup
from members.records import MEMBER
from union.excel import ColumnSpec, SheetSpec, read_sheets, write_workbook
from union.identity import make_id_number
from union.imports.commit import commit

ROWS = 10_000
PREFIX = "T"  # of their staff numbers
#: Before anybody of the demo data was born: no ID number may be there already.
FIRST_DAY = dt.date(1902, 1, 1)


def benchmarks(user) -> Iterator[Benchmark]:
    importer = MEMBER.importer(MEMBER, user)
    file = workbook(importer)
    ready = [row.record for row in importer.plan(read(file)).rows]

    def imported():
        importer = MEMBER.importer(MEMBER, user)
        plan = importer.plan(read(file))
        plan.make_ready()
        with transaction.atomic():
            commit(importer, plan, twin_reason="性能对照")
            transaction.set_rollback(True)

    def stored():
        read(file)
        for record in ready:
            record.pk = None
        with transaction.atomic():
            Member.objects.bulk_create(ready, batch_size=1000)
            transaction.set_rollback(True)

    def previewed():
        importer = MEMBER.importer(MEMBER, user)
        return importer.plan(read(file))

    def cleaned():
        read(file)
        for record in ready:
            try:
                record.clean_fields()
            except ValidationError as error:
                raise RuntimeError("the sheet holds errors") from error

    title = f"P1 导入会员 {ROWS} 行（含变动、日志）／读表 + bulk_create"
    yield Benchmark(title, 1.5, imported, stored, rounds=3)
    title = f"P2 核对会员 {ROWS} 行／读表 + 逐行 clean_fields"
    yield Benchmark(title, 1.3, previewed, cleaned, rounds=3)


def read(file):
    file.seek(0)
    return read_sheets(file)[0]


def workbook(importer, count=ROWS):
    """A sheet with all columns of the form."""
    labels = importer.labels
    rows = [row_of(number, Random(number)) for number in range(count)]  # noqa: S311
    names = [name for name in labels if name in rows[0]]
    departments = list(Department.objects.valid().values_list("name", flat=True))
    groups = list(UnionGroup.objects.valid().values_list("name", flat=True))
    for number, row in enumerate(rows):
        row["department"] = departments[number % len(departments)]
        row["union_group"] = groups[number % len(groups)]
    cells = [[row[name] for name in names] for row in rows]
    return write_workbook(
        [SheetSpec("会员", [ColumnSpec(labels[name]) for name in names], cells)]
    )


def row_of(number, rng):
    sex = rng.choice([Sex.MALE, Sex.FEMALE])
    birth = FIRST_DAY + dt.timedelta(days=number)
    return {
        "staff_no": f"{PREFIX}{number:05}",
        "name": "".join(rng.choices("张王李赵陈杨吴周徐孙伟芳娜敏静磊洋艳勇军", k=3)),
        "sex": sex.label,
        "id_number": make_id_number(rng, birth, sex),
        "birth_date": birth,
        "phone": f"139{number:08}",
        "department": "",
        "union_group": "",
        "job": rng.choice(list(Job)).label,
        "employment_type": rng.choice(list(EmploymentType)).label,
        "hire_date": dt.date(2020, 7, 1),
        "is_migrant_worker": "否",
        "is_model_worker": "否",
        "joined_on": dt.date(2021, 3, 1),
        "join_source": JoinSource.NEW_STAFF.label,
        "registered_on": dt.date(2021, 4, 1),
        "note": "",
    }
