"""Fields of models and forms that know money, Chinese dates and secrets."""

from .encrypted import (
    BlindIndexField,
    EncryptedTextField,
    TailIndexField,
    tail_index,
)
from .forms import (
    CodeFormField,
    DateBox,
    DateFormField,
    IntegerFormField,
    KnowsNumbers,
    ManyRecordsField,
    MoneyFormField,
    NameFormField,
    ReasonFormField,
    TextFormField,
    YesNoField,
)
from .money import MoneyField

__all__ = [
    "BlindIndexField",
    "CodeFormField",
    "DateBox",
    "DateFormField",
    "EncryptedTextField",
    "IntegerFormField",
    "KnowsNumbers",
    "ManyRecordsField",
    "MoneyField",
    "MoneyFormField",
    "NameFormField",
    "ReasonFormField",
    "TailIndexField",
    "TextFormField",
    "YesNoField",
    "tail_index",
]
