from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import path
from django.views.generic import FormView

from union import actions, notices
from union.errors import Conflict
from union.forms import ReasonForm
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

    def form_valid(self, form):
        record = self.get_record()
        try:
            self.refuse_stale(record)
            batch = self.act(record, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
            status = 409 if isinstance(error, Conflict) else 200
            return self.render_to_response(
                self.get_context_data(form=form), status=status
            )
        notices.success(self.request, self.done, undo=batch)
        return redirect(record)

    def refuse_stale(self, record):
        """Nobody decides on what they have not seen."""
        shown = record_number(self.request.POST.get("version", ""))
        if shown is not None and shown != record.version:
            raise Conflict("该记录刚刚被他人修改，请核对最新内容后再办理")

    def get_context_data(self, **kwargs):
        record = self.get_record()
        return super().get_context_data(
            record=record, fieldsets=self.fieldsets(record), **kwargs
        )


class MoveView(ActionView):
    """One of the kind's moves, given by the URLconf."""

    move: Move = None  # type: ignore[assignment]
    url_name = "move"

    def get_permission_required(self):
        return [self.move.permission]

    def get(self, request, *args, **kwargs):
        record = self.get_record()
        if not self.move.is_open_for(record):
            state = record.get_status_display()
            messages.info(request, f"这条记录现在是“{state}”，不需要再{self.title}")
            return redirect(record)
        return super().get(request, *args, **kwargs)

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

    def get_queryset(self):
        return super().get_queryset().valid()

    def act(self, record, values):
        self.move.action(record, actor=self.request.user, **values)


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
    form_class = ReasonForm
    title = "作废"
    warning = "作废后不再出现在列表和统计里，记录和变更历史仍然保留，可以恢复。"
    button_colour = "danger"
    done = "已作废，不再计入统计"

    def act(self, record, values):
        return actions.void(record, actor=self.request.user, **values)


class RecordRestoreView(ActionView):
    url_name, url_tail = "restore", "<int:pk>/restore/"
    permission_action = "delete"
    title = "恢复"
    done = "已恢复"

    def act(self, record, values):
        actions.restore(record, actor=self.request.user)
