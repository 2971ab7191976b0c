"""Which record on file a row of a sheet is about."""

from dataclasses import replace

from union import audit
from union.batched import batched
from union.references import record_number

from .cleaning import EMPTY
from .rows import RowState, cell_at, shown

#: The header of the column that names a record by its number.
NUMBER = "编号"
#: So many rows tell whether it does.
LOOKED_AT = 50


class FindsKnown:
    """The part of an import that finds the records which its rows name."""

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

    def names_records(self, sheet, mapping):
        """Whether most of the first rows are about the records that 编号 names."""
        some = replace(sheet, rows=sheet.rows[:LOOKED_AT])
        plan, columns = self.read(some, mapping)
        self._find_by_number(plan, columns["pk"])
        telling = [n for n in self.identity or self.key if n in columns]
        same = [
            row
            for row in plan.rows
            if row.record
            and all(getattr(row.record, n) == row.values.get(n) for n in telling)
        ]
        return 2 * len(same) > len(plan.rows)

    def _find_by_key(self, plan):
        rows = [row for row in plan.rows if row.state is not RowState.ERROR]
        known = self._known_by_key(rows)
        label = "、".join(self.header_of(name) for name in self.key)
        seen = {}
        for row in rows:
            key = tuple(row.values.get(name) for name in self.key)
            same = known.get(key)
            if key in seen:
                refuse_both(seen[key], row, label)
            elif row.record is None:
                row.record = same
            elif same is not None and same.pk != row.record.pk:
                row.refuse(label, "", f"已有相同的{self.kind.name}（编号 {same.pk}）")
            seen.setdefault(key, row)

    def _known_by_key(self, rows):
        first = {row.values.get(self.key[0]) for row in rows}
        known = {}
        for part in batched(list(first), 5000):
            records = self.known_records().filter(**{f"{self.key[0]}__in": part})
            known |= {self.key_of(record): record for record in records}
        return known

    def _refuse_fixed(self, row, names, stored, called):
        """Refuse ``names``, which no sheet changes. Where the row says that ``called``,
        the record it was taken for, is someone else, that is what is wrong."""
        others = [n for n in self.identity if stored.get(n) != row.values.get(n)]
        if others:
            by_key = self.key and not set(others) & set(self.key)
            found = "、".join(map(self.label_of, self.key)) if by_key else NUMBER
            new = "、".join(shown(row.values.get(name)) for name in others)
            message = (
                f"这个{found}已登记为“{called}”，表里却是“{new}”：请核对{found}；"
                "确是同一个人或事的，请先到该记录的页面改正，再导入"
            )
            row.refuse(self.header_of(others[0]), "", message)
            return
        for name in names:
            old = audit.display(row.record, self.model._meta.get_field(name))
            message = f"已登记为“{old!s}”，不能用导入修改，请在该记录的页面办理变更"
            row.refuse(self.header_of(name), "", message)

    def known_records(self):
        """What a row may be about, with all that it is compared with."""
        fields = [self.model._meta.get_field(name) for name in self.fields]
        one = [field.name for field in fields if field.many_to_one]
        many = [field.name for field in fields if field.many_to_many]
        records = self.model.objects.listed_for(self.user).prefetch_related(*many)
        return records.select_related(*one) if one else records

    def key_of(self, record):
        return tuple(getattr(record, name) for name in self.key)


def refuse_both(first, row, label):
    """Which of two is right cannot be seen, unless they say the same."""
    if first.cells == row.cells:
        row.refuse(label, "", f"与第{first.number}行重复，请删去其中一行")
        return
    for one, other in ((first, row), (row, first)):
        if one.state is not RowState.ERROR:
            message = f"与第{other.number}行{label}相同而内容不同，请核对改正"
            one.refuse(label, "", message)
