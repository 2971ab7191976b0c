"""What any form does for whoever fills it in."""

from django import forms

#: What Django says of an empty box, whatever it is called.
REQUIRED = forms.Field.default_error_messages["required"]
#: What is chosen, not typed.
CHOSEN = (forms.widgets.ChoiceWidget, forms.FileInput)


class AsksByName:
    """A form that asks for what is missing by its name; every form of ours is one."""

    def full_clean(self):
        ask_by_name(self.fields)
        super().full_clean()


class PlainForm(AsksByName, forms.Form):
    """A form that is no record's."""


def ask_by_name(fields):
    """Let an empty box be asked for by its name: “请填写姓名”."""
    for field in fields.values():
        if field.error_messages.get("required") is REQUIRED:
            verb = "选择" if isinstance(field.widget, CHOSEN) else "填写"
            field.error_messages["required"] = f"请{verb}{field.label}"


def focus_first_empty(form, names):
    """Let typing begin in the first of these fields that holds nothing, or else in the
    first of all."""
    names = list(names)
    values = {
        name: form.get_initial_for_field(form.fields[name], name) for name in names
    }
    empty = [name for name in names if values[name] in (None, "", [])]
    for name in (empty or names)[:1]:
        form.fields[name].widget.attrs["autofocus"] = True
