"""A record kind is declared once: what it is made of, and the pages that follow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from django import forms
from django.urls import path, reverse

from .addresses import every_address
from .columns import Column, further_columns
from .filters import RecordFilter
from .forms import RecordForm
from .grid import Grid
from .imports import RecordImport
from .models import Record
from .named import refuse_voided
from .permissions import perm


def anyone(record, user):
    """Most moves depend on the right and the state alone."""
    return True


def nothing_missing(record):
    """Most moves need no more than the state they start from."""
    return ""


def empty_form(record):
    """Most moves ask for what only the person knows who makes them."""
    return {}


@dataclass(frozen=True, kw_only=True)
class Move:
    """A verb that brings a record on: a button on its page and a view behind it.

    ``action(record, actor=user, **form.cleaned_data)`` is one of the room's actions.
    """

    name: str
    label: str
    permission: str
    action: Callable[..., object]
    states: frozenset[str]  # in which the button is offered
    to: str  # the state it brings about
    form: type[forms.Form] = forms.Form
    colour: str = "primary"
    #: Said before it is made: what it leads to, and who goes on.
    warning: str = ""
    done: str = "已办理"
    #: Whether 撤销 is offered afterwards, to who made the move and as long as nothing
    #: was built on it: where nothing else follows from the move itself.
    can_undo: bool = False
    #: allowed(record, user): what else decides to whom the button is offered.
    allowed: Callable[..., bool] = anyone
    #: missing(record): what must be on record before, and what to do; empty where
    #: nothing is.
    missing: Callable[..., str] = nothing_missing
    #: initial(record): what the form starts with.
    initial: Callable[..., dict] = empty_form

    def leads(self, before, after):
        """Whether it brings a record from one state to the other."""
        return before in self.states and after == self.to

    def is_open_for(self, record):
        return record.status in self.states and not record.is_void

    def is_offered(self, record, user):
        may = user.has_perm(self.permission) and self.allowed(record, user)
        return may and self.is_open_for(record)


@dataclass(frozen=True, kw_only=True)
class SigningSheet:
    """What stands on the printed table beside the room for each signature."""

    title: str
    columns: Sequence[Column]
    #: The range filter of the list by which it is about this month, if nothing is said.
    month: str
    #: issuer(): who hands out, which stands above the title.
    issuer: Callable[[], object]
    #: What is left empty for the pen.
    signatures: Sequence[str] = ("签收人", "签收日期")
    #: Fields with choices: the first in which all rows agree goes before the title.
    titled_by: Sequence[str] = ()


def whoever(parent):
    """Most buttons are offered on the page of each parent."""
    return True


@dataclass(frozen=True, kw_only=True)
class PartOf:
    """A small table on the page of the ``parent`` record: its results, its events. The
    part names its whole, so a room may add to the pages of the rooms below it."""

    parent: type[Record]
    label: str
    filter: str  # the part's filter parameter that takes the parent's pk
    paths: Sequence[str] = ()  # which of the part's columns; all, if empty
    create: bool = True  # offer 新增 with the parent filled in
    #: grows(parent): whether there may be more of them now.
    grows: Callable[[Record], bool] = whoever
    #: Which date puts it into a year and into a timeline, and which amount it came to,
    #: for the panel that tells what the parent had this year. Without a date it stays
    #: out of both.
    date: str = ""
    amount: str = ""
    #: Whether that amount came to the parent, whose page sums it up.
    is_received: bool = False
    #: Whether the list of the parents is asked who had one this year, and who none.
    asks_who: bool = False
    #: Buttons on the page of the parent: ((label, further query of the new form), …).
    quick: Sequence[tuple[str, str]] = ()
    #: quick_for(parent): whether they are offered now.
    quick_for: Callable[[Record], bool] = whoever


def nothing_follows(records, *, actor, created):
    """Most kinds are complete when they are saved."""


@dataclass(frozen=True, kw_only=True)
class RecordKind:
    """All that the generic pages need to know of one kind of record."""

    model: type[Record]
    columns: Sequence[Column]
    filterset: type[RecordFilter]
    form: type[RecordForm]
    fieldsets: Sequence[tuple[str, Sequence[str]]]
    #: How a sheet becomes records; None for kinds that only pages change.
    importer: type[RecordImport] | None = RecordImport
    #: The grid in which many are entered at once; None where they come one by one.
    grid: Grid | None = None
    #: The table that is printed and signed; None where nothing is handed out.
    signing: SigningSheet | None = None
    moves: Sequence[Move] = ()
    #: On whose page the records of this kind are shown.
    part_of: Sequence[PartOf] = ()
    #: The dates that a new form starts with as of today.
    starts_today: Sequence[str] = ()
    #: lock(records): lock what their rules count on, so that two who save at the same
    #: time cannot both use up what is left; None where that cannot happen.
    lock: Callable[..., None] | None = None
    #: follow_up(records, actor=…, created=…): what must follow in the transaction in
    #: which records of this kind were created, changed, voided or restored.
    follow_up: Callable[..., None] = nothing_follows
    icon: str = "file-text"
    ordering: Sequence[str] = ("-pk",)
    #: Order of imports: a kind comes after those it refers to.
    rank: int = 50
    #: Whether the search box in the header finds it by its own name; what is only known
    #: by a member's name is found on the member's page.
    searchable: bool = True
    unit: str = "条"  # in which records of this kind are counted
    #: What is to be attached, for kinds that are decided on by it: 证明材料.
    papers: str = ""
    hint: str = ""  # one sentence for the empty list: what this is for
    #: {words of the hint: name of the address to which they lead}
    hint_links: Mapping[str, str] = field(default_factory=dict)
    #: The fields of the form that 批量修改 sets in many records at once.
    bulk_fields: Sequence[str] = ()
    #: Whether ticked records may be voided together: not where each asks for more.
    voids_in_bulk: bool = True

    def __hash__(self):
        return hash(self.model)

    @property
    def label(self):
        return f"{self.model._meta.app_label}.{self.model._meta.model_name}"

    @property
    def name(self):
        return str(self.model._meta.verbose_name)

    def url(self, action, *args):
        opts = self.model._meta
        return reverse(f"{opts.app_label}:{opts.model_name}_{action}", args=args)

    @cached_property
    def default_columns(self):
        """What the list shows to who has chosen nothing else."""
        return tuple(column for column in self.columns if not column.extra)

    @cached_property
    def offered_columns(self):
        """{path: column} of all that one may choose."""
        further = further_columns(self.model, self.columns)
        return {column.path: column for column in (*self.columns, *further)}

    @property
    def measure(self):
        """The word between a number and the name: 48 名会员, 5 条慰问."""
        return "名" if self.unit == "人" else self.unit

    @property
    def list_url(self):
        return self.url("list")

    def has_page(self, action):
        return action in pages_of(self)

    def can(self, user, action):
        return user.has_perm(perm(self.model, action))

    def settle(self, records, *, actor, created=False, checked=False, named=None):
        """What ends a transaction that saved ``records``. ``checked``: their
        rules were checked when all was locked, not only before. ``named``: the fields
        that may name other records than before; all of them, if nothing is said."""
        valid = [record for record in records if not record.is_void]
        if self.lock and not checked:
            self._check_locked(valid)
        self.follow_up(records, actor=actor, created=created)
        refuse_voided(valid, named)

    def _check_locked(self, records):
        self.lock(records)
        facts = self.model.gather_facts(records)
        for record in records:
            record.check_rules(facts)


def record_paths(prefix, kind, pages):
    """The URLs of one kind: members/, members/new/, members/7/edit/, …"""
    name = kind.model._meta.model_name
    return [
        path(
            prefix + page.url_tail,
            page.as_view(kind=kind),
            name=f"{name}_{page.url_name}",
        )
        for page in pages
    ]


@cache
def record_kinds():
    """Every kind that the URLconf shows, in the order of its rooms."""
    kinds = {}
    for _, address in every_address():
        kind = getattr(address.callback, "view_initkwargs", {}).get("kind")
        if kind is not None:
            kinds.setdefault(kind.label, kind)
    return tuple(kinds.values())


@cache
def pages_of(kind):
    """The names of the pages that a kind has: {"list", "create", …}."""
    names = set()
    for _, address in every_address():
        if getattr(address.callback, "view_initkwargs", {}).get("kind") == kind:
            names.add(address.callback.view_class.url_name)
    return names


@cache
def parts_of(model):
    """(kind, part) of every table that belongs on the page of a ``model`` record."""
    return tuple(
        (kind, part)
        for kind in record_kinds()
        for part in kind.part_of
        if part.parent is model
    )


def rows_of(kind, part, record, user):
    """The rows of the part that belong to ``record``: those that the list shows for the
    part's filter, without its form, which would look for the record anew."""
    path = kind.filterset.base_filters[part.filter].field_name
    return kind.model.objects.listed_for(user).filter(**{path: record.pk})


def kind_of(model):
    """The kind of a model's records."""
    return next(kind for kind in record_kinds() if kind.model is model)
