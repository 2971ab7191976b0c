"""Import in steps: upload → which column is what → preview → import, or nothing."""

import hashlib

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from union.errors import Conflict, RuleViolation
from union.excel import (
    CellError,
    ColumnSpec,
    SheetSpec,
    WorkbookRefused,
    download,
    read_sheets,
    workbook_response,
    write_template,
)
from union.forms import UploadForm
from union.imports import RowState
from union.imports.commit import commit
from union.imports.template import template_sheets
from union.models import ImportBatch

from .base import KindMixin

SHOWN = 20


class ImportPage(KindMixin):
    permission_action = "add"

    @classmethod
    def serves(cls, kind):
        return kind.importer is not None

    @cached_property
    def importer(self):
        return self.kind.importer(self.kind, self.request.user)


class ImportView(ImportPage, FormView):
    url_name, url_tail = "import", "import/"
    template_name_suffix = "_import"
    form_class = UploadForm

    def form_valid(self, form):
        upload = form.cleaned_data["file"]
        try:
            sheet = read_first_sheet(upload, self.importer)
        except WorkbookRefused as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        upload.seek(0)
        batch = ImportBatch.objects.create(
            user=self.request.user,
            kind=self.kind.label,
            file=upload,
            filename=upload.name[:200],
            sha256=hashlib.file_digest(upload, "sha256").hexdigest(),
            mapping=list(self.importer.guess(sheet.headers).items()),
        )
        return redirect(self.kind.url("import_preview", batch.pk))

    def get_context_data(self, **kwargs):
        recent = ImportBatch.objects.visible_to(self.request.user)
        recent = recent.filter(kind=self.kind.label)[:5]
        return super().get_context_data(recent=recent, **kwargs)


class ImportTemplateView(ImportPage, TemplateView):
    """An empty sheet with the right headers, drop-downs, a sample row and the rules."""

    url_name, url_tail = "import_template", "import/template/"

    def get(self, request, *args, **kwargs):
        sheets = template_sheets([self.kind], request.user)
        return download(f"{self.kind.name}导入模板.xlsx", write_template(sheets))


class ImportPreviewView(ImportPage, TemplateView):
    url_name, url_tail = "import_preview", "import/<uuid:batch>/"
    template_name_suffix = "_import_preview"

    @cached_property
    def batch(self):
        own = ImportBatch.objects.visible_to(self.request.user)
        return get_object_or_404(own, pk=self.kwargs["batch"], kind=self.kind.label)

    @cached_property
    def sheet(self):
        with self.batch.file.open("rb") as file:
            return read_first_sheet(file, self.importer)

    @cached_property
    def plan(self):
        return self.importer.plan(self.sheet, dict(self.batch.mapping))

    def post(self, request, *args, **kwargs):
        if self.batch.status == ImportBatch.Status.DONE:
            messages.info(request, "这个文件已经导入过，没有重复导入")
            return redirect(self.kind.url("list"))
        if "mapping" in request.POST:
            return self.remap()
        return self.commit(good_only="good_only" in request.POST)

    def remap(self):
        form = MappingForm(self.request.POST, importer=self.importer, batch=self.batch)
        if form.is_valid():
            self.batch.mapping = form.mapping()
            self.batch.save(update_fields=["mapping"])
            return redirect(self.request.path)
        return self.render_to_response(self.get_context_data(mapping_form=form))

    def commit(self, *, good_only):
        try:
            self.write(good_only)
        except (RuleViolation, Conflict) as error:
            messages.error(self.request, "；".join(error.messages))
            return redirect(self.request.path)
        counts = self.plan.counts
        text = f"导入完成：新增 {counts['new']} 条，修改 {counts['changed']} 条"
        if counts["error"]:
            text += f"；{counts['error']} 行有错误未导入，可下载错误行改正后再导入"
        messages.success(self.request, text)
        return redirect(self.request.path)

    @transaction.atomic
    def write(self, good_only):
        waiting = ImportBatch.objects.filter(
            pk=self.batch.pk, status=ImportBatch.Status.UPLOADED
        )
        plan = self.plan  # made before the write lock is taken
        done = waiting.update(
            status=ImportBatch.Status.DONE,
            imported_at=timezone.now(),
            counts=plan.counts,
        )
        if not done:
            raise Conflict("这个文件刚刚已被导入")
        commit(self.importer, plan, good_only=good_only, batch=self.batch.pk)
        if plan.is_good:
            # No bad rows to ask for: the sheet, ID numbers and all, need not stay.
            transaction.on_commit(self.batch.forget_file)

    def get_context_data(self, **kwargs):
        done = self.batch.status == ImportBatch.Status.DONE
        kwargs.setdefault(
            "mapping_form", MappingForm(importer=self.importer, batch=self.batch)
        )
        plan = None if done else self.plan
        context = {
            "batch": self.batch,
            "done": done,
            "plan": plan,
            "counts": self.batch.counts if done else plan.counts,
            "errors": [] if done else plan.of(RowState.ERROR)[:SHOWN],
            "changed": [] if done else plan.of(RowState.CHANGED)[:SHOWN],
            "new": [] if done else plan.of(RowState.NEW)[:SHOWN],
            "shown": SHOWN,
        }
        return super().get_context_data(**kwargs | context)


class ImportErrorsView(ImportPreviewView):
    """A workbook of only the bad rows, with what is wrong in a last column."""

    url_name, url_tail = "import_errors", "import/<uuid:batch>/errors/"
    http_method_names = ["get"]

    def get(self, request, *args, **kwargs):
        plan = self.plan
        columns = [ColumnSpec(header) for header in (*plan.headers, "错误")]
        rows = (
            [*padded(row.cells, len(plan.headers)), "；".join(row.error_texts())]
            for row in plan.of(RowState.ERROR)
        )
        sheet = SheetSpec(plan.title, columns, rows)
        return workbook_response(f"{self.kind.name}-错误行.xlsx", [sheet])


class MappingForm(forms.Form):
    """Which column of the sheet is which field."""

    def __init__(self, *args, importer, batch, **kwargs):
        super().__init__(*args, **kwargs)
        self.headers = [header for header, _ in batch.mapping]
        choices = [("", "（不导入）"), ("pk", "编号"), *importer.labels.items()]
        for index, (header, name) in enumerate(batch.mapping):
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=header, choices=choices, required=False, initial=name
            )

    def clean(self):
        chosen = [value for value in self.cleaned_data.values() if value]
        for name in {name for name in chosen if chosen.count(name) > 1}:
            label = dict(self.fields["column_0"].choices)[name]
            raise forms.ValidationError(f"“{label}”选了两次，一个字段只能对应一列")
        return self.cleaned_data

    def mapping(self):
        return [
            [header, self.cleaned_data[f"column_{index}"]]
            for index, header in enumerate(self.headers)
        ]


def read_first_sheet(file, importer):
    """The sheet named like the kind, else the first one. Raises WorkbookRefused."""
    sheets = read_sheets(file, known_headers=list(importer.labels.values()))
    named = [sheet for sheet in sheets if sheet.title == importer.kind.name]
    return (named or sheets)[0]


def padded(cells, width):
    """The cells as they stand in the sheet; what cannot be used, as its text."""
    cells = [str(cell) if isinstance(cell, CellError) else cell for cell in cells]
    return [*cells, *[None] * (width - len(cells))][:width]
