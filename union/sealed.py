"""Whether the key of this installation opens what its database holds."""

from django.apps import apps
from django.db.models import TextField
from django.db.models.functions import Cast

from .crypto import DecryptionError
from .fields import EncryptedTextField


def unreadable_columns():
    """The ``DecryptionError`` of each encrypted column that holds something else than
    the key opens; one stored value of each is tried."""
    tried = (
        refused(model, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, EncryptedTextField)
    )
    return [error for error in tried if error]


def refused(model, name):
    sealed = Cast(name, TextField())
    stored = model._base_manager.annotate(sealed=sealed).filter(sealed__gt="")
    try:
        stored.values_list(name, flat=True).first()
    except DecryptionError as error:
        return error
    return None
