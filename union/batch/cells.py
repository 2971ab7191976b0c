"""The rows of a grid as HTML. Some thousand cells are put together here: templates
would take a hundred times as long."""

from dataclasses import dataclass
from functools import cached_property
from html import escape

from django import forms
from django.utils.html import conditional_escape, strip_tags
from django.utils.safestring import mark_safe

from union.fields import DateFormField, IntegerFormField, MoneyFormField
from union.form_fields import PickField, PickInput
from union.imports.template import choices_of

from .moving import EVERY_ROW

#: A choice of more characters needs a wider column.
LONG = 10
#: What a cell is about, for its width and what a keyboard offers.
KINDS = {MoneyFormField: "money", IntegerFormField: "count", DateFormField: "day"}


@dataclass
class GridColumn:
    """One column and its form ``field``."""

    name: str
    field: forms.Field
    #: What is entered at its head; None where it has no such box.
    head: str | None = None
    #: Whether its common value is entered above the grid instead.
    is_above: bool = False

    @property
    def label(self):
        return self.field.label

    @property
    def kind(self):
        if isinstance(self.field, PickField):
            return "pick"
        for field_class, kind in KINDS.items():
            if isinstance(self.field, field_class):
                return kind
        return "choice" if self.choices else "text"

    @cached_property
    def choices(self):
        """What a cell may hold, where that is a short list."""
        return choices_of(self.field)

    @cached_property
    def attributes(self):
        """Of each input of the column, ready to be printed."""
        texts = {"name": self.name, "autocomplete": "off", "data-kind": self.kind}
        if isinstance(self.field, PickField):
            texts["data-pick"] = pick_url(self.field)
        if self.kind in ("money", "count", "day"):
            texts["inputmode"] = "decimal" if self.kind == "money" else "numeric"
        if digits := getattr(self.field, "digits", None):
            texts["data-digits"] = str(digits)
        if self.choices:
            texts["list"] = f"list-{self.name}"
            if max(map(len, self.choices)) > LONG:
                texts["data-long"] = ""
        return " ".join(f'{name}="{escape(text)}"' for name, text in texts.items())


def pick_url(field):
    context = PickInput(field.queryset.model).get_context("", None, {})
    return context["widget"]["pick_url"]


def row_html(columns, place, texts, mark=None, buttons=None, called=(0, 0)):
    """A row of the grid at its ``place``; ``called``: its number, and the number that
    it does not lose, or 0. ``buttons`` is {column: HTML of what puts it right}."""
    number, kept = called
    cells = []
    for column in columns:
        text = texts.get(column.name, "")
        error = mark.errors.get(column.name) if mark else ""
        later = mark.filled.get(column.name, "") if mark else ""
        below = error and error_html(error, (buttons or {}).get(column.name, ""))
        cells.append(cell_html(column, place, text, error, below, later))
    state = state_html(mark, columns) if mark else ""
    return mark_safe(  # noqa: S308  every text in it is escaped
        f"<tr data-row{f' class={mark.state}' if mark else ''}>"
        f'<th scope="row" id="n{place}">{number}'
        f'<input type="hidden" name="row" value="{kept or ""}"></th>{"".join(cells)}'
        f'<td class="state" data-state>{state}</td></tr>'
    )


def cell_html(column, place, text, error, below, later):
    key = f"r{place}-{column.name}"
    told, box = "", ""
    if later:
        told = f' placeholder="{escape(later)}"'
    if error:
        told += f' aria-invalid="true" aria-describedby="e-{key}"'
        whole = escape(strip_tags(str(error)))
        box = f'<div class="cell-error" id="e-{key}" title="{whole}">{below}</div>'
    return (
        f'<td><input {column.attributes} id="{key}" value="{escape(text)}"'
        f' aria-labelledby="h-{column.name} n{place}"{told}>{box}</td>'
    )


def error_html(error, buttons=""):
    """The message of a cell, and the ``buttons`` that put it right."""
    return mark_safe(f"{conditional_escape(error)}{buttons}")  # noqa: S308


def choice_buttons(place, offered):
    """One for each who may be meant in the cell at ``place``: “3:beneficiary”."""
    return "".join(
        f'<button type="submit" class="offer" name="choose"'
        f' data-choose="{escape(name)}" value="{place}:{escape(name)}">{escape(name)}'
        f" <small>{escape(hint)}</small></button>"
        for name, hint in offered or ()
    )


def move_buttons(where, name, to, label, rows=1):
    """To move what stands in column ``name`` on to ``to``, called ``label``: here, and
    in all ``rows`` where it is wrong so."""
    short = label.partition("（")[0]
    buttons = [("", where, f"移到{short}")]
    if rows > 1:
        buttons.append((" data-every", EVERY_ROW, f"{rows} 行全部移到{short}"))
    return "".join(
        f'<button type="submit" class="offer" name="move" value="{place}:{name}"'
        f' data-move="{to}"{every}>{escape(text)}</button>'
        for every, place, text in buttons
    )


def state_html(mark, columns):
    """The state of a row in a word, and why: the columns to look at may be out of
    sight."""
    twins = "".join(
        f'<li><a href="{escape(url)}" target="_blank">{escape(text)}</a></li>'
        if url
        else f"<li>{escape(text)}</li>"
        for text, url in mark.twins
    )
    wrong = "、".join(c.label for c in columns if mark.errors.get(c.name))
    whole = [f"请改正：{wrong}" if wrong else "", mark.errors.get("", "")]
    why = "".join(f"<p>{escape(text)}</p>" for text in whole if text)
    return (
        f'<strong class="{mark.state}">{mark.label}</strong>'
        f"{why}{f'<ul>{twins}</ul>' if twins else ''}"
    )
