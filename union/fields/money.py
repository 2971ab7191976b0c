"""Money: whole 分 in the database, ``Decimal`` yuan in Python.

SQLite keeps decimals as binary fractions, whose sums drift and which do not compare;
whole numbers are exact on every database.
"""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.models.expressions import Combinable, register_combinable_fields

from .forms import MoneyFormField

_WHOLE = Decimal(1)
_TO_FEN = 100


def to_fen(yuan: Decimal | int | str) -> int:
    """Whole 分. Half a 分 and binary fractions raise: they are a slip of the code."""
    if isinstance(yuan, (float, bool)):
        raise TypeError("金额应为 Decimal，不能用 float")
    fen = Decimal(yuan) * _TO_FEN
    if fen != fen.to_integral_value():
        raise ValueError("金额超过两位小数")
    return int(fen)


def to_yuan(fen: int | float | Decimal) -> Decimal:
    """Yuan of what the database returns; an average is rounded half up to the 分."""
    if not isinstance(fen, int):
        fen = Decimal(fen).quantize(_WHOLE, ROUND_HALF_UP)
    return Decimal(fen).scaleb(-2)


class MoneyField(models.Field):
    """An amount of yuan.

    Not a ``BigIntegerField``: Django would take ``F("a") + F("b")`` and ``Avg("a")``
    for plain numbers, in 分, and would add ``Decimal(5)`` as 5 分. As a kind of its
    own, money adds to money, multiplies by whole numbers, and anything else is refused.
    """

    description = "金额（元）"

    def get_internal_type(self):
        return "MoneyField"

    def db_type(self, connection):
        return models.BigIntegerField().db_type(connection)

    def from_db_value(self, value, expression, connection):
        return None if value is None else to_yuan(value)

    def to_python(self, value):
        if value is None:
            return None
        try:
            return to_yuan(to_fen(value))
        except (InvalidOperation, TypeError, ValueError, OverflowError):
            raise ValidationError(
                f"“{value}”不是有效金额，应写成 1234.50 这样", code="invalid"
            ) from None

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return None if value is None else to_fen(value)

    def get_db_prep_value(self, value, connection, prepared=False):
        value = super().get_db_prep_value(value, connection, prepared)
        return connection.ops.adapt_integerfield_value(value, "BigIntegerField")

    def get_placeholder(self, value, compiler, connection):
        """Asked for each value to be stored: an expression must be money, too."""
        if hasattr(value, "resolve_expression") and not isinstance(
            value.output_field, MoneyField
        ):
            raise FieldError(f"{self.name} 只能由金额算出，数值应写明是金额")
        return "%s"

    def value_to_string(self, obj):
        return str(self.value_from_object(obj))

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": MoneyFormField, **kwargs})


for _connector in (Combinable.ADD, Combinable.SUB):
    register_combinable_fields(MoneyField, _connector, MoneyField, MoneyField)
register_combinable_fields(MoneyField, Combinable.MUL, models.IntegerField, MoneyField)
register_combinable_fields(models.IntegerField, Combinable.MUL, MoneyField, MoneyField)
