"""What two people at once must do one after the other."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection


def lock(model, pks):
    """Lock rows until the transaction ends, always in the same order. On SQLite nobody
    else writes anyway, from the start of a transaction on."""
    if connection.features.has_select_for_update:
        rows = model._base_manager.filter(pk__in=pks).order_by("pk")
        list(rows.select_for_update(no_key=True).values_list("pk"))


def lock_kind(model):
    """Imports and grids of one kind go one after the other."""
    lock(ContentType, [ContentType.objects.get_for_model(model).pk])
