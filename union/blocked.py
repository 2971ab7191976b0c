"""What keeps a record from being taken back."""

from django.db.models import Count

from .batched import BATCH, batched
from .models import Record


def blocked(model, rows, versions, going=None):
    """{pk: reason} of the rows that cannot go back. What another blocked row of the
    batch refers to is blocked with it; what ``going`` names, {model: numbers}, has gone
    by then."""
    found = {
        pk: "之后又被修改过"
        for pk, version, _ in rows
        if pk in versions and versions[pk] != version
    }
    found |= model.fixed_among([pk for pk, _, _ in rows])
    created = {pk for pk, _, before in rows if before is None}
    while used := users_of(model, sorted(created - found.keys()), going):
        found |= used
    return found


def users_of(model, pks, going=None):
    """{pk: what stops this record from being voided}: valid records that name it and
    neither go with it nor are ``going`` nor among ``pks`` themselves. One query a
    relation."""
    going = {**(going or {}), model: pks}
    found = {}
    for relation in model._meta.related_objects:
        user, name = relation.related_model, relation.field.name
        if not issubclass(user, Record) or name in user.goes_with:
            continue
        for some in batched(pks, BATCH):
            rows = user.objects.valid().filter(**{f"{name}__in": some})
            if going.get(user):
                rows = rows.exclude(pk__in=going[user])
            counts = rows.order_by().values_list(name).annotate(Count("pk"))
            for pk, count in counts:
                found.setdefault(
                    pk,
                    f"还有 {count} 条{user._meta.verbose_name}用到它，"
                    "请先作废那些记录，或在其中改选别的，再作废这一条",
                )
    return found
