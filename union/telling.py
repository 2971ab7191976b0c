"""What tells a record from others that are called the same: who it is about, how much
it came to."""

from .columns import MoneyColumn


def person_fields(model):
    """The fields that name somebody."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.many_to_one and getattr(field.related_model, "picked_by_name", False)
    ]


def person_of(record):
    """The first person whom the record names, or None."""
    for field in person_fields(type(record)):
        return getattr(record, field.name)
    return None


def amount_path(kind):
    """The amount of the record's own that the list sums up first, or ""."""
    for column in kind.columns:
        is_own = "__" not in column.path and column.field(kind.model) is not None
        if is_own and isinstance(column, MoneyColumn) and column.total:
            return column.path
    return ""


def told(kind, record, *, hint=False):
    """“1012 尹国，500.00 元”, with ``hint`` the person's department, too; "" where it
    has neither a person nor an amount."""
    person, path = person_of(record), amount_path(kind)
    amount = getattr(record, path) if path else None
    texts = [
        person.reference if person else "",
        person.pick_hint if person and hint else "",
        f"{amount:,.2f} 元" if amount else "",
    ]
    return "，".join(filter(None, texts))


def told_relations(model):
    """What ``told`` reads beside the record, for ``select_related``."""
    return [
        path
        for field in person_fields(model)[:1]
        for path in (
            field.name,
            *(
                f"{field.name}__{hint.rpartition('__')[0]}"
                for hint in field.related_model.hint_fields
                if "__" in hint
            ),
        )
    ]
