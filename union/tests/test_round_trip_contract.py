"""A list that is taken away as a sheet and comes back, of each kind."""

from io import BytesIO

import pytest

from union.accounts.command_line import COMMAND_LINE
from union.excel import read_sheets
from union.imports import RowState

from .test_record_contract import ALL_GROUPS, KINDS, each, factory_of, may

pytestmark = pytest.mark.django_db


@each([kind for kind in KINDS if kind.importer])
@pytest.mark.parametrize("export", ["xlsx", "all"])
def test_a_list_that_is_exported_changes_nothing_when_it_comes_back(
    login, kind, export
):
    factory_of(kind).create_batch(3)
    client = login(*may(kind, "view", "add", "change", "export"), ALL_GROUPS)
    response = client.get(kind.url("list"), {"export": export})

    (sheet,) = read_sheets(BytesIO(b"".join(response.streaming_content)))
    plan = kind.importer(kind, client.user).plan(sheet)

    assert [row.shown_changes for row in plan.of(RowState.CHANGED)] == []
    assert [column for column in plan.unread if column.differing] == []


@each([kind for kind in KINDS if kind.importer])
def test_no_column_of_a_list_is_read_as_another_field_than_it_shows(kind):
    """Each on its own, as one may choose the columns."""
    importer = kind.importer(kind, COMMAND_LINE)
    taken = {}

    for path, column in kind.offered_columns.items():
        heading = column.heading(kind.model)
        name = importer.guess([heading])[heading]
        if name and name != path.partition("__")[0]:
            taken[heading] = (path, name)

    assert taken == {}
