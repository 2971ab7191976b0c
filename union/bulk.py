"""What is done to many records of one kind at once: first a plan that changes nothing,
then one transaction, one batch in the log and one undo."""

from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from . import audit, states, undo
from .blocked import users_of
from .errors import Conflict, RuleViolation, explain_refusal
from .fields import BlindIndexField
from .following import Following
from .models import AuditEntry

#: More at once would keep other people's saves waiting.
MOST = 5000
#: How many a recap shows.
SHOWN = 10

CHANGE, VOID, EXPORT = "change", "void", "export"


@dataclass(frozen=True)
class BulkAction:
    name: str
    label: str


def offered(kind, user):
    """The BulkActions of a kind that ``user`` may take."""
    actions = []
    if kind.bulk_fields and kind.has_page("update") and kind.can(user, "change"):
        actions.append(BulkAction(CHANGE, "批量修改"))
    if kind.voids_in_bulk and kind.has_page("void") and kind.can(user, "delete"):
        actions.append(BulkAction(VOID, "作废"))
    if kind.can(user, "export"):
        actions.append(BulkAction(EXPORT, "导出所选"))
    return actions


@dataclass
class BulkPlan:
    """What would happen to each of the chosen records."""

    kind: object
    action: str
    title: str
    chosen: list = field(default_factory=list)
    label: str = ""  # what the changed field is called
    #: {pk: why it cannot be done}
    refused: dict[int, str] = field(default_factory=dict)
    #: {pk: {label: [old, new]}} of a change
    changes: dict[int, dict] = field(default_factory=dict)
    #: {pk: what undo goes back to}
    befores: dict[int, dict] = field(default_factory=dict)
    #: The fields that a change writes.
    written: set[str] = field(default_factory=set)

    @property
    def told(self):
        """What a message says of the fields that follow the changed one."""
        counts = Counter(
            label
            for record in self.good
            for label in self.changes.get(record.pk, ())
            if label != self.label
        )
        return [
            f"其中 {n} {self.kind.unit}的{label}随{self.label}改变"
            for label, n in counts.items()
        ]

    @property
    def verb(self):
        return "作废" if self.action == VOID else "修改"

    @property
    def good(self):
        """The records to which it will be done."""
        return [
            record
            for record in self.chosen
            if record.pk not in self.refused
            and (self.action == VOID or record.pk in self.changes)
        ]

    @property
    def unchanged(self):
        """How many have the value already."""
        if self.action == VOID:
            return 0
        return len(self.chosen) - len(self.good) - len(self.refused)

    @property
    def more(self):
        """How many it will be done to beyond those that the page shows."""
        return max(len(self.good) - SHOWN, 0)

    @property
    def refusals(self):
        return [(r, self.refused[r.pk]) for r in self.chosen if r.pk in self.refused]

    @property
    def fingerprint(self):
        """Other records, or other versions of them, give another one."""
        seen = sorted(self.versions.items())
        return sha256(repr(seen).encode()).hexdigest()[:32]

    @property
    def versions(self):
        return {record.pk: record.version for record in self.chosen}


def with_names(kind, rows):
    """The queryset ``rows`` in one order, with all that the records name."""
    names = [f.name for f in kind.model._meta.concrete_fields if f.many_to_one]
    return rows.select_related(*names).order_by("pk")


def loaded(kind, rows):
    """The records of the queryset ``rows``, with all that they name; one query."""
    records = list(with_names(kind, rows)[: MOST + 1])
    if len(records) > MOST:
        raise RuleViolation(f"一次最多处理 {MOST:,} 条，请先缩小筛选范围")
    return records


def plan_void(kind, rows):
    """作废: what other valid records use stays."""
    records = loaded(kind, rows)
    plan = BulkPlan(kind, VOID, f"作废 {kind.name}", records)
    plan.written = {"voided_at"}
    pks = [record.pk for record in records]
    plan.refused = users_of(kind.model, pks) | kind.model.fixed_among(pks)
    plan.befores = {r.pk: states.of(r, {"voided_at"}) for r in records}
    return plan


