from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.generic import TemplateView

from union import audit
from union.columns import MoneyColumn
from union.excel import ColumnSpec, SheetSpec, workbook_response
from union.models import AuditEntry

from .base import KindMixin

PAGE_SIZES = (50, 100, 200)


class CountedPaginator(Paginator):
    """A paginator that is told the count, which the totals' query gives anyway."""

    def __init__(self, rows, size, count):
        super().__init__(rows, size)
        self.__dict__["count"] = count


class RecordListView(KindMixin, TemplateView):
    """A filtered, sorted list; ``?export=xlsx`` gives the same rows and columns."""

    url_name, url_tail = "list", ""
    template_name_suffix = "_list"

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") == "xlsx" and self.filterset.is_valid():
            return self.export()
        return super().get(request, *args, **kwargs)

    @cached_property
    def filterset(self):
        rows = self.get_queryset()
        show_voided = self.request.GET.get("voided") == "1"
        if show_voided and self.kind.can(self.request.user, "delete"):
            rows = rows.voided()
        else:
            rows = rows.valid()
        return self.kind.filterset(self.request.GET, queryset=rows)

    @cached_property
    def records(self):
        """What the filters leave, unordered."""
        if not self.filterset.is_valid():
            return self.kind.model.objects.none()
        return self.filterset.qs

    @cached_property
    def columns(self):
        """(column, its heading, its choice labels) of each column."""
        model = self.kind.model
        return [(c, c.heading(model), c.labels(model)) for c in self.kind.columns]

    def ordered(self):
        """By ``?sort=path`` or ``?sort=-path``, where that is a column of ours."""
        wanted = self.request.GET.get("sort", "")
        records = self.records.with_details()
        for column in self.kind.columns:
            if column.order and column.path == wanted.removeprefix("-"):
                sign = "-" if wanted.startswith("-") else ""
                return records.order_by(sign + column.order, f"{sign}pk")
        return records.order_by(*self.kind.ordering)

    def values(self):
        return self.ordered().values_list("pk", *(c.path for c in self.kind.columns))

    def get_context_data(self, **kwargs):
        totals = self.totals()
        size = self.request.GET.get("size", "")
        size = int(size) if size in map(str, PAGE_SIZES) else PAGE_SIZES[0]
        # Names are joined to the rows of this page only, not to all that are sorted.
        keys = self.ordered().values_list("pk", flat=True)
        paginator = CountedPaginator(keys, size, totals.pop("count"))
        page = paginator.get_page(self.request.GET.get("page"))
        values = self.values().filter(pk__in=list(page.object_list))
        return super().get_context_data(
            filter=self.filterset,
            object_list=self.records,
            page_obj=page,
            rows=[self.row(row) for row in values],
            headings=self.headings(),
            totals=self.total_cells(totals),
            has_any=paginator.count or self.get_queryset().exists(),
            sizes=PAGE_SIZES,
            **kwargs,
        )

    def row(self, values):
        pk, *raw = values
        url = self.detail_url.replace("/0/", f"/{pk}/")
        cells = (
            column.cell(value, labels, url)
            for (column, _, labels), value in zip(self.columns, raw, strict=True)
        )
        return mark_safe("".join(cells))  # noqa: S308  each cell is escaped

    @cached_property
    def detail_url(self):
        return self.kind.url("detail", 0)

    def headings(self):
        """(column, heading, current direction, query string value of a click)."""
        wanted = self.request.GET.get("sort", "")
        for column, heading, _ in self.columns:
            direction = {column.path: "ascending", f"-{column.path}": "descending"}
            now = direction.get(wanted, "")
            click = f"-{column.path}" if now == "ascending" else column.path
            yield column, heading, now, click if column.order else ""

    def totals(self):
        """The count, and the sum of each column that has one, of all filtered rows."""
        summed = [column for column in self.kind.columns if column.total]
        # The details join other tables: a sum that needs none of them goes without.
        is_plain = all(column.field(self.kind.model) for column in summed)
        rows = self.records if is_plain else self.records.with_details()
        sums = {f"sum_{column.path}": Sum(column.path) for column in summed}
        return rows.aggregate(count=Count("pk"), **sums)

    def total_cells(self, totals):
        """One text for each column of the foot; empty where nothing is summed up."""
        if not totals:
            return []
        texts = []
        for column, _, _ in self.columns:
            value = totals.get(f"sum_{column.path}") if column.total else None
            if column.total:
                value = value or 0
            money = isinstance(column, MoneyColumn) and value is not None
            texts.append(f"{value:,.2f}" if money else value)
        return texts

    def export(self):
        title = str(self.kind.model._meta.verbose_name_plural)
        specs = [
            ColumnSpec(heading, kind=column.kind) for column, heading, _ in self.columns
        ]
        sheet = SheetSpec(title, specs, self.sheet_rows())
        query = self.request.GET.urlencode()
        rows = self.records.count()
        audit.log(
            self.request.user,
            AuditEntry.Action.EXPORT,
            self.kind.model,
            note=f"{rows} 行；{query}",
        )
        return workbook_response(f"{title}-{timezone.localdate():%Y%m%d}.xlsx", [sheet])

    def sheet_rows(self):
        columns = [(column, labels) for column, _, labels in self.columns]
        for _, *raw in self.values().iterator(chunk_size=2000):
            yield [
                column.value(value, labels)
                for (column, labels), value in zip(columns, raw, strict=True)
            ]
