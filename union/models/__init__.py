from .attachment import Attachment
from .audit import AuditEntry
from .imports import ImportBatch
from .record import (
    Dated,
    DatePrecision,
    Headcounted,
    Qualifier,
    Record,
    SubmissionKey,
)
from .user import PasswordHistory, User

__all__ = [
    "Attachment",
    "AuditEntry",
    "DatePrecision",
    "Dated",
    "Headcounted",
    "ImportBatch",
    "PasswordHistory",
    "Qualifier",
    "Record",
    "SubmissionKey",
    "User",
]
