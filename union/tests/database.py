"""The database of a test run: migrated once, then a copy of that file.

Only what migrates decides what the empty tables look like, so the file is kept under
the hash of the migrations and of our field types. On PostgreSQL all migrations run.
"""

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from union.roles import sync_roles

KEPT = settings.BASE_DIR / ".run" / "test-databases"


def sources():
    """The files that decide what the tables look like."""
    for app in apps.get_app_configs():
        yield from sorted(Path(app.path, "migrations").glob("*.py"))
    yield from sorted((settings.BASE_DIR / "union" / "fields").glob("*.py"))


def migrated_file():
    """Where the migrated database of the present sources is or will be kept."""
    digest = hashlib.sha256()
    for source in sources():
        digest.update(source.read_bytes())
    return KEPT / f"{digest.hexdigest()[:16]}.sqlite3"


def keep(path):
    """Writes the present database to ``path``; two processes may do so at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for older in set(path.parent.glob("*.sqlite3")) - {path}:
        older.unlink(missing_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(unfinished) as target:
        connection.connection.backup(target)
    target.close()
    unfinished.replace(path)


@pytest.fixture(scope="session")
def django_db_keepdb():
    """The file of SQLite lies in a folder of this process, so that nothing of another
    run is kept: whatever is there has been copied by ``django_db_setup``."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def migrated_copy(django_db_modify_db_settings):
    """Puts the kept file, if there is one, where the test database will be."""
    if connection.vendor != "sqlite":
        return
    kept = migrated_file()
    if kept.exists():
        shutil.copy(kept, connection.settings_dict["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(migrated_copy, django_db_setup, django_db_blocker):
    """Tables with the roles of the app in them, as every installation has them."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite" and not migrated_file().exists():
            keep(migrated_file())
        sync_roles()
