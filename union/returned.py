"""Records that are again what they were: a later change of theirs was taken back."""

from django.contrib.contenttypes.models import ContentType

from .models import UndoPart


def note_return(batch, model, records):
    """Remember in the parts of ``batch``, which is being taken back, at which version
    its ``records`` have what they were before it."""
    versions = {record.pk: record.version for record in records}
    for part in batch.parts.filter(
        content_type=ContentType.objects.get_for_model(model)
    ):
        part.rows = [[*row[:3], versions.get(row[0])] for row in part.rows]
        part.save(update_fields=["rows"])


def returned(batch, model, rows, versions):
    """``versions``, {pk: version}, where whatever was done after ``batch`` and taken
    back counts as never done: a record has its earlier version then. One query."""
    moved = {pk for pk, version, _ in rows if versions.get(pk, version) != version}
    if not moved:
        return versions
    earlier = {}  # {(pk, version after the return): version before the later batch}
    for row in _rows_taken_back_since(batch, model):
        pk, done, _, back = row if len(row) == 4 else (*row, None)
        if pk in moved and back is not None:
            earlier[pk, back] = done - 1
    found = dict(versions)
    for pk in moved:
        while (pk, found[pk]) in earlier:
            found[pk] = earlier[pk, found[pk]]
    return found


def _rows_taken_back_since(batch, model):
    parts = UndoPart.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        batch__created_at__gte=batch.created_at,
        batch__undone_at__isnull=False,
    )
    for rows in parts.exclude(batch=batch).values_list("rows", flat=True):
        yield from rows
