"""What an import would do, row by row, before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from django.core.exceptions import ValidationError

from union import audit
from union.excel import header_key
from union.forms import error_list

from .cleaning import EMPTY, ColumnCleaner

#: The header of the column that names a record by its number.
NUMBER = "编号"


class RowState(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERROR = "error"


@dataclass
class PlannedRow:
    """One row of the sheet and what it will become."""

    number: int
    cells: list
    values: dict[str, object] = field(default_factory=dict)
    record: object = None
    state: RowState = RowState.NEW
    changes: dict[str, list[str]] = field(default_factory=dict)
    #: (header, value as it stands in the cell, message)
    errors: list[tuple[str, str, str]] = field(default_factory=list)

    def refuse(self, header, value, message):
        self.state = RowState.ERROR
        self.errors.append((header, value, message))

    def error_texts(self):
        for header, value, message in self.errors:
            place = f"第{self.number}行" + (f"「{header}」" if header else "")
            shown = f"“{value}”" if value and f"“{value}”" not in message else ""
            yield f"{place}：{shown}{message}"


@dataclass
class ImportPlan:
    """``problems`` concern the sheet as a whole: a column that is missing."""

    title: str
    headers: list[str]
    rows: list[PlannedRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def of(self, state):
        return [row for row in self.rows if row.state is state]

    @cached_property
    def counts(self):
        return {str(state): len(self.of(state)) for state in RowState}

    @property
    def is_good(self):
        return not self.problems and not self.of(RowState.ERROR)

    def error_texts(self):
        yield from (f"工作表“{self.title}”：{text}" for text in self.problems)
        for row in self.of(RowState.ERROR):
            for text in row.error_texts():
                yield f"工作表“{self.title}” {text}"


class RecordImport:
    """How a sheet becomes records of one kind. A kind's own subclass names its ``key``
    and what else differs."""

    #: The fields by which a row without 编号 is known; () → each such row is new.
    key: tuple[str, ...] = ()
    #: Other headers that people use for a field: {"member": ("工号", "会员")}.
    aliases: Mapping[str, tuple[str, ...]] = {}
    #: Fields of the form that no sheet may set.
    excluded: tuple[str, ...] = ()

    def __init__(self, kind, user):
        self.kind = kind
        self.user = user
        self.model = kind.model

    @cached_property
    def fields(self):
        """{name: form field}: those of the record's own form, for a new record."""
        fields = self.kind.form(user=self.user).fields
        for name in self.defaults.keys() & fields.keys():
            fields[name].required = False
        return {name: f for name, f in fields.items() if name not in self.excluded}

    @cached_property
    def defaults(self):
        """{name: value} of the model's fields: what an empty or missing cell means."""
        model_fields = self.model._meta.concrete_fields
        return {f.name: f.get_default() for f in model_fields if f.has_default()}

    @cached_property
    def labels(self):
        return {name: str(field.label) for name, field in self.fields.items()}

    def guess(self, headers: Iterable[str]) -> dict[str, str]:
        """{header: field name, "pk" or ""}; each field at most once."""
        names = {header_key(label): name for name, label in self.labels.items()}
        for name, others in self.aliases.items():
            names |= {header_key(other): name for other in others}
        names[header_key(NUMBER)] = "pk"
        mapping, used = {}, set()
        for header in headers:
            name = names.get(header_key(header), "")
            mapping[header] = "" if name in used else name
            used.add(name)
        return mapping

    def plan(self, sheet, mapping=None):
        """Read ``sheet`` with ``mapping`` and say what would happen."""
        mapping = mapping or self.guess(sheet.headers)
        plan = ImportPlan(sheet.title, list(sheet.headers), notices=list(sheet.notices))
        plan.rows = [PlannedRow(row.number, row.cells) for row in sheet.rows]
        columns = {
            name: mapping_index(sheet.headers, mapping, name) for name in used(mapping)
        }
        self._clean_cells(plan, columns)
        self._find_known(plan, columns)
        self._missing_columns(plan, columns)
        if not plan.problems:
            self._build(plan)
            self._check_rules(plan)
        return plan

    def _clean_cells(self, plan, columns):
        for name, index in columns.items():
            if name == "pk":
                continue
            header = plan.headers[index]
            cells = [cell_at(row, index) for row in plan.rows]
            clean = ColumnCleaner(self.fields[name], cells)
            for row, cell in zip(plan.rows, cells, strict=True):
                value, message = clean(cell)
                if message is None and value in EMPTY:
                    row.values[name] = self.defaults.get(name, value)
                elif message is None:
                    row.values[name] = value
                else:
                    row.refuse(header, shown(cell), message)

    def _find_known(self, plan, columns):
        """Set each row's existing record, by its 编号 or by the key."""
        if "pk" in columns:
            self._find_by_number(plan, columns["pk"])
        if self.key and all(name in columns for name in self.key):
            self._find_by_key(plan)

    def _find_by_number(self, plan, index):
        numbers = {}
        for row in plan.rows:
            cell = cell_at(row, index)
            if cell not in EMPTY:
                text = str(cell).removesuffix(".0").strip()
                numbers[row.number] = int(text) if text.isdigit() else None
        wanted = [number for number in numbers.values() if number is not None]
        found = self.known_records().in_bulk(wanted)
        for row in plan.rows:
            if row.number in numbers:
                row.record = found.get(numbers[row.number])
                if row.record is None:
                    message = f"没有这个编号的{self.kind.name}；新增的行请留空编号"
                    row.refuse(NUMBER, shown(cell_at(row, index)), message)

    def _find_by_key(self, plan):
        rows = [row for row in plan.rows if row.state is not RowState.ERROR]
        first = {row.values.get(self.key[0]) for row in rows}
        known = {}
        for part in chunks(list(first), 5000):
            records = self.known_records().filter(**{f"{self.key[0]}__in": part})
            known |= {self.key_of(record): record for record in records}
        seen = {}
        for row in rows:
            key = tuple(row.values.get(name) for name in self.key)
            if key in seen:
                label = "、".join(self.labels[name] for name in self.key)
                row.refuse(label, "", f"与第{seen[key]}行重复，请删去其中一行")
            elif row.record is None:
                row.record = known.get(key)
            seen.setdefault(key, row.number)

    def known_records(self):
        return self.model.objects.listed_for(self.user)

    def key_of(self, record):
        return tuple(getattr(record, name) for name in self.key)

    def _missing_columns(self, plan, columns):
        if all(row.record is not None for row in plan.rows):
            return
        for name, form_field in self.fields.items():
            if form_field.required and name not in columns:
                label = self.labels[name]
                plan.problems.append(
                    f"缺少必填列“{label}”，请加上这一列，或在列对应中选择它"
                )

    def _build(self, plan):
        for row in plan.rows:
            if row.state is RowState.ERROR:
                continue
            if row.record is None:
                row.record = self.model(**self.initial(row.values))
                row.record.prepare()
            else:
                self._compare(row)

    def initial(self, values):
        """The constructor's arguments of a new record."""
        return {
            name: value
            for name, value in values.items()
            if not self.is_many(name) and value is not None
        }

    def is_many(self, name):
        return self.model._meta.get_field(name).many_to_many

    def _compare(self, row):
        record, only_new = row.record, self.kind.form.only_new
        before = audit.snapshot(record, row.values)
        for name, value in row.values.items():
            if self.is_many(name):
                self._compare_many(row, name, value)
                continue
            old = getattr(record, name)
            if (old if old is not None else "") == (value if value is not None else ""):
                continue
            if name in only_new:
                message = f"已登记为“{old}”，不能用导入修改，请在该记录的页面办理变更"
                row.refuse(self.labels[name], str(value), message)
            else:
                setattr(record, name, value)
        record.prepare()
        changes = audit.differences(before, audit.snapshot(record, row.values))
        row.changes |= changes
        if row.state is not RowState.ERROR:
            row.state = RowState.CHANGED if row.changes else RowState.UNCHANGED

    def _compare_many(self, row, name, value):
        old = {str(item) for item in getattr(row.record, name).all()}
        new = {str(item) for item in value}
        if old != new:
            row.changes[self.labels[name]] = [
                "、".join(sorted(old)),
                "、".join(sorted(new)),
            ]

    def _check_rules(self, plan):
        rows = [r for r in plan.rows if r.state in (RowState.NEW, RowState.CHANGED)]
        facts = self.model.gather_facts([row.record for row in rows])
        for row in rows:
            try:
                row.record.check_rules(facts)
            except ValidationError as error:
                for name, message in error_list(error):
                    row.refuse(self.labels.get(name, ""), "", message)
            else:
                facts.add(row.record)


def used(mapping):
    return [name for name in mapping.values() if name]


def mapping_index(headers, mapping, name):
    return next(i for i, header in enumerate(headers) if mapping.get(header) == name)


def cell_at(row, index):
    return row.cells[index] if index < len(row.cells) else None


def shown(cell):
    return "" if cell in EMPTY else str(cell)[:60]


def chunks(items, size):
    for start in range(0, len(items), size):
        yield items[start : start + size]
