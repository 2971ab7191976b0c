"""What holds for every record kind of the site, whichever room it is in.

The kinds are found in the URLconf, so a new one is under test from its first day; it
only has to have a factory ``<room>.tests.factories.<Model>Factory``.
"""

import re
from importlib import import_module
from io import BytesIO

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from union.accounts.command_line import COMMAND_LINE
from union.excel import read_sheets, write_workbook
from union.fields import EncryptedTextField
from union.imports import RowState
from union.imports.template import filled_sheets
from union.models import AuditEntry, Record
from union.permissions import perm
from union.querysets import RecordQuerySet
from union.records import pages_of, record_kinds
from union.roles import BUSINESS_APPS

pytestmark = pytest.mark.django_db

KINDS = list(record_kinds())
ALL_GROUPS = "members.view_all_groups"


def each(kinds, **kwargs):
    ids = [kind.label for kind in kinds]
    return pytest.mark.parametrize("kind", kinds, ids=ids, **kwargs)


def factory_of(kind):
    opts = kind.model._meta
    module = import_module(f"{opts.app_label}.tests.factories")
    return getattr(module, f"{kind.model.__name__}Factory")


def may(kind, *actions):
    return [perm(kind.model, action) for action in actions]


def test_every_record_model_has_a_kind():
    models = {
        model
        for label in BUSINESS_APPS
        for model in apps.get_app_config(label).get_models()
        if issubclass(model, Record)
    }

    without = models - {kind.model for kind in KINDS}

    assert {m.__name__ for m in without} <= PARTS_OF_A_PAGE


#: Records that live on the page of another record and have no list of their own.
PARTS_OF_A_PAGE = {"ReportSection"}


@each(KINDS)
def test_every_field_has_a_chinese_name(kind):
    names = {f.name: str(f.verbose_name) for f in kind.model._meta.concrete_fields}

    english = {name for name, label in names.items() if label.isascii()}

    assert english <= {"id"}


@each(KINDS)
def test_a_kind_scopes_its_rows(kind):
    queryset_class = type(kind.model.objects.all())

    assert issubclass(queryset_class, RecordQuerySet)
    assert queryset_class.visible_to is not RecordQuerySet.visible_to


@each([kind for kind in KINDS if kind.part_of])
def test_a_part_shows_columns_and_uses_a_filter_that_its_list_has(kind):
    columns = {column.path for column in kind.columns}

    for part in kind.part_of:
        assert set(part.paths) <= columns
        assert part.filter in kind.filterset.base_filters


@each(KINDS)
def test_list_needs_login(client, kind):
    response = client.get(kind.url("list"))

    assert response.status_code == 302
    assert "login" in response.url


@each(KINDS)
def test_list_needs_view_permission(login, kind):
    assert login().get(kind.url("list")).status_code == 403


@each(KINDS)
def test_create_needs_add_permission(login, kind):
    if "create" in pages_of(kind):
        assert login(*may(kind, "view")).get(kind.url("create")).status_code == 403


def is_scoped(kind):
    return hasattr(kind.model.objects.all(), "group_path")


@each([kind for kind in KINDS if is_scoped(kind)])
def test_rows_of_other_groups_are_hidden_everywhere(login, kind):
    record = factory_of(kind)()
    client = login(*may(kind, "view", "change", "delete"))

    assert client.get(kind.url("list")).context["page_obj"].paginator.count == 0
    for page in {"detail", "update", "void"} & pages_of(kind):
        assert client.get(kind.url(page, record.pk)).status_code == 404


def count_queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@each(KINDS)
def test_list_takes_as_many_queries_for_four_rows_as_for_one(login, kind):
    client = login(*may(kind, "view", "add", "delete"), ALL_GROUPS)
    factory_of(kind)()
    count_queries(client, kind.url("list"))  # warm the content types
    for_one = count_queries(client, kind.url("list"))
    factory_of(kind).create_batch(3)

    assert count_queries(client, kind.url("list")) == for_one


@each(KINDS)
def test_export_has_all_rows_of_the_list_and_its_columns(login, kind):
    factory_of(kind).create_batch(3)
    client = login(*may(kind, "view", "export"), ALL_GROUPS)
    count = kind.model.objects.valid().count()

    response = client.get(kind.url("list"), {"export": "xlsx"})

    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    header, *rows = sheet.iter_rows(values_only=True)
    assert list(header) == [c.heading(kind.model) for c in kind.default_columns]
    assert len(rows) == count
    assert AuditEntry.objects.get().action == AuditEntry.Action.EXPORT


