"""What two people at once must do one after the other."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection


def lock(model, pks):
    """Lock rows until the transaction ends, always in the same order. On SQLite nobody
    else writes anyway, from the start of a transaction on."""
    if connection.features.has_select_for_update:
        rows = model._base_manager.filter(pk__in=pks).order_by("pk")
        list(rows.select_for_update(no_key=True).values_list("pk"))


def lock_against_use(model, pks):
    """As ``lock``, and nobody may ``hold`` them: before one asks who uses them."""
    if connection.features.has_select_for_update:
        rows = model._base_manager.filter(pk__in=pks).order_by("pk")
        list(rows.select_for_update().values_list("pk"))


def hold(model, pks):
    """{pk: when it was voided, or None}. Nobody can void them until the transaction
    ends; others may hold them, too, and change what is no key."""
    rows = model._base_manager.filter(pk__in=pks).order_by("pk")
    rows = rows.values_list("pk", "voided_at")
    if not connection.features.has_select_for_update:
        return dict(rows)
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        # Of all locks the weakest, which the ORM does not know.
        cursor.execute(f"{sql} FOR KEY SHARE", params)
        return dict(cursor.fetchall())


def lock_kind(model):
    """Imports and grids of one kind go one after the other."""
    lock(ContentType, [ContentType.objects.get_for_model(model).pk])
