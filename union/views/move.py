from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import path
from django.views.generic import FormView

from union import actions, notices, remarks, states, undo
from union.actions import why_fixed
from union.errors import Conflict, RuleViolation
from union.form_words import focus_first_empty
from union.forms import VoidForm, error_list
from union.records import Move
from union.references import record_number

from .detail import FieldsetsMixin


class ActionView(FieldsetsMixin, FormView):
    """One verb on one record: what it asks for, then the action of the room."""

    template_name_suffix = "_action"
    form_class: type[forms.Form] = forms.Form
    title = ""
    warning = ""
    button_colour = "primary"
    done = "已办理"

    def act(self, record, values):
        """Do it; returns the UndoBatch where it can be taken back."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        record = self.get_record()
        if why := self.why_not(record):
            messages.info(request, why)
            return self.to_record(record)
        return super().get(request, *args, **kwargs)

    def why_not(self, record):
        """Why this cannot be done to the record now; empty where it can."""
        return why_fixed(record)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if not form.is_bound:
            focus_first_empty(form, form.fields)
        return form

    def form_valid(self, form):
        record = self.get_record()
        before = self.remarks(record)
        try:
            self.refuse_stale(record)
            batch = self.act(record, form.cleaned_data)
        except ValidationError as error:
            for name, text in error_list(error):
                form.add_error(name if name in form.fields else None, text)
            status = 409 if isinstance(error, Conflict) else 200
            return self.render_to_response(
                self.get_context_data(form=form), status=status
            )
        notices.success(self.request, self.done_text(record), undo=batch)
        remarks.say(self.request, before | self.remarks(record))
        return self.to_record(record)

    def done_text(self, record):
        return self.done

    def remarks(self, record):
        return remarks.about(type(record), [record.pk], self.request.user)

    def refuse_stale(self, record):
        """Nobody decides on what they have not seen."""
        shown = record_number(self.request.POST.get("version", ""))
        if shown is not None and shown != record.version:
            raise Conflict("该记录刚刚被他人修改，请核对最新内容后再办理")

    def get_context_data(self, **kwargs):
        record = self.get_record()
        return super().get_context_data(
            record=record,
            fieldsets=self.fieldsets(record),
            attachments=list(record.attachments.valid()),
            **kwargs,
        )


class MoveView(ActionView):
    """One of the kind's moves, given by the URLconf."""

    move: Move = None  # type: ignore[assignment]
    url_name = "move"

    def get_permission_required(self):
        return [self.move.permission]

    def why_not(self, record):
        """Why this move is not offered to this user now; empty where it is."""
        if record.is_void:
            return f"这条记录已作废，不能再{self.title}；需要办理的请先恢复"
        if not self.move.is_open_for(record):
            state = record.get_status_display()
            return f"这条记录现在是“{state}”，不需要再{self.title}"
        if not self.move.allowed(record, self.request.user):
            return f"您不能{self.title}这条记录：本人提交的事项须由其他人员办理"
        return self.move.missing(record)

    def get_form_class(self):
        return self.move.form

    def get_initial(self):
        return self.move.initial(self.get_record())

    @property
    def title(self):
        return self.move.label

    @property
    def button_colour(self):
        return self.move.colour

    @property
    def done(self):
        return self.move.done

    @property
    def warning(self):
        return self.move.warning

    def act(self, record, values):
        if record.is_void:
            raise RuleViolation(self.why_not(record))
        before, actor = states.of(record), self.request.user
        with transaction.atomic():
            self.move.action(record, actor=actor, **values)
            if not self.move.can_undo:
                return None
            title = f"{self.title}：{record}"
            return undo.keep(
                uuid4(), actor=actor, title=title, changed=[(record, before)]
            )


def move_paths(prefix, kind):
    name = kind.model._meta.model_name
    return [
        path(
            f"{prefix}<int:pk>/{move.name}/",
            MoveView.as_view(kind=kind, move=move),
            name=f"{name}_{move.name}",
        )
        for move in kind.moves
    ]


class RecordVoidView(ActionView):
    url_name, url_tail = "void", "<int:pk>/void/"
    permission_action = "delete"
    form_class = VoidForm
    title = "作废"
    warning = "作废后不再出现在列表和统计里，记录和变更历史仍然保留，可以恢复。"
    button_colour = "danger"

    def act(self, record, values):
        return actions.void(record, actor=self.request.user, **values)

    def done_text(self, record):
        return f"已作废“{record}”，不再计入统计"


class RecordRestoreView(ActionView):
    url_name, url_tail = "restore", "<int:pk>/restore/"
    permission_action = "delete"
    title = "恢复"
    done = "已恢复"

    def act(self, record, values):
        actions.restore(record, actor=self.request.user)