@each(KINDS)
def test_who_may_only_look_takes_no_record_away_as_a_file(login, kind):
    record = factory_of(kind)()
    client = login(*may(kind, "view"), ALL_GROUPS)

    refused = [
        client.get(kind.url("list"), {"export": "xlsx"}),
        client.get(kind.url("list"), {"export": "all"}),
        client.get(kind.url("bulk"), {"do": "export", "pk": record.pk}),
    ]

    assert [page.status_code for page in refused] == [403, 403, 403]
    assert all("不能导出成文件" in page.content.decode() for page in refused)
    actions = AuditEntry.objects.values_list("action", flat=True)
    assert list(actions) == ["denied", "denied", "denied"]
    for page in ("list", "columns"):
        assert "导出" not in main_part(client.get(kind.url(page), {"all": 1}))


def main_part(response):
    """The page without its frame and what the office has typed."""
    return re.search("<main.*</main>", response.content.decode(), re.DOTALL)[0]


@each(KINDS)
def test_each_column_sorts_both_ways(login, kind):
    factory_of(kind).create_batch(2)
    client = login(*may(kind, "view"), ALL_GROUPS)

    for column in [column for column in kind.columns if column.order]:
        for sign in ("", "-"):
            page = client.get(kind.url("list"), {"sort": f"{sign}{column.path}"})
            ordering = page.context["page_obj"].object_list.query.order_by
            assert ordering[0] == f"{sign}{column.order}"


@each(KINDS)
def test_a_record_shows_its_history_and_every_field_it_names(login, kind):
    record = factory_of(kind)()
    client = login(*may(kind, "view"), ALL_GROUPS)

    page = client.get(record.get_absolute_url())

    assert page.status_code == 200
    assert "变更记录" in page.content.decode()
    for _, names in kind.fieldsets:
        for name in names:
            assert is_field(kind.model, name) or name in kind.model.computed_labels


def is_field(model, name):
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


@each([kind for kind in KINDS if {"create", "update"} <= pages_of(kind)])
@pytest.mark.parametrize("scope", [[ALL_GROUPS], []], ids=["all", "own groups"])
def test_the_forms_of_a_kind_open_and_log_nothing(login, kind, scope, caplog):
    client = login(*may(kind, "view", "add", "change"), *scope)
    record = factory_of(kind)()

    for url in (kind.url("create"), kind.url("update", record.pk)):
        assert client.get(url).status_code in {200, 404}

    assert [entry.message for entry in caplog.records] == []


@each([kind for kind in KINDS if {"void", "restore"} <= pages_of(kind)])
def test_void_takes_a_record_from_the_list_and_restore_brings_it_back(login, kind):
    record = factory_of(kind)()
    client = login(*may(kind, "view", "delete"), ALL_GROUPS)

    def listed():
        return kind.model.objects.listed_for(client.user).filter(pk=record.pk).exists()

    client.post(kind.url("void", record.pk), {"reason": "重复登记"})
    assert not listed()
    client.post(kind.url("restore", record.pk))

    assert listed()
    actions = list(AuditEntry.objects.about(record).values_list("action", flat=True))
    assert actions == ["restore", "void"]


@each([kind for kind in KINDS if kind.importer])
def test_what_is_exported_is_imported_again_without_a_change(kind):
    factory_of(kind).create_batch(3)
    book = write_workbook(filled_sheets([kind], COMMAND_LINE))

    importer = kind.importer(kind, COMMAND_LINE)
    sheet = next(s for s in read_sheets(book) if s.title == kind.name)
    plan = importer.plan(sheet)

    assert list(plan.error_texts()) == []
    assert {row.state for row in plan.rows} == {RowState.UNCHANGED}
    assert len(plan.rows) == kind.model.objects.valid().count()


@each(KINDS)
def test_secrets_never_reach_the_pages_of_the_kind(login, kind):
    secret_fields = [
        field
        for field in kind.model._meta.fields
        if isinstance(field, EncryptedTextField)
    ]
    for field in secret_fields:
        record = factory_of(kind)()
        secret = "13911112222"
        kind.model.objects.filter(pk=record.pk).update(**{field.name: secret})
        client = login(*may(kind, "view", "change", "reveal"), ALL_GROUPS)
        for url in (
            kind.url("list"),
            record.get_absolute_url(),
            kind.url("update", record.pk),
        ):
            assert secret not in client.get(url).content.decode()
