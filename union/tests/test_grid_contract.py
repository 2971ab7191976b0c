"""What holds for the grid of every record kind that has one, in whichever room."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.db import models
from django.forms import CheckboxInput
from django.utils import timezone

from union import audit
from union.batch import MOST_ROWS, importer_for
from union.batch.cells import GridColumn
from union.form_fields import PickField
from union.imports.template import written
from union.models import Record
from union.records import record_kinds
from union.references import References
from union.tests.test_record_contract import ALL_GROUPS, each, factory_of, may

pytestmark = pytest.mark.django_db

KINDS = [kind for kind in record_kinds() if kind.grid]
JSON = {"HTTP_ACCEPT": "application/json"}
#: What differs between two records with the same content.
OWN = {"id", "created_at", "updated_at", "voided_at", "version"}


@pytest.fixture
def clerk(login):
    """clerk(kind) → somebody who enters such records."""
    return lambda kind: login(*may(kind, "view", "add"), ALL_GROUPS)


@pytest.fixture
def sample():
    """sample(kind) → a record that is possible, and void by now."""

    def sample(kind):
        record = factory_of(kind)()
        void(record)
        return type(record).objects.get(pk=record.pk)

    return sample


def void(record):
    type(record).objects.filter(pk=record.pk).update(voided_at=timezone.now())


def text_of(record, name):
    value = written(record, name)
    return "" if value is None else str(value)


def posted_grid(kind, record, **others):
    cells = {name: text_of(record, name) for name in kind.grid.columns}
    return {"submission": str(uuid4()), "do": "save"} | cells | others


def posted_form(kind, record, user):
    """The same content as the form of one record takes it."""
    form = kind.form(user=user)
    data = {"submission": str(uuid4())}
    for name, field in form.fields.items():
        in_grid = name in kind.grid.columns
        value = getattr(record, name) if in_grid else form[name].value()
        if isinstance(value, Record) and not isinstance(field, PickField):
            value = value.pk
        if value in (None, "", []) or (
            value is False and isinstance(field.widget, CheckboxInput)
        ):
            continue
        data[name] = value.reference if isinstance(value, Record) else str(value)
    return data


def content(record):
    values = models.Model.__getstate__(record)
    names = {field.attname for field in record._meta.concrete_fields} - OWN
    return {name: values[name] for name in names}


def newest(kind):
    return kind.model.objects.valid().latest("pk")


@each(KINDS)
def test_the_grid_needs_the_right_to_add(login, kind):
    assert login(*may(kind, "view")).get(kind.url("batch")).status_code == 403


@each(KINDS)
def test_the_grid_opens_and_is_linked_from_the_list(clerk, kind):
    client = clerk(kind)

    assert client.get(kind.url("batch")).status_code == 200
    assert kind.url("batch") in client.get(kind.url("list")).content.decode()


@each(KINDS)
def test_the_grid_has_all_that_the_form_requires(kind, clerk):
    fields = importer_for(kind, clerk(kind).user).fields
    named = set(kind.grid.columns)

    assert named <= fields.keys()
    assert {name for name, field in fields.items() if field.required} <= named
    assert kind.grid.pick in ("", *kind.grid.columns)
    assert {*kind.grid.above} <= named - {kind.grid.pick}


@each(KINDS)
def test_a_full_grid_can_be_sent(kind):
    others = 100  # above the grid, at its head, and the filters of the list of persons

    sent = MOST_ROWS * len(kind.grid.columns) + others

    assert sent <= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


@each(KINDS)
def test_a_row_of_the_grid_makes_the_record_that_the_form_would(clerk, sample, kind):
    record, client = sample(kind), clerk(kind)
    client.post(kind.url("create"), posted_form(kind, record, client.user))
    typed = newest(kind)
    void(typed)

    client.post(kind.url("batch"), posted_grid(kind, record))

    assert content(newest(kind)) == content(typed)
    assert newest(kind).pk != typed.pk


@each(KINDS)
def test_what_is_foretold_of_empty_cells_is_what_is_saved(clerk, sample, kind):
    record, client = sample(kind), clerk(kind)
    page, wrong = kind.url("batch"), []
    for name in kind.grid.columns:
        posted = posted_grid(kind, record) | {name: ""}
        told = client.post(page, posted | {"do": "check"}, **JSON).json()["rows"]["0"]
        before = kind.model.objects.latest("pk").pk
        client.post(page, posted)
        saved = kind.model.objects.filter(pk__gt=before).first()
        if saved is None:
            continue  # this cell must not be empty
        empty = [n for n in kind.grid.columns if not posted[n] and getattr(saved, n)]
        if told["filled"] != {n: text_of(saved, n) for n in empty}:
            wrong.append((name, told["filled"]))
        void(saved)

    assert wrong == []


NAMING_PERSONS = [
    kind
    for kind in record_kinds()
    if kind.importer
    and any(getattr(f.related_model, "named_with", ()) for f in kind.model._meta.fields)
]


@each(NAMING_PERSONS)
def test_what_is_asked_of_a_named_record_is_read_with_its_name(
    kind, django_assert_num_queries
):
    """Otherwise each row of a sheet would ask for the rest of its person."""
    record = factory_of(kind)()
    for field in kind.model._meta.fields:
        named = getattr(record, field.name) if field.many_to_one else None
        if getattr(named, "named_with", ()):
            references = References(type(named).objects.all(), [named.reference])
            setattr(record, field.name, references.find(named.reference))
            assert getattr(record, field.name).get_deferred_fields()
    facts = kind.model.gather_facts([record])
    others = kind.model.gather_facts([record])

    with django_assert_num_queries(0):
        record.prepare()
        record.check_rules(facts)
        others.add(record)
        str(record)
        audit.snapshot(record, {f.name for f in record._meta.concrete_fields})


@each(KINDS)
def test_a_bad_cell_is_told_of_in_its_place_and_nothing_is_saved(clerk, sample, kind):
    record, client = sample(kind), clerk(kind)
    fields = importer_for(kind, client.user).fields
    wrong = next(
        name
        for name in reversed(kind.grid.columns)
        if GridColumn(name, fields[name]).kind != "text"
    )
    last = kind.model.objects.latest("pk").pk

    page = client.post(
        kind.url("batch"), posted_grid(kind, record, **{wrong: "不是这样"})
    )

    text = page.content.decode()
    assert f'id="e-r1-{wrong}"' in text
    assert f'href="#r1-{wrong}"' in text
    assert 'value="不是这样"' in text
    assert not kind.model.objects.filter(pk__gt=last).exists()
