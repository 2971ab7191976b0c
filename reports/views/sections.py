"""Editing the sections of a draft."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from reports import actions, tokens
from reports.content import quoting
from reports.forms import SectionForm
from reports.models import ReportSection
from reports.narrative import BY_KEY
from reports.prose import paragraphs
from reports.reading import sections_of
from reports.sentences import told
from reports.wording import value_text
from union.errors import Conflict, RuleViolation
from union.references import record_number

from .report import DraftMixin


class SectionMixin(DraftMixin):
    """A page about one section of a draft."""

    permission_action = "change"

    def get_queryset(self):
        return super().get_queryset().valid()

    @cached_property
    def section(self):
        sections = ReportSection.objects.valid().filter(report=self.report)
        return get_object_or_404(sections, pk=self.kwargs["section"])


class SectionView(SectionMixin, FormView):
    """编辑一节：text with tokens, the numbers one may quote, and a preview."""

    url_name, url_tail = "section", "<int:pk>/sections/<int:section>/"
    template_name_suffix = "_section"
    form_class = SectionForm

    def get_initial(self):
        section = self.section
        return {
            "heading": section.heading,
            "text": section.text,
            "version": section.version,
        }

    def form_valid(self, form):
        values = form.cleaned_data
        if "preview" in self.request.POST:
            return self.show(form, text=values["text"])
        try:
            self.save(values)
        except Conflict:
            form.add_error(
                None, "这一节刚刚被他人修改。您的文字仍在下面，请核对后再保存"
            )
            form.data = form.data.copy()
            form.data["version"] = str(self.section.version)
            return self.show(form, text=values["text"], status=409)
        except RuleViolation as error:
            form.add_error(None, error)
            return self.show(form, text=values["text"], status=409)
        messages.success(self.request, f"已保存“{values['heading']}”")
        return redirect(self.report)

    def save(self, values):
        actions.save_section(
            self.section,
            actor=self.request.user,
            version=values["version"],
            heading=values["heading"],
            text=values["text"],
        )

    def show(self, form, *, text, status=200):
        context = self.get_context_data(form=form, text=text)
        if self.request.htmx:
            page = "reports/_section_preview.html"
            return TemplateResponse(self.request, page, context)
        return self.render_to_response(context, status=status)

    def get_context_data(self, text=None, **kwargs):
        text = self.section_text if text is None else text
        offered = text + "".join(self.offered())
        content = quoting(self.report, offered, self.request.user)
        return super().get_context_data(
            section=self.section,
            preview=paragraphs(text, content),
            palette=palette(content),
            **kwargs,
        )

    @property
    def section_text(self):
        return self.section.text

    def offered(self):
        """The tokens of the records that belong to this section."""
        template = BY_KEY.get(self.section.key) if self.section else None
        for source, group in template.sentences if template else ():
            yield from told(source, group, self.report.period, self.request.user)


class SectionAddView(SectionView):
    """增加一节 of one's own."""

    url_name, url_tail = "section_add", "<int:pk>/sections/new/"
    section = None
    section_text = ""

    def get_initial(self):
        return {}

    def save(self, values):
        actions.add_section(
            self.report,
            actor=self.request.user,
            heading=values["heading"],
            text=values["text"],
        )


class SectionActionView(SectionMixin, View):
    """上移, 下移, 恢复生成的正文, 删除."""

    url_name = "section_action"
    url_tail = "<int:pk>/sections/<int:section>/<slug:action>/"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        try:
            self.act(kwargs["action"])
        except RuleViolation as error:
            messages.error(request, "；".join(error.messages))
        return redirect(self.report)

    def act(self, action):
        section, actor = self.section, self.request.user
        match action:
            case "up" | "down":
                step = -1 if action == "up" else 1
                moved = actions.shift_section(section, step, actor=actor)
                word = "上移" if step < 0 else "下移"
                done = f"已{word}" if moved else f"已在尽头，不能再{word}"
                messages.success(self.request, f"“{section}”{done}")
            case "reset" if not section.is_own:
                actions.reset_section(section, actor=actor)
                messages.success(self.request, f"“{section}”已恢复为生成的正文")
            case "remove":
                actions.remove_section(section, actor=actor)
                messages.success(self.request, f"已删除“{section}”")
            case _:
                raise Http404


class RedraftView(SectionMixin, TemplateView):
    """按最新记录重新起草; edited sections stay unless they are ticked."""

    url_name, url_tail = "redraft", "<int:pk>/redraft/"
    template_name_suffix = "_redraft"

    def get_context_data(self, **kwargs):
        sections = [s for s in sections_of(self.report) if not s.is_own]
        edited = [section for section in sections if section.is_edited]
        return super().get_context_data(edited=edited, **kwargs)

    def post(self, request, *args, **kwargs):
        chosen = set(map(record_number, request.POST.getlist("section")))
        try:
            count = actions.redraft(self.report, chosen, actor=request.user)
        except RuleViolation as error:
            messages.error(request, "；".join(error.messages))
        else:
            messages.success(request, f"已按最新记录重新起草，{count} 节有变化")
        return redirect(self.report)


def palette(content):
    """[(section, [(token name, its text now, 口径), …]), …] of what can be quoted."""
    style = content.texts.style
    groups = {
        "用语": [(tokens.WORDS[k], v, "") for k, v in content.texts.words.items()]
    }
    for value in content.values.values():
        if value.number is None:
            continue
        figure = value.figure
        name = tokens.LABELS.get(figure.key, figure.key)
        entry = (name, value_text(value, style), figure.definition)
        groups.setdefault(figure.section, []).append(entry)
    told = [(name, s.text, "") for name, s in content.sentences.items()]
    if told:
        groups["记录"] = told
    return list(groups.items())
