"""疑似重复: earlier records that look like a new one. It is no rule: there may be a
reason, which whoever saves it must give."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from .batched import batched
from .models import Record

#: So many values are looked for in one query.
AT_ONCE = 1000
#: So many look-alikes of one record are shown.
SHOWN = 5
#: All that is said of one that lies out of sight.
UNSEEN = "另一条{}（在其他工会小组，您不能查看）"


@dataclass(frozen=True)
class Twin:
    """An earlier ``record``, or the index of an earlier ``row`` of the same batch; with
    neither, an earlier record out of sight."""

    text: str
    record: Record | None = None
    row: int | None = None

    @property
    def url(self):
        return self.record.get_absolute_url() if self.record else ""


def find(records, user):
    """{index: [Twin, …]} of those new ``records`` that have any, by what their model
    declares: equal ``twin_fields`` and ``twin_alike``, and ``twin_date`` at most
    ``twin_days`` apart. Of what ``user`` may not see only that it exists."""
    if not records:
        return {}
    model = type(records[0])
    key_of = _key_of(model)
    keys = {i: key for i, record in enumerate(records) if (key := key_of(record))}
    if not keys:
        return {}
    stored, earlier_rows = defaultdict(list), defaultdict(list)
    for other in _stored(model, [records[i] for i in keys]):
        stored[key_of(other)].append(other)
    pks, rows = {}, {}
    for i, key in keys.items():
        record = records[i]
        pks[i] = [o.pk for o in stored[key] if o.pk != record.pk and _near(record, o)]
        rows[i] = [j for j in earlier_rows[key] if _near(record, records[j])]
        earlier_rows[key].append(i)
    known = _known(model, {pk for some in pks.values() for pk in some[:SHOWN]}, user)
    found = {}
    for i in keys:
        twins = [known[pk] for pk in pks[i][:SHOWN]]
        twins += [Twin(str(records[j]), row=j) for j in rows[i]]
        if twins:
            found[i] = twins[:SHOWN]
    return found


def _known(model, pks, user):
    """{pk: Twin} of earlier records."""
    if not pks:
        return {}
    named = [n for n in _equal(model) if model._meta.get_field(n).many_to_one]
    mine = model.objects.visible_to(user).filter(pk=OuterRef("pk"))
    rows = model.objects.annotate(is_seen=Exists(mine))
    rows = rows.select_related(*named) if named else rows
    unseen = UNSEEN.format(model._meta.verbose_name)
    return {
        pk: Twin(str(earlier), record=earlier) if earlier.is_seen else Twin(unseen)
        for pk, earlier in rows.in_bulk(pks).items()
    }


def why(model):
    """What is the same of twins: 姓名、科室相同."""
    same = [_label(model, name) for name in _equal(model)]
    if not model.twin_date:
        return f"{'、'.join(same)}相同"
    date, days = _label(model, model.twin_date), model.twin_days
    if not days:
        return f"{'、'.join([*same, date])}相同"
    return f"{'、'.join(same)}相同，{date}相差不超过 {days} 天"


def telling_fields(model):
    """The fields by which a person sees whether twins are one."""
    names = (*model.reference_fields, *_equal(model), *model.twin_apart)
    dates = (model.twin_date,) if model.twin_date else ()
    fields = {field.name: field for field in model._meta.concrete_fields}
    return [fields[name] for name in dict.fromkeys((*names, *dates)) if name in fields]


def _label(model, name):
    return str(model._meta.get_field(name).verbose_name)


def _key_of(model):
    """key_of(record): what must be equal, or None where part of it is empty that may
    not be, or nothing is declared."""
    names = [_attribute(model, name) for name in _equal(model)]
    filled = len(model.twin_fields)

    def key_of(record):
        values = tuple(getattr(record, name) for name in names)
        if not values or any(v in (None, "") for v in values[:filled]):
            return None
        return values

    return key_of


def _equal(model):
    return *model.twin_fields, *model.twin_alike


def _attribute(model, name):
    return model._meta.get_field(name).attname


def _near(record, other):
    """``other`` is a record or a row of its ``_compared`` values."""
    for name in record.told_apart_by:
        both = _bare(getattr(record, name)), _bare(getattr(other, name))
        if all(both) and both[0] != both[1]:
            return False
    name = record.twin_date
    if not name:
        return True
    days = getattr(record, name), getattr(other, name)
    if None in days:
        return False
    return abs(days[0] - days[1]) <= dt.timedelta(days=record.twin_days)


def _bare(value):
    """张 三 is 张三."""
    return "".join(value.split()) if isinstance(value, str) else value


def _compared(model):
    """The names of what tells whether two records are twins."""
    keys = [_attribute(model, name) for name in _equal(model)]
    dates = [model.twin_date] if model.twin_date else []
    return ["pk", *keys, *model.twin_apart, *dates]


def _stored(model, records):
    """The valid records that may be twins of any of ``records``, oldest first, as rows
    of what is compared: few are, and only those are worth being read."""
    first = _attribute(model, model.twin_fields[0])
    values = list({getattr(record, first) for record in records})
    rows = model.objects.valid().order_by("pk")
    if model.twin_date:
        days = [day for r in records if (day := getattr(r, model.twin_date))]
        if not days:
            return
        apart = dt.timedelta(days=model.twin_days)
        rows = rows.filter(
            **{
                f"{model.twin_date}__gte": min(days) - apart,
                f"{model.twin_date}__lte": max(days) + apart,
            }
        )
    rows = rows.values_list(*_compared(model), named=True)
    for some in batched(values, AT_ONCE):
        yield from rows.filter(**{f"{first}__in": some})
