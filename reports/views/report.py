"""The pages of one annual report: what it consists of, its text, pages and files."""

import base64
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.views.generic import TemplateView, View

from reports import actions, annex, checks, frozen, signed
from reports.assembly import plan_parts, summary_parts
from reports.assembly.indicators import indicator_table
from reports.documents.pdf import render_pdf
from reports.documents.preflight import DocumentError
from reports.documents.preview import page_images
from reports.output import RENDERERS, document_of
from reports.reading import content_of, report_of, sections_of, texts_seen
from reports.records import SIGN
from union import audit
from union.charts import Point, Series, bar_chart
from union.errors import RuleViolation
from union.excel.writer import workbook_response
from union.views import (
    KindMixin,
    MoveView,
    RecordCreateView,
    RecordDetailView,
    RecordRestoreView,
    RecordUpdateView,
    RecordVoidView,
)

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
#: Until then, a new report is one of the year before.
LAST_MONTH_OF_REPORTS = 3
DOCUMENTS = {"summary": "工作总结和工作计划", "plan": "工作计划"}
#: What is said where a document would hold nothing.
NO_PLAN = "还没有 {} 年的工作计划，请先由干事生成"


class ReportMixin(KindMixin):
    """A page about one report."""

    @cached_property
    def report(self):
        return super().get_record()

    def get_record(self):
        return self.report

    @cached_property
    def content(self):
        return content_of(self.report, self.request.user)

    @property
    def may_void(self):
        return self.kind.can(self.request.user, self.report.void_right)

    @property
    def document(self):
        """Which of both documents the address asks for."""
        asked = self.request.GET.get("document")
        return asked if asked in DOCUMENTS else "summary"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"record": self.report, **kwargs})


