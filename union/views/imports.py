"""The first steps of an import: upload → which column is what → what words mean.
What is done to a batch stands in union.imports.running."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from union.excel import (
    WorkbookRefused,
    download,
    write_template,
)
from union.forms import UploadForm
from union.imports import jobs, preview, running
from union.imports.forms import ColumnsForm, WordsForm
from union.imports.template import template_sheets
from union.models import ImportBatch
from union.models.imports import SheetGone

from .base import KindMixin

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
        running.choose_columns(self.batch, self.sheet, form.mapping(), form.fixed())
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
        """(its select, its first values, the columns that it is checked by)"""
        for index, header in enumerate(form.headers):
            place = self.sheet.headers.index(header)
            name = mapping[header]
            values = preview.samples(self.importer, self.sheet, place, name)
            partners = [
                other
                for other, theirs in mapping.items()
                if name in self.importer.persons and theirs == name and other != header
            ]
            yield form[f"column_{index}"], values, partners


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


def next_page(kind, batch):
    """Where to go when the columns are chosen. A long sheet is checked first, which
    tells of unknown words, too."""
    asks = not jobs.is_long(batch) and running.unanswered(batch)
    step = "import_words" if asks else "import_preview"
    return kind.url(step, batch.pk)
