"""The table of promises names tests that are there, and leaves no promise without."""

import re

import pytest
from django.conf import settings

TABLE = settings.BASE_DIR / "union" / "tests" / "criteria.md"
NAME = re.compile(r"`((?:\w+/)*test_\w+\.py)::(test_\w+)`")
ROW = re.compile(r"^\| (\d+) \|.*$", re.MULTILINE)


def rows():
    return {int(row[1]): row[0] for row in ROW.finditer(TABLE.read_text())}


def test_each_of_the_44_promises_has_a_test():
    assert sorted(rows()) == list(range(1, 45))
    assert [number for number, row in rows().items() if not NAME.search(row)] == []


@pytest.mark.parametrize(("file", "test"), sorted(set(NAME.findall(TABLE.read_text()))))
def test_a_named_test_exists(file, test):
    is_room = file.startswith("reports/")
    folder = settings.BASE_DIR if is_room else TABLE.parent
    assert f"\ndef {test}(" in (folder / file).read_text()
