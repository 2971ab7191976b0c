"""Finding the record that a person or a sheet names: “1001”, “张伟”, “1001 张伟”.

Typing and importing use the same finder; it asks once for all names of a column.
"""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db.models import Q

from .batched import batched
from .values import variants

#: SQLite takes 32,766 parameters in one query.
WORDS_AT_ONCE = 5000
#: A message repeats what was typed, but not a whole novel.
SHOWN = 40
#: So many of those who may be meant does it name.
NAMED = 5


def record_number(text):
    """The number of a record that ``text`` writes out, or None where it is none."""
    is_number = text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if is_number else None


def spelt(text):
    """The words by which a text may name a record: “1001 张伟”, “张 三”, “１００１”."""
    for variant in variants(text):
        first, *others = variant.split() or [""]
        yield from (variant, first)
        if others and first.isalpha():
            yield "".join((first, *others))


class References:
    """The records of ``queryset`` that any of ``texts`` may mean; ``if_unknown`` says
    what else to do about a name that is none of theirs."""

    def __init__(self, queryset, texts, if_unknown=""):
        self.model = queryset.model
        self.if_unknown = if_unknown
        self.label = self.model._meta.verbose_name
        words = list(dict.fromkeys(word for text in texts for word in spelt(text)))
        self.known = defaultdict(dict)
        for some in batched(words, WORDS_AT_ONCE):
            self._remember(queryset, some)

    def _remember(self, queryset, words):
        wanted = Q(pk__in=[])
        for name in self.model.reference_fields:
            wanted |= Q(**{f"{name}__in": words})
        for record in queryset.filter(wanted).only(*self.model.named_with):
            for name in self.model.reference_fields:
                self.known[str(getattr(record, name))][record.pk] = record

    def find(self, text):
        """The one record that ``text`` names, or a ValidationError that helps."""
        found = self._candidates(text)
        text = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
        if not found:
            told = [f"没有找到{self.label}“{text}”，请核对后重填", self.if_unknown]
            raise ValidationError("；".join(filter(None, told)), "unknown")
        if len(found) > 1:
            names = "、".join(record.reference for record in found[:NAMED])
            raise ValidationError(
                f"“{text}”对应 {len(found)} 个{self.label}（{names}），请写明是哪一个",
                "ambiguous",
            )
        return found[0]

    def agree(self, texts):
        """The one record that all of ``texts``, {what a sheet calls it: text}, name.

        Raises a ValidationError that says whom each of them names.
        """
        found = {what: self._candidates(text) for what, text in texts.items()}
        common = set.intersection(*map(set, found.values()))
        if len(common) == 1:
            return common.pop()
        if common or not any(found.values()):
            return self.find(" ".join(dict.fromkeys(texts.values())))
        told = "，".join(self._told(w, texts[w], found[w]) for w in texts)
        raise ValidationError(f"{told}；请核对{'或'.join(texts)}", "disagreement")

    def _told(self, what, text, found):
        if not found:
            return f"没有{what}“{text}”的{self.label}"
        number, name = self.model.reference_fields[:2]
        is_number = any(str(getattr(record, name)) != text for record in found)
        wanted = name if is_number else number
        others = "、".join(f"“{getattr(record, wanted)}”" for record in found[:NAMED])
        if is_number:
            return f"{what}“{text}”是{others}的"
        label = self.model._meta.get_field(number).verbose_name
        return f"{what}“{text}”的{label}是{others}"

    def _candidates(self, text):
        found = (self._named(variant) for variant in variants(text))
        return next(filter(None, found), [])

    def _named(self, text):
        for whole in (text, "".join(text.split())):
            if whole in self.known:
                return list(self.known[whole].values())
        first, *others = text.split() or [""]
        matches = self.known.get(first, {}).values()
        rest = ({*others}, {"".join(others)} - {""})  # “1001 张伟”, “1001 张 伟”
        return [
            record
            for record in matches
            if any(words <= {*record.reference.split()} for words in rest)
        ]
