from .attachment import Attachment
from .audit import AuditEntry
from .draft import BatchDraft
from .feed import CalendarFeed
from .imports import ImportBatch, RememberedColumns, RememberedValues
from .job import Job
from .lists import ListSetting, SavedFilter
from .record import (
    Dated,
    DatePrecision,
    Headcounted,
    Qualifier,
    Record,
    SubmissionKey,
)
from .undo import UndoBatch, UndoPart
from .user import PasswordHistory, User

__all__ = [
    "Attachment",
    "AuditEntry",
    "BatchDraft",
    "CalendarFeed",
    "DatePrecision",
    "Dated",
    "Headcounted",
    "ImportBatch",
    "Job",
    "ListSetting",
    "PasswordHistory",
    "Qualifier",
    "Record",
    "RememberedColumns",
    "RememberedValues",
    "SavedFilter",
    "SubmissionKey",
    "UndoBatch",
    "UndoPart",
    "User",
]
