"""What a record was, to be kept and put back: undo and bulk changes need it."""

from django.db import connection
from django.db.models import prefetch_related_objects

from .batched import BATCH, batched
from .fields import BlindIndexField, EncryptedTextField

#: SQLite refuses more than a thousand alternatives, and Django writes each as one.
NAMED_AT_ONCE = 500
#: What belongs to the row itself and does not go back.
KEPT = {"id", "created_at", "created_by", "updated_at", "version"}


def of(record, names=None):
    """{field: value} to go back to, fit for JSON; secrets stay encrypted. Of ``names``
    only, where it is known that nothing else changes."""
    values = {
        field.name: _stored(record, field)
        for field in fields_of(type(record))
        if names is None or field.name in names
    }
    for field in record._meta.many_to_many:
        if names is None or field.name in names:
            values[field.name] = list(_numbers(record, field))
    return values


def fields_of(model):
    """The columns of a state; an index of a secret follows from the secret."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in KEPT and not isinstance(field, BlindIndexField)
    ]


def read_names(records):
    """Read the other records that ``records``, all of one kind, name: a query for some
    hundred instead of one for each time that a record is called by its name."""
    if not records:
        return
    named = [field.name for field in fields_of(type(records[0])) if field.many_to_one]
    for some in batched(records, NAMED_AT_ONCE):
        prefetch_related_objects(some, *named)


def put_back(record, values):
    """Returns the names of the fields that were different; relations to many records
    are left to ``save``."""
    names = set()
    for field in fields_of(type(record)):
        if field.name in values:
            value = _loaded(field, values[field.name])
            if getattr(record, field.attname) != value:
                setattr(record, field.attname, value)
                names.add(field.name)
    return names


def save(model, changed, names):
    """Write the fields ``names`` of ``changed``, pairs of a record and its state, and
    the indexes of those that are encrypted."""
    names = names | {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, BlindIndexField) and field.source in names
    }
    if names:
        records = [record for record, _ in changed]
        model._base_manager.bulk_update(records, sorted(names), batch_size=BATCH)
    for record, values in changed:
        for field in model._meta.many_to_many:
            if field.name in values:
                getattr(record, field.name).set(values[field.name])


def _numbers(record, field):
    return getattr(record, field.name).order_by("pk").values_list("pk", flat=True)


def _stored(record, field):
    value = field.value_from_object(record)
    if value is None:
        return None
    if isinstance(field, EncryptedTextField):
        return field.get_db_prep_value(value, connection)
    return field.value_to_string(record)


def _loaded(field, value):
    if value is None:
        return None
    if isinstance(field, EncryptedTextField):
        return field.from_db_value(value, None, connection)
    return field.to_python(value)
