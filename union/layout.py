"""Layout of forms: only what the form has, and folded away what most entries do not
need."""

from copy import copy

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset


class RecordFormHelper(FormHelper):
    """Lays out the fields that the form has: that of a stored record, or of somebody
    who sees less, lacks some. For each of those crispy would log a stack trace."""

    form_tag = False  # records/record_form.html has the <form>
    disable_csrf = True

    def render_layout(self, form, *args, **kwargs):
        self.layout = fitting(self.layout, form.fields)
        return super().render_layout(form, *args, **kwargs)


def fitting(part, names):
    """A copy of a layout, or a part of it, with the fields of these names alone, and
    without the rows and columns that held others; None where nothing is left."""
    if isinstance(part, str):
        return part if part in names else None
    fitted = copy(part)
    kept = (fitting(item, names) for item in part.fields)
    fitted.fields = [item for item in kept if item is not None]
    return fitted if fitted.fields else None


class Folded(Fieldset):
    """A fieldset that opens by a click, and by itself where one of its fields holds
    something or is wrong. Needs no script."""

    template = "records/_folded.html"

    def render(self, form, context, *args, **kwargs):
        names = [pointer.name for pointer in self.get_field_names()]
        self.is_open = any(holds_something(form, name) for name in names)
        return super().render(form, context, *args, **kwargs)


def holds_something(form, name):
    """Whether the field differs from what a new record starts with."""
    default = form.instance._meta.get_field(name).get_default()
    value = form[name].value()
    return bool(form.errors.get(name)) or str(value or "") != str(default or "")
