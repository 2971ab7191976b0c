"""列设置: the columns of a list that one wants, in order, and how many rows a page."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.views.generic import TemplateView

from union.models import ListSetting

from .rows import RowsMixin, size_in


class ListColumnsView(RowsMixin, TemplateView):
    """Boxes to tick, and buttons that move the ticked ones; works without scripts.

    ``up`` and ``down`` name the column that moves; what is ticked is saved with it.
    """

    url_name, url_tail = "columns", "columns/"
    template_name_suffix = "_columns"

    @property
    def back(self):
        """The list as it was: with its filters."""
        query = self.request.GET.get("query") or self.request.POST.get("query") or ""
        return query, f"{self.kind.list_url}?{query or 'all=1'}"

    def get_context_data(self, **kwargs):
        shown = [column.path for column in self.chosen_columns]
        others = [path for path in self.kind.offered_columns if path not in shown]
        query, url = self.back
        items = [
            (
                self.kind.offered_columns[path],
                self.kind.offered_columns[path].heading(self.kind.model),
                path in shown,
            )
            for path in (*shown, *others)
        ]
        return super().get_context_data(
            items=items, shown=len(shown), query=query, back=url, **kwargs
        )

    def post(self, request, *args, **kwargs):
        query, url = self.back
        if size := size_in(request.POST.get("size")):
            self.remember(page_size=size)
            return redirect(url)
        if "reset" in request.POST:
            self.remember(columns=[])
            messages.success(request, "已恢复默认的列")
            return redirect(url)
        columns, moved = self.sent_columns()
        self.remember(columns=columns)
        if moved:
            target = self.kind.url("columns")
            query = urlencode({"query": query})
            return redirect(f"{target}?{query}#column-{moved}")
        messages.success(request, "已按您的选择显示列，以后打开也是这样")
        return redirect(url)

    def sent_columns(self):
        """The paths that are ticked, in order, and the one that was moved."""
        ticked = dict.fromkeys(self.request.POST.getlist("column"))
        columns = [path for path in ticked if path in self.kind.offered_columns]
        for name, step in (("up", -1), ("down", 1)):
            path = self.request.POST.get(name, "")
            if path in columns:
                at = columns.index(path)
                columns.remove(path)
                columns.insert(max(at + step, 0), path)
                return columns, path
        return columns, ""

    def remember(self, **values):
        own = {"user": self.request.user, "kind": self.kind.label}
        ListSetting.objects.update_or_create(defaults=values, **own)
