"""What an import would do, row by row, before anything is written."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import Max

from union import audit, twins
from union.errors import Misplaced
from union.following import Following
from union.forms import error_list
from union.locks import lock_kind
from union.models import Record
from union.permissions import perm

from . import fixed
from .finding import NUMBER, FindsKnown
from .headers import counts_rows, guess
from .reading import ReadsCells
from .rows import RowState, silent
from .summary import summary
from .unread import unread_columns


class RecordImport(ReadsCells, FindsKnown):
    """How a sheet becomes records of one kind. A kind's own subclass names its ``key``
    and what else differs."""

    #: The fields by which a row without 编号 is known; () → each such row is new.
    key: tuple[str, ...] = ()
    #: The fields that say who or what a known record is about: where they change, the
    #: sheet more likely names the wrong record.
    identity: tuple[str, ...] = ()
    #: Other headers that people use for a field: {"member": ("工号", "会员")}.
    aliases: Mapping[str, tuple[str, ...]] = {}
    #: Whether the first letters of a choice are enough, where people type them.
    completes = False
    #: Other spellings of choices: {"sex": {"男性": "男"}}.
    spellings: Mapping[str, Mapping[str, str]] = {}
    #: Fields that name records which a workbook brings later, or in the same sheet.
    forward: tuple[str, ...] = ()
    #: Fields of the form that no sheet may set.
    excluded: tuple[str, ...] = ()
    #: {field that no sheet may set: what to do instead}
    elsewhere: Mapping[str, str] = {}

    def __init__(self, kind, user):
        self.kind = kind
        self.user = user
        self.model = kind.model
        self._places = {}
        self._headers = {}

    @cached_property
    def fields(self):
        """{name: form field}: those of the record's own form, for a new record."""
        fields = self.kind.form(user=self.user).fields
        for name in self.defaults.keys() & fields.keys():
            fields[name].required = False
        for field in fields.values():
            field.error_messages["required"] = "不能空着，请填写"
        return {name: f for name, f in fields.items() if name not in self.excluded}

    @cached_property
    def persons(self):
        """The fields that name somebody: of these number and name may each have a
        column, and both must say the same."""
        return {name for name, field in self.fields.items() if fixed.is_person(field)}

    @cached_property
    def defaults(self):
        """{name: value} of the model's fields: what an empty or missing cell means."""
        model_fields = self.model._meta.concrete_fields
        return {f.name: f.get_default() for f in model_fields if f.has_default()}

    @cached_property
    def labels(self):
        return {name: str(field.label) for name, field in self.fields.items()}

    @cached_property
    def words(self):
        """{field: what people call it, best first}, 编号 as "pk" included."""
        words = {
            name: (label, *self.aliases.get(name, ()))
            for name, label in self.labels.items()
        }
        return words | {"pk": (NUMBER,)}

    def guess(self, headers: Iterable[str]) -> dict[str, str]:
        """{header: field name, "pk" or ""}; each field at most once, but a person's."""
        return guess(headers, self.words, self.persons)

    def guess_sheet(self, sheet):
        """The same, of a sheet with rows: a column 编号 that only numbers them names no
        records."""
        mapping = self.guess(sheet.headers)
        numbers = next((h for h, name in mapping.items() if name == "pk"), None)
        counts = numbers and counts_rows(numbers, sheet.cells_under(numbers))
        if counts and not self.names_records(sheet, mapping):
            mapping[numbers] = ""
        return mapping

    def plan(self, sheet, mapping=None, values=None, tell=silent, *, locked=False):
        """Read ``sheet`` with ``mapping`` and say what would happen.

        ``values``: {field: {as the sheet writes it: as the system calls it}};
        ``tell(percent, step)`` is called on the way. ``locked``: with all locked that
        the rules count on, because the same transaction will carry it out.
        """
        tell(20, "核对每一格")
        if locked:
            lock_kind(self.model)
        last_pk = None if locked else newest(self.model)
        plan, columns = self.read(sheet, mapping, values)
        plan.last_pk = last_pk
        tell(50, "查找已有的记录")
        self._find_known(plan, columns)
        plan.unread = unread_columns(self, plan, mapping or self.guess(sheet.headers))
        fixed.fill(self, plan, columns, values or {})
        self._missing_columns(plan, columns)
        if not plan.problems:
            tell(60, "与已有的记录比较")
            self._build(plan)
            self._tell_followed(plan)
            tell(80, "核对规则")
            self._check_rules(plan)
            tell(90, "查找疑似重复")
            self._find_twins(plan)
            plan.summary = summary(self, plan)
        plan.touched = [row.record.pk for row in plan.of(RowState.CHANGED)]
        return plan

    def _missing_columns(self, plan, columns):
        sound = [row for row in plan.rows if row.state is not RowState.ERROR]
        if all(row.record is not None for row in sound or plan.rows):
            return
        required = [name for name in self.fields if self.needs(name, columns)]
        missing = [n for n in required if n not in columns and n not in plan.fixed]
        offered = fixed.fixable(self, columns) if missing else {}
        for name in missing:
            fill = "、填一个统一的值" if name in offered else ""
            plan.problems.append(
                f"缺少必填列“{self.labels[name]}”，请加上这一列，或在对应列中选择它{fill}"
            )

    def needs(self, name, columns):
        """Whether a sheet with these ``columns`` must bring the field, too."""
        if name in self.kind.form.optional:
            return self.model.read_from[name] not in columns
        return self.fields[name].required

    def _build(self, plan):
        self.following = Following(self.model)
        for row in plan.rows:
            if row.state is RowState.ERROR:
                continue
            if row.record is None:
                self._fill_in(row, plan)
                row.record = self.model(**self.initial(row.values))
                row.record.is_migrated = not self.user.is_authenticated
                row.record.prepare()
                self._count_read(row, plan)
            else:
                self._compare(row)

    def _fill_in(self, row, plan):
        """What another field tells; one value for all is meant for the others."""
        typed = {n: v for n, v in row.values.items() if n not in plan.fixed}
        found = self.following.found(typed)
        row.values |= found
        plan.followed.update(found.keys())

    def _count_read(self, row, plan):
        """What ``prepare`` has read from another field, where the cell was empty."""
        for name in self.model.read_from:
            if not row.values.get(name) and getattr(row.record, name):
                plan.followed[name] += 1

    def _follow(self, row, before):
        given = {name for name in row.values if name not in row.kept}
        values = self.following.values(row.record)
        for name, value in self.following.found(values, before, given).items():
            setattr(row.record, name, value)

    def _tell_followed(self, plan):
        for name, count in plan.followed.items():
            follows = self.model.follows.get(name)
            source = follows.leader if follows else self.model.read_from[name]
            leader = self.label_of(source)
            plan.notices.append(
                f"有 {count} 行没有写{self.label_of(name)}，已按{leader}确定"
            )

    def initial(self, values):
        """The constructor's arguments of a new record."""
        return {
            name: value
            for name, value in values.items()
            if value is not None and name not in self._many
        }

    def is_many(self, name):
        return name in self._many

    @cached_property
    def _many(self):
        return {field.name for field in self.model._meta.many_to_many}

    def _compare(self, row):
        record = row.record
        names = {*row.values, *self.model.follows}
        before, values = audit.snapshot(record, names), self.following.values(record)
        stored = self._take_over(row)
        self._follow(row, values)
        record.prepare()
        row.changes |= audit.differences(before, audit.snapshot(record, names))
        self._tell_namesakes(row, stored)
        self._mask_secrets(row, stored)
        row.is_renamed = self._names_another(row)
        if row.state is not RowState.ERROR:
            row.state = RowState.CHANGED if row.changes else RowState.UNCHANGED
            self._refuse_without_right(row)

    def _take_over(self, row):
        """Give the known record what the row says; returns {field: what it was}."""
        record, stored, fixed_names = row.record, {}, []
        called = record.called if self.identity else ""
        for name, value in row.values.items():
            if name in row.kept:
                continue
            if self.is_many(name):
                self._compare_many(row, name, value)
                continue
            stored[name] = old = getattr(record, name)
            if (old if old is not None else "") == (value if value is not None else ""):
                continue
            if name in self.kind.form.only_new:
                fixed_names.append(name)
            else:
                setattr(record, name, value)
        if fixed_names:
            self._refuse_fixed(row, fixed_names, stored, called)
        return stored

    def _refuse_without_right(self, row):
        if row.changes and not self.user.has_perm(perm(self.model, "change")):
            message = (
                f"已有这条{self.kind.name}而内容不同，您没有修改权限，请删去这一行"
            )
            row.refuse("", "", message)

    def _mask_secrets(self, row, stored):
        """A page may show more of them than the log may keep."""
        for name in filter(self.is_secret, stored):
            if (label := self.label_of(name)) not in row.changes:
                continue
            field = self.model._meta.get_field(name)
            row.masked[label] = field.told_change(
                stored[name], getattr(row.record, name)
            )

    def _tell_namesakes(self, row, stored):
        """Who is replaced by another of the same name is a change, too."""
        for name, old in stored.items():
            new = getattr(row.record, name)
            if isinstance(old, Record) and isinstance(new, Record) and old != new:
                names = [old.reference, new.reference]
                row.changes.setdefault(self.label_of(name), names)

    def _names_another(self, row):
        """Whether the record was about someone or something else before."""
        labels = {self.label_of(name) for name in self.identity}
        return any(old for label, (old, _) in row.changes.items() if label in labels)

    def label_of(self, name):
        return str(self.model._meta.get_field(name).verbose_name)

    def _compare_many(self, row, name, value):
        old = list(getattr(row.record, name).all())
        if {item.pk for item in old} != {item.pk for item in value}:
            row.changes[self.labels[name]] = [
                "、".join(sorted(map(str, items))) for items in (old, value)
            ]

    def _check_rules(self, plan):
        rows = [r for r in plan.rows if r.state in (RowState.NEW, RowState.CHANGED)]
        records = [row.record for row in rows]
        if plan.is_locked and self.kind.lock:
            self.kind.lock(records)
        facts = self.model.gather_facts(records)
        for row in rows:
            row.record.sheet_row = row.number
            try:
                row.record.check_rules(facts)
            except ValidationError as error:
                for name, message in error_list(error):
                    row.refuse(self.header_of(name), "", message)
                if isinstance(error, Misplaced):
                    row.misplaced[error.field] = error.to
            else:
                facts.add(row.record)

    def _find_twins(self, plan):
        rows = plan.of(RowState.NEW)
        for index, found in twins.find([row.record for row in rows], self.user).items():
            rows[index].twins = found


def newest(model):
    return model._base_manager.aggregate(last=Max("pk"))["last"] or 0
