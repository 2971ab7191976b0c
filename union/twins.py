"""疑似重复: earlier records that look like a new one. It is no rule: there may be a
reason, which whoever saves it must give."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

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
    declares: equal ``twin_fields``, and ``twin_date`` at most ``twin_days`` apart. Of
    what ``user`` may not see only that it exists."""
    keys = {i: key for i, record in enumerate(records) if (key := _key(record))}
    if not keys:
        return {}
    stored = defaultdict(list)
    for earlier in _stored(type(records[0]), [records[i] for i in keys], user):
        stored[_key(earlier)].append(earlier)
    found, rows = {}, defaultdict(list)
    for i, key in keys.items():
        record = records[i]
        twins = [
            _twin(earlier)
            for earlier in stored[key]
            if earlier.pk != record.pk and _near(record, earlier)
        ]
        twins += [
            Twin(str(records[j]), row=j) for j in rows[key] if _near(record, records[j])
        ]
        if twins:
            found[i] = twins[:SHOWN]
        rows[key].append(i)
    return found


def _twin(earlier):
    if earlier.is_seen:
        return Twin(str(earlier), record=earlier)
    return Twin(UNSEEN.format(earlier._meta.verbose_name))


def why(model):
    """What is the same of twins: 姓名、科室相同."""
    same = [_label(model, name) for name in model.twin_fields]
    if not model.twin_date:
        return f"{'、'.join(same)}相同"
    date, days = _label(model, model.twin_date), model.twin_days
    if not days:
        return f"{'、'.join([*same, date])}相同"
    return f"{'、'.join(same)}相同，{date}相差不超过 {days} 天"


def telling_fields(model):
    """The fields by which a person sees whether twins are one."""
    names = (*model.reference_fields, *model.twin_fields, *model.twin_identity)
    dates = (model.twin_date,) if model.twin_date else ()
    fields = {field.name: field for field in model._meta.concrete_fields}
    return [
        fields[name]
        for name in dict.fromkeys((*names, *model.twin_apart, *dates))
        if name in fields
    ]


def _label(model, name):
    return str(model._meta.get_field(name).verbose_name)


def _key(record):
    """What must be equal, or None where part of it is empty or nothing is declared."""
    names = [_attribute(record, name) for name in record.twin_fields]
    values = tuple(getattr(record, name) for name in names)
    return values if values and all(v not in (None, "") for v in values) else None


def _attribute(record, name):
    return record._meta.get_field(name).attname


def _near(record, other):
    if any(getattr(record, n) != getattr(other, n) for n in record.twin_apart):
        return False
    for name in record.twin_identity:
        both = getattr(record, name), getattr(other, name)
        if all(both) and both[0] != both[1]:
            return False
    name = record.twin_date
    if not name:
        return True
    days = getattr(record, name), getattr(other, name)
    if None in days:
        return False
    return abs(days[0] - days[1]) <= dt.timedelta(days=record.twin_days)


def _stored(model, records, user):
    """The valid records that may be twins of any of ``records``, oldest first;
    ``is_seen`` says whether ``user`` may see them."""
    first = _attribute(model, model.twin_fields[0])
    values = list({getattr(record, first) for record in records})
    named = [n for n in model.twin_fields if model._meta.get_field(n).many_to_one]
    seen = model.objects.visible_to(user).filter(pk=OuterRef("pk"))
    rows = model.objects.valid().annotate(is_seen=Exists(seen)).order_by("pk")
    rows = rows.select_related(*named) if named else rows
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
    for start in range(0, len(values), AT_ONCE):
        yield from rows.filter(**{f"{first}__in": values[start : start + AT_ONCE]})
