"""The settings of the test run: quick hasher, throw-away data, production rules."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("UNION_SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("UNION_FIELD_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
# Never the data of this machine's own installation.
os.environ["UNION_DATA_DIR"] = tempfile.mkdtemp(prefix="union-test-")
atexit.register(shutil.rmtree, os.environ["UNION_DATA_DIR"], ignore_errors=True)
os.environ.setdefault("UNION_INSECURE_HTTP", "1")

from .settings import *  # noqa: E402,F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
AXES_ENABLED = False
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  whitenoise asks for it
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, so that threads and the server of the browser tests have connections and
    # locks of their own, as in production; it need not outlive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] = (  # noqa: F405
        "PRAGMA journal_mode=MEMORY;PRAGMA synchronous=OFF;"
    )
