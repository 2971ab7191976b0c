"""The end of an import: what would happen, what has happened, and the bad rows."""

from collections import defaultdict

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.functional import cached_property

from union import notices, remarks, twins, undo
from union.errors import RuleViolation
from union.excel import CellError, ColumnSpec, Marked, SheetSpec, workbook_response
from union.imports import RowState, jobs, preview, running
from union.imports.forms import DecisionForm
from union.imports.headers import ERRORS
from union.models import Job

from .before import page_before
from .imports import BatchPage, next_page
from .jobs import shown_job


class ImportPreviewView(BatchPage):
    """Steps 3 and 4: what would happen, and what has happened."""

    url_name, url_tail = "import_preview", "import/<uuid:batch>/"
    template_name_suffix = "_import_preview"

    @cached_property
    def job(self):
        """What a long sheet waits for: its check or its import; else None."""
        if self.batch.is_done or not jobs.is_long(self.batch):
            return None
        job = jobs.job_of(self.batch)
        is_checked = job.kind == jobs.CHECK and job.status == Job.Status.DONE
        return None if is_checked else job

    def get_template_names(self):
        return ["records/import_job.html"] if self.job else super().get_template_names()

    def post(self, request, *args, **kwargs):
        if self.batch.is_done:
            messages.info(request, "这个文件已经导入过，没有重复导入")
            return redirect(self.kind.list_url)
        for name in ("discard", "totals", "words", "again"):
            if name in request.POST:
                return getattr(self, name)()
        if self.job:
            return redirect(request.path)
        form = DecisionForm(request.POST, plan=self.plan)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self.carry_out(form.decision(good_only="good_only" in request.POST))

    def totals(self):
        running.take_totals(self.batch, self.request.POST["totals"] == "data")
        return redirect(self.request.path)

    def words(self):
        running.ask_again(self.batch)
        return redirect(next_page(self.kind, self.batch))

    def again(self):
        jobs.start_check(self.batch)
        return redirect(self.request.path)

    def discard(self):
        try:
            running.discard(self.batch)
        except RuleViolation as error:
            messages.error(self.request, "；".join(error.messages))
        else:
            text = f"已放弃“{self.batch.filename}”，上传的文件已删除"
            messages.success(self.request, text)
        return redirect(page_before(self.request))

    def carry_out(self, decision):
        if jobs.is_long(self.batch):
            jobs.start_import(self.batch, decision)
            return redirect(self.request.path)
        try:
            batch = running.carry_out(self.batch, decision)
        except RuleViolation as error:
            messages.error(self.request, "；".join(error.messages))
        else:
            link = f"{self.kind.list_url}?batch={self.batch.pk}"
            text = running.told(self.batch)
            notices.success(self.request, text, link=link, undo=batch)
        return redirect(self.request.path)

    def get_context_data(self, **kwargs):
        if self.batch.is_done:
            return super().get_context_data(**kwargs | self.finished())
        if self.job:
            return super().get_context_data(**kwargs | shown_job(self.job))
        running.settle(self.batch, self.plan)
        kwargs.setdefault("form", DecisionForm(plan=self.plan))
        return super().get_context_data(**kwargs | self.previewed())

    def finished(self):
        kept = running.undo_of(self.batch)
        is_open = kept is not None and kept.undone_at is None
        obstacles = undo.obstacles(kept) if is_open else []
        return {
            "done": True,
            "counts": self.batch.counts,
            "undo": kept,
            "may_undo": is_open,
            "remarks": self.remarks(undo.numbers_of(kept) if is_open else {}),
            "obstacles": obstacles,
            "rest": undo.size_of(kept) - len(obstacles) if obstacles else 0,
        }

    def remarks(self, records):
        return remarks.about_all(records, self.request.user)

    def previewed(self):
        plan = self.plan
        doubts = Paginator(plan.doubtful[: preview.DOUBTS], preview.PAGE)
        page = doubts.get_page(self.request.GET.get("page"))
        return {
            "plan": plan,
            "counts": plan.counts,
            "total": len(plan.rows),
            "rows": plan.counts["new"] + plan.counts["changed"],
            "unknown": running.unanswered_of(self.batch, plan),
            "taken": preview.words_taken(self.importer, plan, self.batch.values),
            "errors": preview.error_groups(plan),
            "renamed": plan.renamed[: preview.SHOWN],
            "twin_page": page,
            "lookalikes": list(preview.lookalikes(plan, page.object_list)),
            "twins_why": twins.why(self.kind.model),
            "changed": plan.plainly_changed[: preview.SHOWN],
            "new": preview.first_rows(self.importer, plan),
            "remarks": self.remarks({self.kind.model: plan.touched}),
            "shown": preview.SHOWN,
        }


class ImportErrorsView(BatchPage):
    """A workbook of only the bad rows: the wrong cells are coloured and say why, a last
    column says all that is wrong."""

    url_name, url_tail = "import_errors", "import/<uuid:batch>/errors/"
    http_method_names = ["get"]

    def get(self, request, *args, **kwargs):
        plan = self.plan
        if plan is None:
            return self.to_preview()
        headers = [header for header in plan.headers if header != ERRORS]
        columns = [ColumnSpec(header) for header in (*headers, ERRORS)]
        rows = (
            [*without_errors(marked(row, plan.headers), plan.headers), errors_of(row)]
            for row in plan.of(RowState.ERROR)
        )
        sheet = SheetSpec(plan.title, columns, rows)
        return workbook_response(f"{self.kind.name}-错误行.xlsx", [sheet])


def errors_of(row):
    """What is wrong, after whom it is about, as far as the cells do not say that."""
    in_cells = " ".join(map(str, row.cells))
    known = any(word not in in_cells for word in row.who.split())
    texts = "；".join(row.error_texts())
    return f"{row.who}：{texts}" if known else texts


def without_errors(cells, headers):
    """The cells of all columns but that of the errors."""
    return [c for c, header in zip(cells, headers, strict=True) if header != ERRORS]


def marked(row, headers):
    """The cells as they stand in the sheet, what cannot be used as its text; the wrong
    ones marked. An error about several columns marks them all."""
    notes = defaultdict(list)
    for header, _, message in row.errors:
        wrong = [header] if header in headers else header.split("、")
        for name in wrong:
            notes[name].append(message)
    cells = [str(cell) if isinstance(cell, CellError) else cell for cell in row.cells]
    cells += [None] * (len(headers) - len(cells))
    return [
        Marked(cell, "；".join(notes[header])) if header in notes else cell
        for cell, header in zip(cells, headers, strict=True)
    ]
