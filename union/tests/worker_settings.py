"""The settings of a worker beside a test: the test's database, and jobs that wait."""

from union.settings import *  # noqa: F403

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # It is going to be killed: its journal outlives it, unlike that of the test.
    DATABASES["default"]["OPTIONS"]["init_command"] = (  # noqa: F405
        "PRAGMA journal_mode=DELETE;PRAGMA synchronous=OFF;"
    )
