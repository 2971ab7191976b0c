"""What can be asked of any kind of record."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from .values import variants


class RecordQuerySet(models.QuerySet):
    """What a list shows and a figure counts: the same rows, by the same method."""

    def visible_to(self, user):
        """The rows that this user may see; each kind of record says which."""
        raise NotImplementedError

    def valid(self):
        found = self.filter(voided_at=None)
        for name in self.model.goes_with:
            # Few are voided: to know these is less than to look at the whole of each.
            wholes = self.model._meta.get_field(name).related_model.objects
            found = found.exclude(**{f"{name}__in": wholes.voided().values("pk")})
        return found

    def voided(self):
        return self.filter(voided_at__isnull=False)

    def listed_for(self, user):
        return self.visible_to(user).valid()

    def with_details(self):
        """Ready for its list: annotated with what a column prints beside the fields."""
        return self

    def matching(self, text):
        """The rows in which each word of ``text`` occurs in a search field, in plain
        letters and digits or as it was typed."""
        found = self
        for word in text.split():
            ways = [self.anywhere(variant) for variant in variants(word)]
            found = found.filter(reduce(or_, ways))
        return found

    def anywhere(self, word):
        """Where one word is looked for. A search field that names other records is
        looked for among those, which are fewer, and then in the index of its column."""
        found = Q()
        for name in self.model.search_fields:
            related = self._related(name)
            if related is None:
                found |= Q(**{f"{name}__icontains": word})
            else:
                others = related.objects.all()
                found |= Q(**{f"{name}__in": others.filter(others.anywhere(word))})
        return found

    def _related(self, name):
        return None if "__" in name else self.model._meta.get_field(name).related_model


class SharedQuerySet(RecordQuerySet):
    """Records of the whole hospital: who has the permission sees all of them."""

    def visible_to(self, user):
        return self
