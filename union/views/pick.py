from django.http import JsonResponse
from django.views import View

from .base import KindMixin

OFFERED = 12


class RecordPickView(KindMixin, View):
    """The matches that a picker offers while one types, best first."""

    url_name, url_tail = "pick", "pick/"
    http_method_names = ["get"]

    @classmethod
    def serves(cls, kind):
        return kind.model.picked_by_name

    def get(self, request, *args, **kwargs):
        text = " ".join(request.GET.get("q", "").split())[:50]
        found = self.found(text) if text else []
        return JsonResponse(
            {
                "results": [
                    {"value": record.reference, "hint": record.pick_hint}
                    for record in found
                ]
            }
        )

    def found(self, text):
        model = self.kind.model
        rows = model.objects.listed_for(self.request.user)
        # A secret that nobody asked for need not be deciphered.
        rows = rows.only(*model.reference_fields, *model.hint_fields)
        found = list(rows.picked(text)[:OFFERED])
        if found or " " not in text:
            return found
        # A whole reference, “1001 张伟”, typed or pasted.
        number = text.split()[0]
        return [r for r in rows.picked(number)[:OFFERED] if r.reference == text]
