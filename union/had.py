"""Who had something this year and who had not, asked in the list of the parents: of the
kinds that say so in their ``PartOf``."""

import django_filters
from django.db.models import Exists, OuterRef
from django.utils import timezone

from .records import parts_of

NONE = "no_"


class HadThisYear(django_filters.ChoiceFilter):
    """By valid records of the year in which one looks. Its label and its choices come
    from the kinds, which are declared in rooms above that of the list."""

    @property
    def field(self):
        if not hasattr(self, "_field"):
            labels = {name: part.label for name, (_, part) in asked(self.model).items()}
            self.label = f"{'、'.join(labels.values())}情况"
            self.extra["choices"] = [
                choice
                for name, label in labels.items()
                for choice in (
                    (name, f"本年有{label}"),
                    (f"{NONE}{name}", f"本年没有{label}"),
                )
            ]
        return super().field

    def filter(self, qs, value):
        if not value:
            return qs
        kind, part = asked(qs.model)[value.removeprefix(NONE)]
        had = Exists(of_this_year(kind, part))
        return qs.filter(~had if value.startswith(NONE) else had)


def asked(model):
    """{name: (kind, part)} of what the list of ``model`` is asked about."""
    return {
        kind.model._meta.model_name: (kind, part)
        for kind, part in parts_of(model)
        if part.asks_who
    }


def of_this_year(kind, part):
    """The valid rows of one parent, to be asked from outside."""
    path = kind.filterset.base_filters[part.filter].field_name
    year = timezone.localdate().year
    rows = kind.model.objects.valid().order_by()
    return rows.filter(**{path: OuterRef("pk"), f"{part.date}__year": year})