class ReportDetailView(RecordDetailView, ReportMixin):
    """What the report consists of; once signed, what has changed since."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            sections=sections_of(self.report),
            documents=documents_of(self.content).items(),
            **kwargs,
        )
        context["may"]["delete"] = self.may_void
        if self.report.is_signed:
            found = frozen.differences(self.report, self.request.user)
            user = self.request.user
            may_sign = user.has_perm(SIGN.permission)
            context |= {
                "can_change": False,
                "differences": list(found),
                "may_note": may_sign and signed.unseen(self.report, user),
            }
        else:
            context["warnings"] = list(checks.warnings(self.content))
        return context


class ReportCreateView(RecordCreateView):
    """The year to be reported on is filled in: in spring the one before."""

    def get_initial(self):
        today = timezone.localdate()
        year = today.year - 1 if today.month <= LAST_MONTH_OF_REPORTS else today.year
        last = report_of(year - 1)
        return {
            "year": year,
            "plan_year": year + 1,
            "thought": last.thought if last else "",
            **super().get_initial(),
        }

    def form_invalid(self, form):
        year = form.cleaned_data.get("year")
        existing = report_of(year) if year else None
        if existing is None:
            return super().form_invalid(form)
        message = f"{existing}已经建立，没有重复新建；请在本页查看和修改"
        messages.warning(self.request, message)
        return redirect(existing)


class DraftMixin(ReportMixin):
    """A page that changes the report; from a signed one it leads back, with word."""

    def dispatch(self, request, *args, **kwargs):
        if self.has_permission() and self.report.is_signed:
            messages.error(request, f"{self.report}已签发，不能修改")
            return redirect(self.report)
        return super().dispatch(request, *args, **kwargs)


class ReportUpdateView(RecordUpdateView, DraftMixin):
    """Only drafts can be changed."""


class SignView(MoveView, DraftMixin):
    """签发: what will be frozen, before it is."""

    move = SIGN
    url_name, url_tail = SIGN.name, f"<int:pk>/{SIGN.name}/"
    template_name_suffix = "_sign"

    def get_context_data(self, **kwargs):
        table = indicator_table(self.content)
        return super().get_context_data(
            seen=texts_seen(self.report),
            period=self.report.period,
            parts=[(table, "")] if table else [],
            has_plan=bool(self.content.texts.plan),
            remarks=[
                *checks.warnings(self.content),
                *checks.unread(sections_of(self.report)),
            ],
            **kwargs,
        )


class VoidMixin(ReportMixin):
    """Who sees the report may open the page; the report says who may go on."""

    def has_permission(self):
        return self.may_void

    def get_permission_denied_message(self):
        signed = "这份总结已经签发，只有主席可以作废或恢复。"
        return signed if self.report.is_signed else ""


class ReportVoidView(RecordVoidView, VoidMixin):
    """作废."""

    permission_action = "view"


class ReportRestoreView(RecordRestoreView, VoidMixin):
    """恢复."""

    permission_action = "view"


class ReportTextView(ReportMixin, TemplateView):
    """The text on a page, each number with its 口径 and a link to its rows."""

    url_name, url_tail = "text", "<int:pk>/text/"
    template_name_suffix = "_text"

    def get_context_data(self, **kwargs):
        name, content, texts = self.document, self.content, self.content.texts
        if self.report.is_signed:
            now = frozen.now_texts(self.report, self.request.user)
            content = replace(content, now=now)
        make = {"summary": summary_parts, "plan": plan_parts}[name]
        return super().get_context_data(
            document=name,
            title=texts.title if name == "summary" else texts.plan_title,
            parts=[with_picture(part) for part in make(content)],
            texts=texts,
            **kwargs,
        )


def with_picture(part):
    """(part, the SVG of a chart)."""
    if part.kind != "chart":
        return part, ""
    points = tuple(Point(label, number) for label, number in part.points)
    return part, bar_chart([Series("", points)], part.caption, part.unit)


class ChangesSeenView(ReportMixin, View):
    """变化已阅: the differences that are listed now need nobody any more."""

    url_name, url_tail = "changes_seen", "<int:pk>/changes-seen/"
    http_method_names = ["post"]

    def get_permission_required(self):
        return [SIGN.permission]

    def post(self, request, *args, **kwargs):
        if not self.report.is_signed:
            raise Http404
        count = actions.note_changes(self.report, actor=request.user)
        messages.success(request, f"已记下：{count} 项变化已阅，再有变化时另行提醒")
        return redirect(self.report)


class SubmitView(ReportMixin, View):
    """送审: the draft is with the chair."""

    url_name, url_tail = "submit", "<int:pk>/submit/"
    permission_action = "change"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        try:
            actions.submit(self.report, actor=request.user)
        except RuleViolation as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "已送审，等待工会主席签发")
        return redirect(self.report)


class ReportPagesView(ReportMixin, TemplateView):
    """The pages as they will be printed, as pictures."""

    url_name, url_tail = "pages", "<int:pk>/pages/"
    template_name_suffix = "_pages"

    def get_context_data(self, **kwargs):
        images, error = [], ""
        try:
            pdf = render_pdf(document_of(self.content, self.document))
            images = [base64.b64encode(image).decode() for image in page_images(pdf)]
        except DocumentError as refused:
            error = str(refused)
        return super().get_context_data(
            document=self.document, images=images, error=error, **kwargs
        )


class ReportFileView(ReportMixin, View):
    """The report or its plan as DOCX or PDF, the annex as XLSX; each is logged."""

    url_name, url_tail = "file", "<int:pk>/files/<slug:document>.<slug:extension>"
    permission_action = "export"

    def get(self, request, *args, **kwargs):
        document, extension = kwargs["document"], kwargs["extension"]
        if (document, extension) == ("annex", "xlsx"):
            response = self.annex()
        elif document in DOCUMENTS and extension in RENDERERS:
            if document not in documents_of(self.content):
                year = self.content.texts.plan_year
                messages.error(request, NO_PLAN.format(year))
                return redirect(self.report)
            try:
                response = self.file(document, extension)
            except DocumentError as error:
                messages.error(request, str(error))
                return redirect(self.report)
        else:
            raise Http404
        title = DOCUMENTS.get(document, "统计数据附表")
        note = f"{title}（{extension.upper()}）"
        audit.log(request.user, audit.Action.EXPORT, self.report, note=note)
        return response

    def file(self, document, extension):
        content = self.content
        year = content.texts.year if document == "summary" else content.texts.plan_year
        data = RENDERERS[extension](document_of(content, document))
        return download(data, f"{year}年{documents_of(content)[document]}.{extension}")

    def annex(self):
        name = f"{self.report.year}年总结数据附表.xlsx"
        return workbook_response(name, [annex.sheet_of(self.content)])


def documents_of(content):
    """{name: label} of the documents that have something to say."""
    return DOCUMENTS if content.texts.plan else {"summary": "工作总结"}


def download(data, name):
    """A rendered document as a file to keep."""
    extension = name.rpartition(".")[2]
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(data, content_type=CONTENT_TYPES[extension], headers=headers)
