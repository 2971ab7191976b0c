"""成批选人: the persons of a grid, by the filters of their list or by a pasted list."""

import re

from django.core.exceptions import ValidationError
from django.http import QueryDict

from union.pinyin import pinyin_of
from union.records import kind_of
from union.references import References
from union.values import clean_text, is_readable

PREFIX = "who"
#: How many are offered for one name, and for how many names of a grid.
OFFERED, NAMES = 8, 20
_BETWEEN = re.compile(r"[\n\t,，、;；]+")


class People:
    """Who may be named in the grid's ``pick`` column: whom the user may see."""

    def __init__(self, grid, importer, data=None):
        self.queryset = importer.fields[grid.pick].queryset
        self.kind = kind_of(self.queryset.model)
        if data is None:
            data = QueryDict(mutable=True)
            data.update({f"{PREFIX}-{name}": v for name, v in grid.among.items()})
        self.filter = self.kind.filterset(data, queryset=self.queryset, prefix=PREFIX)

    @property
    def filter_fields(self):
        """(shown at once, folded away) fields of the filters."""
        main, further = self.filter.shown
        return main, [field for field in further if field.name != "voided"]

    def filtered(self):
        """{pk: reference} of those whom the filters leave, in the order of the list."""
        if not self.filter.is_valid():
            return {}
        fields = self.queryset.model.reference_fields
        rows = self.filter.qs.order_by(*self.kind.ordering).only("pk", *fields)
        return {record.pk: record.reference for record in rows}

    def listed(self, text):
        """({pk: reference}, [(name, what is wrong with it), …]) of a pasted list."""
        names, unclear = names_in(text)
        words = [word for name in names for word in name.split()]
        references = References(self.queryset, [*names, *words])
        found = {}
        for name in dict.fromkeys(names):
            self._find(references, name, found, unclear)
        return found, unclear

    def _find(self, references, name, found, unclear):
        """A line is one name, “1001 张伟”, or several with blanks between them."""
        try:
            record = references.find(name)
        except ValidationError as error:
            if " " in name:
                for word in name.split():
                    self._find(references, word, found, unclear)
            else:
                unclear.append((name, error.messages[0]))
        else:
            found[record.pk] = record.reference

    def known(self, texts):
        """The pks of those whom the grid names already."""
        texts = list(filter(is_readable, texts))
        references = References(self.queryset, texts)
        pks = set()
        for text in texts:
            try:
                pks.add(references.find(text).pk)
            except ValidationError:
                continue
        return pks


def names_in(text):
    """([name, …] of a pasted list, [(what cannot be read, why), …])."""
    names, unread = [], []
    for part in _BETWEEN.split(text):
        try:
            names.append(clean_text(part))
        except ValidationError as error:
            unread.append((part, error.messages[0]))
    return list(filter(None, names)), unread


def offers(queryset, texts):
    """{text: [(reference, hint), …]} of those who may be meant by a name that names
    nobody, or several."""
    found = {}
    for text in list(dict.fromkeys(filter(is_readable, texts)))[:NAMES]:
        records = similar(queryset, text)
        found[text] = [(record.reference, record.pick_hint) for record in records]
    return found


def similar(queryset, text):
    """Who has this name; else who begins so, sounds so, or shares all but the end."""
    for wanted in dict.fromkeys((text, *text.split(), pinyin_of(text)[0], text[:-1])):
        found = list(queryset.picked(wanted)[:OFFERED]) if wanted else []
        if found:
            return [r for r in found if wanted in r.reference.split()] or found
    return []
