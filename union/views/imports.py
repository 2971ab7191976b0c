"""Import in four steps: upload → which column is what → check → import, or nothing.
What is done to a batch stands in union.imports.running."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from union import notices
from union.errors import RuleViolation
from union.excel import (
    CellError,
    ColumnSpec,
    SheetSpec,
    WorkbookRefused,
    download,
    workbook_response,
    write_template,
)
from union.forms import UploadForm
from union.imports import RowState, jobs, preview, running
from union.imports.forms import ColumnsForm, DecisionForm, WordsForm
from union.imports.headers import ERRORS
from union.imports.template import template_sheets
from union.models import ImportBatch, Job
from union.models.imports import SheetGone

from .base import KindMixin
from .jobs import shown_job

RECENT = 5


class ImportPage(KindMixin):
    permission_action = "add"

    @classmethod
    def serves(cls, kind):
        return kind.importer is not None

    @cached_property
    def importer(self):
        return self.kind.importer(self.kind, self.request.user)


class ImportView(ImportPage, FormView):
    """Step 1."""

    url_name, url_tail = "import", "import/"
    template_name_suffix = "_import"
    form_class = UploadForm

    def form_valid(self, form):
        user = self.request.user
        try:
            batch = running.start(form.cleaned_data["file"], kind=self.kind, user=user)
        except WorkbookRefused as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        if running.needs_columns(batch):
            return redirect(self.kind.url("import_columns", batch.pk))
        return redirect(next_page(self.kind, batch))

    def get_context_data(self, **kwargs):
        own = ImportBatch.objects.visible_to(self.request.user).with_undone()
        recent = own.filter(kind=self.kind.label)[:RECENT]
        return super().get_context_data(recent=recent, **kwargs)


class ImportTemplateView(ImportPage, TemplateView):
    """An empty sheet with the right headers, drop-downs, a sample row and the rules."""

    url_name, url_tail = "import_template", "import/template/"

    def get(self, request, *args, **kwargs):
        sheets = template_sheets([self.kind], request.user)
        return download(f"{self.kind.name}导入模板.xlsx", write_template(sheets))


class BatchPage(ImportPage, TemplateView):
    """A page about one uploaded sheet. Without the sheet there is nothing to do but to
    upload it again."""

    @cached_property
    def batch(self):
        own = ImportBatch.objects.visible_to(self.request.user)
        return get_object_or_404(own, pk=self.kwargs["batch"], kind=self.kind.label)

    @cached_property
    def plan(self):
        """Of a long sheet what its last check found, which may not be there yet."""
        is_long = jobs.is_long(self.batch)
        return jobs.plan_of(self.batch) if is_long else running.check(self.batch)

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except (SheetGone, WorkbookRefused):
            text = f"“{self.batch.filename}”已经不能读取，请重新上传"
            messages.error(request, text)
            return redirect(self.kind.url("import"))

    def to_preview(self):
        return redirect(self.kind.url("import_preview", self.batch.pk))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs | {"batch": self.batch})


class OpenBatchPage(BatchPage):
    """A step before the import; behind it there is no way back."""

    def dispatch(self, request, *args, **kwargs):
        may = self.has_permission() and self.batch.is_done
        return self.to_preview() if may else super().dispatch(request, *args, **kwargs)


class ImportColumnsView(OpenBatchPage):
    """Step 2: which sheet, and which of its columns is which field."""

    url_name, url_tail = "import_columns", "import/<uuid:batch>/columns/"
    template_name_suffix = "_import_columns"

    @cached_property
    def sheets(self):
        return running.sheets_of(self.batch)

    @property
    def sheet(self):
        return next(s for s in self.sheets if s.title == self.batch.sheet)

    def post(self, request, *args, **kwargs):
        if "sheet" in request.POST:
            return self.choose_sheet()
        if "guess" in request.POST:
            running.forget_columns(self.batch, self.sheet)
            return redirect(request.path)
        form = ColumnsForm(request.POST, importer=self.importer, batch=self.batch)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        running.choose_columns(self.batch, self.sheet, form.mapping())
        return redirect(next_page(self.kind, self.batch))

    def choose_sheet(self):
        for sheet in self.sheets:
            if sheet.title == self.request.POST["sheet"]:
                running.choose_sheet(self.batch, sheet)
        return redirect(self.request.path)

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or ColumnsForm(
            importer=self.importer, batch=self.batch
        )
        mapping = dict(self.batch.mapping)
        return super().get_context_data(
            form=form,
            sheet=self.sheet,
            sheets=self.sheets,
            columns=list(self.columns(form, mapping)),
            remembered=running.remembered_columns(self.batch, self.sheet),
            is_unknown=not any(mapping.values()),
            missing=running.missing_labels(self.importer, mapping),
            **kwargs,
        )

    def columns(self, form, mapping):
        """(the select of a column, its first values)"""
        for index, header in enumerate(form.headers):
            place = self.sheet.headers.index(header)
            name = mapping[header]
            values = preview.samples(self.importer, self.sheet, place, name)
            yield form[f"column_{index}"], values


class ImportWordsView(OpenBatchPage):
    """Step 2, too: what the words mean that name nothing."""

    url_name, url_tail = "import_words", "import/<uuid:batch>/words/"
    template_name_suffix = "_import_words"

    @cached_property
    def unknown(self):
        if not jobs.is_long(self.batch):
            return running.unanswered(self.batch)
        return running.unanswered_of(self.batch, self.plan) if self.plan else {}

    def get(self, request, *args, **kwargs):
        if not self.unknown:
            return self.to_preview()
        form = WordsForm(importer=self.importer, unknown=self.unknown)
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request, *args, **kwargs):
        form = WordsForm(request.POST, importer=self.importer, unknown=self.unknown)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        running.choose_values(self.batch, form.chosen())
        return self.to_preview()


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
            return redirect(self.kind.url("list"))
        if "totals" in request.POST:
            self.batch.has_totals = request.POST["totals"] == "data"
            self.batch.save(update_fields=["has_totals"])
            return redirect(request.path)
        if "words" in request.POST:
            running.ask_again(self.batch)
            return redirect(next_page(self.kind, self.batch))
        if "again" in request.POST:
            jobs.start_check(self.batch)
        if self.job:
            return redirect(request.path)
        form = DecisionForm(request.POST, plan=self.plan)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self.carry_out(form.decision(good_only="good_only" in request.POST))

    def carry_out(self, decision):
        if jobs.is_long(self.batch):
            jobs.start_import(self.batch, decision)
            return redirect(self.request.path)
        try:
            batch = running.carry_out(self.batch, decision)
        except RuleViolation as error:
            messages.error(self.request, "；".join(error.messages))
        else:
            link = self.kind.url("list")
            text = running.told(self.batch)
            notices.success(self.request, text, link=link, undo=batch)
        return redirect(self.request.path)

    def get_context_data(self, **kwargs):
        if self.batch.is_done:
            context = {
                "done": True,
                "counts": self.batch.counts,
                "undo": running.undo_of(self.batch),
            }
            return super().get_context_data(**kwargs | context)
        if self.job:
            return super().get_context_data(**kwargs | shown_job(self.job))
        kwargs.setdefault("form", DecisionForm(plan=self.plan))
        return super().get_context_data(**kwargs | self.previewed())

    def previewed(self):
        plan = self.plan
        return {
            "plan": plan,
            "counts": plan.counts,
            "total": len(plan.rows),
            "rows": plan.counts["new"] + plan.counts["changed"],
            "unknown": running.unanswered_of(self.batch, plan),
            "taken": preview.words_taken(self.importer, plan, self.batch.values),
            "errors": preview.error_groups(plan),
            "renamed": plan.renamed[: preview.SHOWN],
            "lookalikes": list(preview.lookalikes(plan)),
            "changed": plan.of(RowState.CHANGED)[: preview.SHOWN],
            "new": preview.first_rows(self.importer, plan),
            "shown": preview.SHOWN,
        }


class ImportErrorsView(BatchPage):
    """A workbook of only the bad rows, with what is wrong in a last column."""

    url_name, url_tail = "import_errors", "import/<uuid:batch>/errors/"
    http_method_names = ["get"]

    def get(self, request, *args, **kwargs):
        plan = self.plan
        if plan is None:
            return self.to_preview()
        headers = [header for header in plan.headers if header != ERRORS]
        columns = [ColumnSpec(header) for header in (*headers, ERRORS)]
        rows = (
            [*padded(row.cells, plan.headers), "；".join(row.error_texts())]
            for row in plan.of(RowState.ERROR)
        )
        sheet = SheetSpec(plan.title, columns, rows)
        return workbook_response(f"{self.kind.name}-错误行.xlsx", [sheet])


def next_page(kind, batch):
    """Where to go when the columns are chosen. A long sheet is checked first, which
    tells of unknown words, too."""
    asks = not jobs.is_long(batch) and running.unanswered(batch)
    step = "import_words" if asks else "import_preview"
    return kind.url(step, batch.pk)


def padded(cells, headers):
    """The cells as they stand in the sheet; what cannot be used, as its text."""
    cells = [str(cell) if isinstance(cell, CellError) else cell for cell in cells]
    cells += [None] * (len(headers) - len(cells))
    return [c for c, header in zip(cells, headers, strict=True) if header != ERRORS]
