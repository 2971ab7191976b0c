"""What a record names is valid when the record is saved: since its form was checked,
somebody else may have voided it."""

from .batched import BATCH, batched
from .errors import RuleViolation
from .locks import hold
from .models import Record


def naming_fields(model):
    """The fields of ``model`` that name other records."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.many_to_one and issubclass(field.related_model, Record)
    ]


def newly_named(record, before):
    """The names of the fields in which ``record`` names another than ``before``."""
    return {
        field.name
        for field in naming_fields(type(record))
        if getattr(record, field.attname) != getattr(before, field.attname)
    }


def refuse_voided(records, names=None):
    """Raise RuleViolation where one of ``records``, all of one kind, names in one of
    the fields ``names``, or in any, what has been voided. To be called last in a
    transaction: until it ends, what they name cannot be voided."""
    for field in naming_fields(type(records[0])) if records else ():
        if names is None or field.name in names:
            _refuse_voided(records, field)


def _refuse_voided(records, field):
    pks = sorted({getattr(record, field.attname) for record in records} - {None})
    voided = {
        pk
        for some in batched(pks, BATCH)
        for pk, voided_at in hold(field.related_model, some).items()
        if voided_at
    }
    for record in records:
        if getattr(record, field.attname) in voided:
            text = f"{field.verbose_name}已作废，请改选别的，或先恢复它"
            raise RuleViolation(
                {field.name: text} if len(records) == 1 else f"“{record}”的{text}"
            )
