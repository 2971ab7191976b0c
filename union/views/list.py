from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import Avg, Count, Sum
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.views.generic import TemplateView

from union import audit, bulk, undo
from union.chips import chips_of, without
from union.columns import MoneyColumn
from union.excel import ColumnSpec, SheetSpec, workbook_response
from union.listing import IN_WORK
from union.models import AuditEntry
from union.permissions import need_export
from union.queue import Queue

from .rows import PAGE_SIZES, RowsMixin, size_in
from .saved import default_here, saved_filters

#: The columns shown, or all that there are.
EXPORTS = ("xlsx", "all")
TICK = (
    '<td class="tick"><input type="checkbox" name="pk" value="{}"'
    ' aria-label="选择第{}行"></td>'
)


class CountedPaginator(Paginator):
    """A paginator that is told the count, which the totals' query gives anyway."""

    def __init__(self, rows, size, count):
        super().__init__(rows, size)
        self.__dict__["count"] = count


class RecordListView(RowsMixin, TemplateView):
    """A filtered, sorted list; ``?export=xlsx`` gives the same rows and columns."""

    url_name, url_tail = "list", ""
    template_name_suffix = "_list"

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") in EXPORTS and self.filterset.is_valid():
            return self.export()
        default = self.setting.default_filter
        if not request.GET and default and default.is_offered_to(request.user):
            return redirect(f"{self.kind.list_url}?{default.query or 'all=1'}")
        return super().get(request, *args, **kwargs)

    def values(self, page):
        """What the rows of this page show. They are picked by their keys: related
        records are joined to these few, not to all that the filters leave."""
        rows = self.kind.model.objects.filter(pk__in=page.object_list)
        paths = [column.shown_path for column in self.chosen_columns]
        return self.in_order(rows.with_details()).values_list("pk", *paths)

    @property
    def page_size(self):
        size = size_in(self.query.get("size")) or self.setting.page_size
        return size if size in PAGE_SIZES else PAGE_SIZES[0]

    def get_context_data(self, **kwargs):
        totals = self.totals()
        here = without(self.query, ())
        keys = self.in_order(self.records).values("pk")
        paginator = CountedPaginator(keys, self.page_size, totals.pop("count"))
        page = paginator.get_page(self.query.get("page"))
        saved = saved_filters(self)
        texts = self.total_cells(totals)
        return super().get_context_data(
            filter=self.filterset,
            chips=chips_of(self.filterset, self.request.user),
            unknown=self.unknown,
            batch=self.batch(),
            saved=saved,
            default_here=default_here(saved),
            object_list=self.records,
            page_obj=page,
            rows=[self.row(*row) for row in enumerate(self.values(page), 1)],
            headings=list(self.headings()),
            totals=texts,
            sums=self.sums(texts),
            has_any=paginator.count or self.get_queryset().exists(),
            sizes=PAGE_SIZES,
            bulk_actions=self.bulk_actions,
            here=here,
            is_work=IN_WORK in self.query,
            columns_query=urlencode({"query": here}),
            **kwargs,
        )

    def batch(self):
        """The batch whose records these are, if it is the reader's."""
        key = self.filterset.form.cleaned_data.get("batch")
        return undo.done_by(self.request.user, [key]).get(key) if key else None

    def row(self, number, values):
        pk, *raw = values
        url = self.detail_url.replace("/0/", f"/{pk}/")
        cells = [
            column.cell(value, labels, url)
            for (column, _, labels), value in zip(self.columns, raw, strict=True)
        ]
        tick = TICK.format(pk, number) if self.bulk_actions else ""
        return mark_safe(tick + "".join(cells))  # noqa: S308  each cell is escaped

    @cached_property
    def bulk_actions(self):
        """What can be done to ticked rows; voided ones are restored one by one."""
        return [] if self.shows_voided else bulk.offered(self.kind, self.request.user)

    @cached_property
    def detail_url(self):
        """Of no record yet; from a part of the list there is a way to the next."""
        queue = Queue.of_list(self.kind, self.query, self.request.user)
        return self.kind.url("detail", 0) + (queue.suffix if queue else "")

    def headings(self):
        """(column, heading, current direction, query string of a click on it)."""
        wanted = self.query.get("sort", "")
        query = self.query.copy()
        query.pop("page", None)
        for column, heading, _ in self.columns:
            direction = {column.path: "ascending", f"-{column.path}": "descending"}
            now = direction.get(wanted, "")
            query["sort"] = f"-{column.path}" if now == "ascending" else column.path
            yield column, heading, now, query.urlencode() if column.order else ""

    def totals(self):
        """The count, and the sum or average of each column that has one, of all
        filtered rows."""
        summed = [c for c in self.chosen_columns if c.total or c.average]
        # The details join other tables: a sum that needs none of them goes without.
        is_plain = all(column.field(self.kind.model) for column in summed)
        rows = self.records if is_plain else self.records.with_details()
        sums = {f"sum_{c.path}": (Avg if c.average else Sum)(c.path) for c in summed}
        return rows.aggregate(count=Count("*"), **sums)

    def total_cells(self, totals):
        """One text for each column of the foot, None where it is not summed up; none
        where nothing is."""
        if not totals:
            return []
        return [
            self.total_cell(column, totals.get(f"sum_{column.path}"))
            for column in self.chosen_columns
        ]

    def total_cell(self, column, value):
        places = ".2f" if isinstance(column, MoneyColumn) else ""
        if column.total:
            return f"{value or 0:,{places}}"
        if not column.average:
            return None
        return "—" if value is None else f"平均 {value:,{places or '.1f'}}"

    def sums(self, texts):
        """[("人数合计", "862"), ("办结天数", "平均 29.3"), …] of the foot,
        to be said above the table, too."""
        pairs = zip(self.columns, texts, strict=False)
        return [
            (
                f"{heading}合计" if column.total and "合计" not in heading else heading,
                text,
            )
            for (column, heading, _), text in pairs
            if text is not None
        ]

    def export(self):
        """The rows as they are filtered and sorted, with the columns as shown."""
        need_export(self.request.user, self.kind.model)
        columns = self.columns
        if self.query["export"] == "all":
            model, offered = self.kind.model, self.kind.offered_columns.values()
            columns = [(c, c.heading(model), c.labels(model)) for c in offered]
        title = str(self.kind.model._meta.verbose_name_plural)
        specs = [
            ColumnSpec(heading, kind=column.kind) for column, heading, _ in columns
        ]
        sheet = SheetSpec(title, specs, self.sheet_rows(columns))
        audit.log(
            self.request.user,
            AuditEntry.Action.EXPORT,
            self.kind.model,
            note="；".join((f"{self.records.count()} 行", *self.conditions())),
        )
        return workbook_response(f"{title}-{timezone.localdate():%Y%m%d}.xlsx", [sheet])

    def conditions(self):
        chips = chips_of(self.filterset, self.request.user)
        return [chip.text for chip in chips]

    def sheet_rows(self, columns):
        values = self.ordered().values_list(*(column.path for column, _, _ in columns))
        # All are read before the first is written: an open query of SQLite would let
        # nobody save while the workbook grows.
        for raw in values:
            yield [
                column.value(value, labels)
                for (column, _, labels), value in zip(columns, raw, strict=True)
            ]
