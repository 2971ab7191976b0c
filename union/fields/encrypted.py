"""Columns that only the application can read, and the index by which they are found."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from union.crypto import blind_index, decrypt, encrypt

from .forms import TextFormField


def mask_all(value: str) -> str:
    return "******"


class EncryptedTextField(models.TextField):
    """Text kept encrypted; equal texts look different, so it cannot be searched.

    A value is bound to its model and field by name: copied into another column it
    cannot be read. Who renames either must encrypt anew. ``mask`` prints what a page
    may show of it.
    """

    description = "加密文本"

    def __init__(self, *args, mask: Callable[[str], str] = mask_all, **kwargs):
        self.mask = mask
        super().__init__(*args, **kwargs)

    def told_change(self, old, new):
        """[old, new] as a page may tell that one became the other."""
        before, after = (self.mask(value) if value else "" for value in (old, new))
        told = f"{after}（隐去的几位有改动）" if before == after else after
        return [before, told]

    @property
    def context(self):
        return f"{self.model._meta.label_lower}.{self.name}"

    def from_db_value(self, value, expression, connection):
        return decrypt(value, self.context) if value else value

    def get_db_prep_value(self, value, connection, prepared=False):
        value = super().get_db_prep_value(value, connection, prepared)
        return encrypt(value, self.context) if value else value

    def get_lookup(self, lookup_name):
        if lookup_name != "isnull":
            raise FieldError(f"加密字段 {self.context} 不能按内容查询，请用它的盲索引")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name):
        raise FieldError(f"加密字段 {self.context} 不能按内容查询，请用它的盲索引")

    def formfield(self, **kwargs):
        one_line = {"form_class": TextFormField, "widget": forms.TextInput}
        return super().formfield(**{**one_line, **kwargs})


class _IndexOfSource(DeferredAttribute):
    """Computed from the value beside it whenever it is asked for, so no way of saving
    (``save``, ``bulk_create``, ``bulk_update``) can store a stale index."""

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        text = getattr(instance, self.field.source)
        known = instance.__dict__.get(self.field.attname)
        if not (isinstance(known, tuple) and known[0] == text):
            known = (text, self.field.index_of(text))
            instance.__dict__[self.field.attname] = known
        return known[1]

    def __set__(self, instance, value):
        """Kept, because Django takes a field that is not there for a deferred one."""
        instance.__dict__[self.field.attname] = value


class BlindIndexField(models.CharField):
    """``blind_index`` of the field ``source``: for equality and uniqueness.

    Search with ``filter(id_number_index=blind_index(typed))``. ``QuerySet.update`` of
    the source alone does not touch it.
    """

    description = "盲索引"
    descriptor_class = _IndexOfSource
    index_of = staticmethod(blind_index)

    def __init__(self, source: str = "", **kwargs):
        self.source = source
        fixed = {"max_length": 64, "null": True, "blank": True, "editable": False}
        super().__init__(**{**kwargs, **fixed})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "null", "blank", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "source": self.source}


#: By how many digits people tell each other a telephone number.
TAIL = 4


def tail_index(value: str | None) -> str | None:
    """``blind_index`` of the last digits; None where there are fewer."""
    if not value or len(value) < TAIL:
        return None
    return blind_index(f"尾号{value[-TAIL:]}")


class TailIndexField(BlindIndexField):
    """``tail_index`` of the field ``source``: for a search by its last digits. Many
    records share one, so it tells less than the index of the whole value."""

    description = "尾号盲索引"
    index_of = staticmethod(tail_index)
