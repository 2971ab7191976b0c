"""Every name that a record kind declares means something: a slip of the keyboard would
otherwise be passed over in silence, or show only on the page that uses it."""

from urllib.parse import parse_qsl

import pytest
from django.core.exceptions import FieldDoesNotExist

from union.models import Record
from union.records import record_kinds
from union.roles import BUSINESS_APPS
from union.tests.factories import UserFactory

from .test_record_contract import ALL_GROUPS, each

KINDS = list(record_kinds())


def names_in_form(kind):
    """(where it is declared, names, names that the form has)."""
    form, known = kind.form, kind.form.base_fields
    about = [form.about] if form.about else []
    yield "RecordForm.only_new", form.only_new, known
    yield "RecordForm.sticky", form.sticky, known
    yield "RecordForm.about", about, known
    yield "RecordKind.starts_today", kind.starts_today, known
    for part in kind.part_of:
        queries = [name for _, query in part.quick for name, _ in parse_qsl(query)]
        yield "PartOf.quick", queries, known
    if kind.importer:
        for place in ("key", "identity", "aliases", "spellings", "forward", "excluded"):
            yield f"RecordImport.{place}", getattr(kind.importer, place), known


def names_in_filters(kind):
    known = kind.filterset.base_filters
    yield "RecordFilter.main", kind.filterset.main, known
    yield "RecordFilter.technical", kind.filterset.technical, known
    if kind.signing:
        yield "SigningSheet.month", [kind.signing.month], known


def names_in_model(kind):
    model = kind.model
    for place in (
        "reference_fields",
        "derived_fields",
        "search_fields",
        "goes_with",
        "twin_fields",
        "twin_alike",
        "twin_apart",
        "about_fields",
    ):
        yield f"{model.__name__}.{place}", getattr(model, place)
    yield f"{model.__name__}.twin_date", [model.twin_date]
    for part in kind.part_of:
        yield "PartOf.date and amount", [part.date, part.amount]


def is_path(model, path):
    """Whether ``path`` leads from the model to a field: member__name."""
    try:
        for name in path.split("__"):
            field = model._meta.get_field(name)
            model = field.related_model
    except (FieldDoesNotExist, AttributeError):
        return False
    return True


@each(KINDS)
def test_every_field_and_filter_that_a_kind_names_is_there(kind):
    named = [*names_in_form(kind), *names_in_filters(kind)]
    unknown = {place: set(names) - set(known) for place, names, known in named}
    for place, paths in names_in_model(kind):
        unknown[place] = {p for p in paths if p and not is_path(kind.model, p)}

    assert {place: names for place, names in unknown.items() if names} == {}


@each(KINDS)
@pytest.mark.django_db
def test_the_layout_of_a_new_form_has_each_field_once(kind):
    """What a layout leaves out is never asked for."""
    form = kind.form(user=UserFactory(perms=[ALL_GROUPS]))

    shown = [pointer.name for pointer in form.helper.layout.get_field_names()]

    assert sorted(shown) == sorted(form.fields)


@each(KINDS)
def test_a_kind_has_the_rights_of_a_record(kind):
    rights = kind.model._meta.default_permissions

    assert rights == Record.Meta.default_permissions, "write class Meta(Record.Meta)"


@each([kind for kind in KINDS if kind.moves])
def test_a_move_starts_from_states_that_there_are(kind):
    states = dict(kind.model._meta.get_field("status").choices)

    for move in kind.moves:
        assert set(move.states) <= states.keys()
        assert move.permission.split(".")[0] in BUSINESS_APPS
