from django import forms
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views import View

from union.forms import is_encrypted
from union.references import record_number

from .base import KindMixin


class RecordCheckView(KindMixin, View):
    """What the form would say to the fields that one has left, and how it reads them:
    {name: {errors, value}}. The whole form is cleaned, so that rule and words are those
    of saving; nothing is saved."""

    url_name, url_tail = "fields", "fields/"
    http_method_names = ["post"]

    def post(self, request):
        record = self.get_record()
        if not self.kind.can(request.user, "change" if record.pk else "add"):
            raise PermissionDenied
        form = self.kind.form(request.POST, user=request.user, instance=record)
        names = [n for n in request.GET.getlist("field") if n in form.fields]
        return JsonResponse(
            {
                name: {"errors": form.errors.get(name, []), "value": read(form, name)}
                for name in names
            }
        )

    def get_record(self):
        """The record that is being corrected, or a new one."""
        number = record_number(self.request.GET.get("record", ""))
        if number is None:
            return self.kind.model()
        return get_object_or_404(self.get_queryset(), pk=number)


def read(form, name):
    """How a text box shows what was read from it, or None. Secrets stay where they
    were typed."""
    field = form.fields[name]
    is_text = isinstance(field.widget, forms.TextInput)
    if not is_text or is_encrypted(form.instance, name) or form.errors.get(name):
        return None
    shown = field.prepare_value(form.cleaned_data.get(name))
    return field.widget.format_value(shown) or ""
