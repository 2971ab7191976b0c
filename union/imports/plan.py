"""What an import would do, row by row, before anything is written."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import Max

from union import audit, twins
from union.excel import header_key
from union.fields import EncryptedTextField
from union.forms import error_list
from union.models import Record
from union.permissions import perm
from union.references import record_number

from .cleaning import EMPTY, ColumnCleaner
from .rows import ImportPlan, PlannedRow, RowState

BLANK: tuple[object, ...] = (*EMPTY, [])
#: An empty cell leaves a known record's value alone; this empties it.
CLEARED = ("-", "－")
#: The header of the column that names a record by its number.
NUMBER = "编号"


class RecordImport:
    """How a sheet becomes records of one kind. A kind's own subclass names its ``key``
    and what else differs."""

    #: The fields by which a row without 编号 is known; () → each such row is new.
    key: tuple[str, ...] = ()
    #: Other headers that people use for a field: {"member": ("工号", "会员")}.
    aliases: Mapping[str, tuple[str, ...]] = {}
    #: Fields that name records which a workbook brings later, or in the same sheet.
    forward: tuple[str, ...] = ()
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
        for header in filter(None, headers):
            name = names.get(header_key(header), "")
            mapping[header] = "" if name in used else name
            used.add(name)
        return mapping

    def plan(self, sheet, mapping=None):
        """Read ``sheet`` with ``mapping`` and say what would happen."""
        mapping = mapping or self.guess(sheet.headers)
        plan = ImportPlan(sheet.title, list(sheet.headers), notices=list(sheet.notices))
        plan.last_pk = newest(self.model)
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
            self._find_twins(plan)
        return plan

    def _clean_cells(self, plan, columns):
        for name, index in columns.items():
            if name == "pk":
                continue
            header = plan.headers[index]
            cells = [cell_at(row, index) for row in plan.rows]
            check = self.model._meta.get_field(name).run_validators
            clean = ColumnCleaner(self.fields[name], cells, check)
            for row, cell in zip(plan.rows, cells, strict=True):
                is_cleared = cell in CLEARED and not self.fields[name].required
                value, message = clean(None if is_cleared else cell)
                if message is not None:
                    row.refuse(header, self.quoted(name, cell), message)
                    continue
                row.values[name] = value
                if value in BLANK and not is_cleared:
                    row.values[name] = self.defaults.get(name, value)
                    row.kept.add(name)

    def is_secret(self, name):
        return isinstance(self.model._meta.get_field(name), EncryptedTextField)

    def quoted(self, name, cell):
        """The cell as an error repeats it: a secret is left out."""
        return "" if self.is_secret(name) else shown(cell)

    def _find_known(self, plan, columns):
        """Set each row's existing record, by its 编号 or by the key."""
        if "pk" in columns:
            self._find_by_number(plan, columns["pk"])
        if self.key and all(name in columns for name in self.key):
            self._find_by_key(plan)
        self._refuse_twice(plan)

    def _refuse_twice(self, plan):
        """Two rows about one record would overwrite each other."""
        seen = {}
        for row in plan.rows:
            if row.record is None or row.state is RowState.ERROR:
                continue
            first = seen.setdefault(row.record.pk, row.number)
            if first != row.number:
                message = f"与第{first}行是同一条{self.kind.name}，请删去其中一行"
                row.refuse(NUMBER, "", message)

    def _find_by_number(self, plan, index):
        numbers = {}
        for row in plan.rows:
            cell = cell_at(row, index)
            if cell not in EMPTY:
                text = str(cell).removesuffix(".0").strip()
                numbers[row.number] = record_number(text)
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
            label = "、".join(self.labels[name] for name in self.key)
            same = known.get(key)
            if key in seen:
                row.refuse(label, "", f"与第{seen[key]}行重复，请删去其中一行")
            elif row.record is None:
                row.record = same
            elif same is not None and same.pk != row.record.pk:
                row.refuse(label, "", f"已有相同的{self.kind.name}（编号 {same.pk}）")
            seen.setdefault(key, row.number)

    def known_records(self):
        """What a row may be about, with all that it is compared with."""
        fields = [self.model._meta.get_field(name) for name in self.fields]
        one = [field.name for field in fields if field.many_to_one]
        many = [field.name for field in fields if field.many_to_many]
        records = self.model.objects.listed_for(self.user).prefetch_related(*many)
        return records.select_related(*one) if one else records

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
                row.record.is_migrated = not self.user.is_authenticated
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
        return name in self._many

    @cached_property
    def _many(self):
        return {field.name for field in self.model._meta.many_to_many}

    def _compare(self, row):
        record, only_new = row.record, self.kind.form.only_new
        before = audit.snapshot(record, row.values)
        stored = {}
        for name, value in row.values.items():
            if name in row.kept:
                continue
            if self.is_many(name):
                self._compare_many(row, name, value)
                continue
            stored[name] = old = getattr(record, name)
            if (old if old is not None else "") == (value if value is not None else ""):
                continue
            if name in only_new:
                old = audit.display(record, self.model._meta.get_field(name))
                message = f"已登记为“{old!s}”，不能用导入修改，请在该记录的页面办理变更"
                row.refuse(self.labels[name], "", message)
            else:
                setattr(record, name, value)
        record.prepare()
        row.changes |= audit.differences(before, audit.snapshot(record, row.values))
        self._tell_namesakes(row, stored)
        if row.state is RowState.ERROR:
            return
        row.state = RowState.CHANGED if row.changes else RowState.UNCHANGED
        if row.changes and not self.user.has_perm(perm(self.model, "change")):
            message = (
                f"已有这条{self.kind.name}而内容不同，您没有修改权限，请删去这一行"
            )
            row.refuse("", "", message)

    def _tell_namesakes(self, row, stored):
        """Who is replaced by another of the same name is a change, too."""
        for name, old in stored.items():
            new = getattr(row.record, name)
            if isinstance(old, Record) and isinstance(new, Record) and old != new:
                label = str(self.model._meta.get_field(name).verbose_name)
                row.changes.setdefault(label, [old.reference, new.reference])

    def _compare_many(self, row, name, value):
        old = list(getattr(row.record, name).all())
        if {item.pk for item in old} != {item.pk for item in value}:
            row.changes[self.labels[name]] = [
                "、".join(sorted(map(str, items))) for items in (old, value)
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

    def _find_twins(self, plan):
        rows = plan.of(RowState.NEW)
        for index, found in twins.find([row.record for row in rows]).items():
            rows[index].twins = found


def newest(model):
    return model._base_manager.aggregate(last=Max("pk"))["last"] or 0


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
