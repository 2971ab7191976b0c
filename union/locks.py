"""What two people at once must do one after the other."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection


def lock(rows):
    """Lock the rows of a queryset until the transaction ends, all callers in the same
    order. On SQLite nobody else writes anyway, from the start of a transaction on."""
    if connection.features.has_select_for_update:
        list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk"))


def lock_kind(model):
    """Imports and grids of one kind go one after the other."""
    kind = ContentType.objects.get_for_model(model)
    lock(ContentType.objects.filter(pk=kind.pk))