def plan_change(kind, rows, name, value):
    """修改: ``name`` becomes ``value`` in all, as far as the rules let it."""
    model_field = kind.model._meta.get_field(name)
    label = str(model_field.verbose_name)
    records = loaded(kind, rows)
    plan = BulkPlan(kind, CHANGE, f"修改{kind.name}的{label}", records, label)
    following = Following(kind.model)
    led = following.led_by(name)
    followers = [n for n in kind.model.derived_fields if not is_index(kind.model, n)]
    followers += led
    touched = [r for r in records if getattr(r, name) != value]
    for record in touched:
        before = audit.snapshot(record, {name, *led})
        plan.befores[record.pk] = states.of(record, {name, *followers})
        derived = {n: getattr(record, n) for n in followers}
        _set(record, name, value, following)
        plan.written |= {n for n, old in derived.items() if getattr(record, n) != old}
        after = audit.snapshot(record, {name, *led})
        plan.changes[record.pk] = audit.differences(before, after)
    plan.written.add(name)
    _check_rules(kind, touched, plan)
    return plan


def _set(record, name, value, following):
    """Set the field, and what follows from it."""
    before = following.values(record)
    setattr(record, name, value)
    for follower, found in following.found(before | {name: value}, before).items():
        setattr(record, follower, found)
    record.prepare()


def is_index(model, name):
    """A blind index follows from a secret, which no bulk change touches."""
    return isinstance(model._meta.get_field(name), BlindIndexField)


def _check_rules(kind, records, plan):
    facts = kind.model.gather_facts(records)
    for record in records:
        try:
            record.check_rules(facts)
        except ValidationError as error:
            plan.refused[record.pk] = "；".join(error.messages)
        else:
            facts.add(record)


@transaction.atomic
def commit(make_plan, *, seen, actor, good_only=False, note=""):
    """Make the plan once more, and carry it out if it is about what was ``seen``.

    Returns (plan, UndoBatch). Raises Conflict where the records have changed since,
    RuleViolation where some cannot be done and ``good_only`` was not chosen.
    """
    plan = make_plan()
    _refuse_stale(plan, seen)
    if plan.action == VOID:  # once more: from here on nobody else can name them
        plan.refused = users_of(plan.kind.model, list(plan.versions))
    if plan.refused and not good_only:
        raise RuleViolation(
            f"有 {len(plan.refused)} {plan.kind.unit}不能{plan.verb}，"
            "请勾选“略过它们”，或返回列表重新选择"
        )
    records = plan.good
    if not records:
        raise RuleViolation("没有可以处理的记录")
    batch = uuid4()
    with _explained(records):
        _write(plan, records)
    plan.kind.settle(records, actor=actor, named=plan.written)
    _log(plan, records, actor, batch, note)
    title = f"{plan.title} {len(records)} {plan.kind.unit}"
    changed = [(record, plan.befores[record.pk]) for record in records]
    return plan, undo.keep(batch, actor=actor, title=title, changed=changed)


def _refuse_stale(plan, seen):
    """From here on nobody else changes these records."""
    stored = plan.kind.model._base_manager.select_for_update().order_by("pk")
    stored = stored.filter(pk__in=list(plan.versions)).values_list("pk", "version")
    if plan.fingerprint != seen or dict(stored) != plan.versions:
        raise Conflict("核对期间有记录被修改、新增或作废，请核对最新内容后再确定")


def _write(plan, records):
    """One UPDATE for each different outcome, which mostly is one for all."""
    now = timezone.now()
    outcomes = defaultdict(list)
    for record in records:
        if plan.action == VOID:
            record.voided_at = now
        record.version += 1
        record.updated_at = now
        outcomes[tuple((n, getattr(record, n)) for n in sorted(plan.written))].append(
            record.pk
        )
    for values, pks in outcomes.items():
        rows = plan.kind.model._base_manager.filter(pk__in=pks)
        rows.update(version=F("version") + 1, updated_at=now, **dict(values))


@contextmanager
def _explained(records):
    """Where the database refuses a record that the rules let pass, say why."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        explain_refusal((f"“{record}”", record) for record in records)
        raise


def _log(plan, records, actor, batch, note):
    action = AuditEntry.Action.VOID if plan.action == VOID else AuditEntry.Action.UPDATE
    audit.log_many(
        actor,
        action,
        records,
        changes=plan.changes,
        notes=dict.fromkeys(plan.versions, note),
        batch=batch,
    )
