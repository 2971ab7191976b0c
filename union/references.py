"""Finding the record that a person or a sheet names: “1001”, “张伟”, “1001 张伟”.

Typing and importing use the same finder; it asks once for all names of a column.
"""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db.models import Q

#: SQLite takes 32,766 parameters in one query.
WORDS_AT_ONCE = 5000
#: A message repeats what was typed, but not a whole novel.
SHOWN = 40


def record_number(text):
    """The number of a record that ``text`` writes out, or None where it is none."""
    is_number = text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if is_number else None


class References:
    """The records of ``queryset`` that any of ``texts`` may mean."""

    def __init__(self, queryset, texts):
        self.model = queryset.model
        self.label = self.model._meta.verbose_name
        words = [word for text in texts for word in (text, *text.split(maxsplit=1)[:1])]
        words = list(dict.fromkeys(words))
        self.known = defaultdict(dict)
        for start in range(0, len(words), WORDS_AT_ONCE):
            self._remember(queryset, words[start : start + WORDS_AT_ONCE])

    def _remember(self, queryset, words):
        wanted = Q(pk__in=[])
        for name in self.model.reference_fields:
            wanted |= Q(**{f"{name}__in": words})
        for record in queryset.filter(wanted):
            for name in self.model.reference_fields:
                self.known[str(getattr(record, name))][record.pk] = record

    def find(self, text):
        """The one record that ``text`` names, or a ValidationError that helps."""
        found = self._candidates(text)
        text = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
        if not found:
            raise ValidationError(
                f"没有找到{self.label}“{text}”，请核对后重填", "unknown"
            )
        if len(found) > 1:
            names = "、".join(record.reference for record in list(found)[:5])
            raise ValidationError(
                f"“{text}”对应 {len(found)} 个{self.label}（{names}），请写明是哪一个",
                "ambiguous",
            )
        return found[0]

    def _candidates(self, text):
        whole = self.known.get(text)
        if whole:
            return list(whole.values())
        first, *others = text.split() or [""]
        matches = self.known.get(first, {}).values()
        return [
            record
            for record in matches
            if all(word in record.reference.split() for word in others)
        ]
