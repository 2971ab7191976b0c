"""The generic pages of a record kind: one small class for each.

A kind's own page subclasses one of these and overrides what differs; its template
extends the generic one and fills a block.
"""

from .about import RecordAboutView
from .base import KindMixin
from .batch import RecordBatchView
from .bulk import BulkView
from .check import RecordCheckView
from .columns import ListColumnsView
from .detail import RecordDetailView, RecordRevealView
from .edit import RecordCreateView, RecordUpdateView
from .import_result import ImportErrorsView, ImportPreviewView
from .imports import (
    ImportColumnsView,
    ImportTemplateView,
    ImportView,
    ImportWordsView,
)
from .list import RecordListView
from .move import MoveView, RecordRestoreView, RecordVoidView, move_paths
from .pick import RecordPickView
from .saved import SavedFiltersView
from .signing import RecordSigningView

#: What every kind has; a room may swap one for a page of its own.
PAGES = (
    RecordListView,
    RecordPickView,
    BulkView,
    ListColumnsView,
    SavedFiltersView,
    RecordSigningView,
    RecordCreateView,
    RecordCheckView,
    RecordAboutView,
    RecordBatchView,
    ImportView,
    ImportTemplateView,
    ImportColumnsView,
    ImportWordsView,
    ImportPreviewView,
    ImportErrorsView,
    RecordDetailView,
    RecordUpdateView,
    RecordVoidView,
    RecordRestoreView,
    RecordRevealView,
)

__all__ = [
    "PAGES",
    "ImportErrorsView",
    "ImportPreviewView",
    "ImportTemplateView",
    "ImportView",
    "KindMixin",
    "MoveView",
    "RecordBatchView",
    "RecordCreateView",
    "RecordDetailView",
    "RecordListView",
    "RecordPickView",
    "RecordRestoreView",
    "RecordRevealView",
    "RecordUpdateView",
    "RecordVoidView",
    "kind_paths",
    "move_paths",
]


def kind_paths(prefix, kind, *own_pages):
    """All URLs of a kind; ``own_pages`` replace the generic page of the same name."""
    from union.records import record_paths

    own = {page.url_name: page for page in own_pages}
    pages = [own.pop(page.url_name, page) for page in PAGES if page.serves(kind)]
    pages += own.values()
    return record_paths(prefix, kind, pages) + move_paths(prefix, kind)
