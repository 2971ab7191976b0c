"""What would catch a wrong file at a glance: how much money the new records are about,
and from which days they are."""

from union.columns import MoneyColumn
from union.fields import DateFormField

from .rows import RowState

#: So many of the required days are told.
DAYS = 2


def summary(importer, plan):
    """新增的 25 条：慰问金合计 5,000.00 元；日期 2026-01-03 至 2026-11-02; "" where the
    new records have neither."""
    records = [row.record for row in plan.of(RowState.NEW)]
    texts = [*sums(importer, records), *spans(importer, records)]
    if not texts:
        return ""
    return f"新增的 {len(records):,} {importer.kind.unit}：" + "；".join(texts)


def sums(importer, records):
    """Of each amount that the list sums up; a part that is the whole is left out."""
    told = set()
    for column in importer.kind.columns:
        field = column.field(importer.model)
        is_own = field is not None and "__" not in column.path
        if not (isinstance(column, MoneyColumn) and column.total and is_own):
            continue
        total = sum(getattr(record, column.path) or 0 for record in records)
        if total and total not in told:
            told.add(total)
            label = column.heading(importer.model).removesuffix("（元）")
            label = label if "合计" in label else f"{label}合计"
            yield f"{label} {total:,.2f} 元"


def spans(importer, records):
    """The first and the last day of each date that a new record must have."""
    names = [
        name
        for name, field in importer.fields.items()
        if isinstance(field, DateFormField) and field.required
    ]
    for name in names[:DAYS]:
        days = {getattr(record, name) for record in records} - {None}
        if days:
            first, last = min(days), max(days)
            span = str(first) if first == last else f"{first} 至 {last}"
            yield f"{importer.labels[name]} {span}"
