"""What the page of a grid shows, from what was typed and what is wrong with it."""

from collections import Counter, defaultdict
from functools import cached_property
from itertools import zip_longest

from union.form_fields import PickField
from union.imports.preview import in_general
from union.imports.suggestions import suggest
from union.imports.template import reference
from union.models import Record

from .cells import (
    GridColumn,
    choice_buttons,
    error_html,
    move_buttons,
    row_html,
    state_html,
)
from .checked import ABOVE, BAD, DOUBTFUL, GOOD
from .moving import HEAD
from .people import NAMES, offers
from .spelling import filled_in, spell_out

#: So many errors are listed above the grid.
LISTED = 20
#: The columns whose cells show what was read of them.
SPELT = ("pick", "day", "money", "choice")
#: So many choices are offered for a word that is none of them.
ALIKE = 3
#: So many rows with the same error are named.
NAMED = 3


class GridPage:
    """``checked`` is None while nobody has asked what is wrong."""

    def __init__(self, importer, typed, checked=None):
        self.importer = importer
        self.typed = typed
        self.checked = checked
        self.marks = checked.marks if checked else {}
        self.above = checked.above if checked else {}
        if checked:
            spell_out(importer, typed, checked.plan)
            for index, texts in filled_in(importer, typed, checked.plan).items():
                self.marks[index].filled = texts

    @cached_property
    def columns(self):
        fields, heads = self.importer.fields, self.typed.heads
        return [
            GridColumn(name, fields[name], heads.get(name), name in self.typed.above)
            for name in self.typed.columns
        ]

    @property
    def is_pinned(self):
        """Whether the first column says who a row is about."""
        return self.columns[0].kind == "pick"

    @cached_property
    def offered(self):
        """{(column, text): [(what may be meant, hint), …]} for texts that name nothing,
        or several."""
        return {
            (column.name, text): meant
            for column in self.columns
            for text, meant in self._offered(column).items()
        }

    def _offered(self, column):
        wrong = [
            self.typed[index][column.name]
            for index, mark in self.marks.items()
            if column.name in mark.unread
        ]
        texts = list(filter(None, dict.fromkeys(wrong)))
        if isinstance(column.field, PickField):
            return offers(column.field.queryset, texts)
        return {text: alike(text, column.choices) for text in texts[:NAMES]}

    def rows(self):
        """The rows as HTML, blank ones at their end."""
        typed, marks = self.typed, self.marks
        typed.pad()
        named = zip_longest(typed.numbers, typed.kept, fillvalue=0)
        rows = enumerate(zip(typed.rows, named, strict=True))
        return [
            row_html(self.columns, i + 1, texts, marks.get(i), self._buttons(i), called)
            for i, (texts, called) in rows
        ]

    def blank_row(self):
        """For the script, which adds rows."""
        return row_html(self.columns, 0, {})

    def heads(self):
        """Each column, with the error of its head."""
        return [(column, self._told_above(column.name)) for column in self.columns]

    def _told_above(self, name):
        to = self.checked.misplaced.get(name) if self.checked else None
        buttons = move_buttons(HEAD, name, to, self.importer.labels[to]) if to else ""
        return error_html(self.above.get(name, ""), buttons)

    def _buttons(self, index):
        """{column: HTML of what puts this row right}"""
        found = {}
        if mark := self.marks.get(index):
            for name in mark.errors:
                offered = self.offered.get((name, self.typed[index].get(name)))
                found[name] = choice_buttons(f"{index + 1}:{name}", offered)
            for name, to in mark.misplaced.items():
                label, rows = self.importer.labels[to], self._misplaced[name]
                found[name] += move_buttons(index + 1, name, to, label, rows)
        return found

    @cached_property
    def _misplaced(self):
        """{column: number of rows where what stands in it belongs elsewhere}"""
        return Counter(name for mark in self.marks.values() for name in mark.misplaced)

    def boxes(self):
        """The fields above the grid, as the record's form has them."""
        form = self.importer.kind.form(
            user=self.importer.user, prefix="all", initial=self.typed.above
        )
        for name, field in form.fields.items():
            field.widget.attrs["autofocus"] = name == self.asked_first
        return [self._box(form, name) for name in self.typed.above]

    @property
    def asked_first(self):
        """What typing begins with: what all rows need and nobody has told yet above the
        grid; else "", the first cell."""
        fields, above = self.importer.fields, self.typed.above
        needed = (n for n, text in above.items() if fields[n].required and not text)
        return next(needed, "")

    def _box(self, form, name):
        field, key, error = form.fields[name], f"all-{name}", self.above.get(name, "")
        if hasattr(field, "queryset"):
            field.prepare_value = as_reference
        is_select = getattr(field.widget, "input_type", "") == "select"
        attrs = {"id": key, "class": "form-select" if is_select else "form-control"}
        if error:
            attrs |= {"aria-invalid": "true", "aria-describedby": f"e-{key}"}
        return {
            "id": key,
            "name": name,
            "label": field.label,
            "required": field.required,
            "input": form[name].as_widget(attrs=attrs),
            "error": error,
        }

    @cached_property
    def errors(self):
        """[(message, id of its field), …] of all that is wrong; what is wrong in many
        rows stands there once."""
        labels = self.importer.labels
        found = [
            (
                f"{labels[name]}：{text}",
                f"{'head' if name in self.typed.heads else 'all'}-{name}",
            )
            for name, text in self.above.items()
        ]
        numbers = self.typed.numbers
        for (name, general), texts in self._alike.items():
            target = name or self.typed.columns[0]
            rows = {numbers[index]: text for index, text in texts.items()}
            text = told(f"「{labels[name]}」" if name else "", general, rows)
            found.append((text, f"r{min(texts) + 1}-{target}"))
        return found

    @cached_property
    def _alike(self):
        """{(column, what is wrong in general): {index of the row: message}}, without
        what is wrong above the rows."""
        groups = defaultdict(dict)
        for index, mark in self.marks.items():
            for name, text in mark.errors.items():
                if name or not text.startswith(ABOVE):
                    groups[name, in_general(text)][index] = text
        return groups

    @property
    def error_count(self):
        return len(self.above) + sum(map(len, self._alike.values()))

    @property
    def listed_errors(self):
        return self.errors[:LISTED]

    @property
    def further_errors(self):
        """How many kinds of errors are not listed."""
        return len(self.errors) - LISTED

    @property
    def good(self):
        return len(self.checked.of(GOOD)) if self.checked else 0

    @property
    def bad(self):
        return len(self.checked.of(BAD)) if self.checked else 0

    @property
    def doubtful(self):
        return len(self.checked.of(DOUBTFUL)) if self.checked else 0

    def answer(self):
        """The marks for the script of the page, by the index of the row."""
        return {
            "rows": {index: self._row_answer(index) for index in self.marks},
            "above": {name: self._told_above(name) for name in self.above},
            "days": self.typed.days(self.importer.fields),
            "text": self.checked.text,
            "good": self.good,
            "doubtful": self.doubtful,
        }

    def _row_answer(self, index):
        mark, texts = self.marks[index], self.typed[index]
        buttons = self._buttons(index)
        cells = {
            name: error_html(text, buttons[name])
            for name, text in mark.errors.items()
            if name
        }
        spelt = [column.name for column in self.columns if column.kind in SPELT]
        return {
            "state": mark.state,
            "html": state_html(mark, self.columns),
            "cells": cells,
            "names": {name: texts[name] for name in spelt if texts[name]},
            "filled": mark.filled,
        }


def told(place, general, texts):
    """What is wrong in these rows, {number: message}:
    “第 2 行「金额」：“abc”不是…”;
    “「会员」不在会：第 3、5、7 行等 20 行”."""
    first, *others = texts.values()
    if not others:
        return f"第 {min(texts)} 行{place}：{first}"
    is_long = len(texts) > NAMED + 1  # the number of rows would say no less than one
    rows = "、".join(map(str, sorted(texts)[: NAMED if is_long else None]))
    more = f"等 {len(texts)} 行" if is_long else ""
    what = first if set(others) == {first} else general
    return f"{place}{what}：第 {rows} 行{more}"


def alike(text, choices):
    """[(choice, no hint), …] of those most like the text."""
    return [(choice, "") for choice in suggest(text, choices).similar[:ALIKE]]


def as_reference(value):
    """A record in a list of choices stands there by its name, as in a sheet."""
    return reference(value) if isinstance(value, Record) else value
