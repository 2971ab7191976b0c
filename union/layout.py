"""Layout of forms: what most entries do not need is folded away."""

from crispy_forms.layout import Fieldset


class Folded(Fieldset):
    """A fieldset that opens by a click, and by itself where one of its fields holds
    something or is wrong; left out where the form has none of them. Needs no script."""

    template = "records/_folded.html"

    def render(self, form, context, *args, **kwargs):
        names = {
            pointer.name for pointer in self.get_field_names()
        } & form.fields.keys()
        if not names:
            return ""
        self.is_open = any(holds_something(form, name) for name in names)
        return super().render(form, context, *args, **kwargs)


def holds_something(form, name):
    """Whether the field differs from what a new record starts with."""
    default = form.instance._meta.get_field(name).get_default()
    value = form[name].value()
    return bool(form.errors.get(name)) or str(value or "") != str(default or "")
