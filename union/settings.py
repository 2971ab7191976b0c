"""Settings. What differs from one machine to the next comes from the environment,
or from ``keys.env`` in the data folder, which ``python -m union.keys`` writes."""

import datetime as dt
import sqlite3
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from .keys import DATABASE, NAMES

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
DATA_DIR = Path(env.str("UNION_DATA_DIR", default=str(BASE_DIR / "data")))
environ.Env.read_env(DATA_DIR / "keys.env")
if missing := [name for name in NAMES if name not in env]:
    raise ImproperlyConfigured(
        f"数据目录 {DATA_DIR} 的 keys.env 里没有 {'、'.join(missing)}。"
        "数据在别处时，请先设置 UNION_DATA_DIR；第一次安装请运行 make install"
    )

DEBUG = env.bool("UNION_DEBUG", default=False)
SECRET_KEY = env("UNION_SECRET_KEY")
#: Key of the encrypted columns (32 bytes, base64); see union.crypto.
FIELD_KEY = env("UNION_FIELD_KEY")
ALLOWED_HOSTS = env.list("UNION_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("UNION_ORIGINS", default=[])
#: A pilot without certificate: drops everything that needs HTTPS, says so on each page.
INSECURE_HTTP = env.bool("UNION_INSECURE_HTTP", default=False)

INSTALLED_APPS = [
    "union",
    "members",
    "welfare",
    "congress",
    "activities",
    "reports",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "union.callers.CallerAddress",
    "csp.middleware.CSPMiddleware",
    "union.middleware.RejectOddInput",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page needs a login unless it says @login_not_required.
    "union.middleware.LoginRequired",
    "union.middleware.SessionLimits",
    "union.middleware.PolicyRequired",
    "union.middleware.ExplainLockedValues",
    "union.middleware.NoStore",
    "reports.header.ForgetWorkCount",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

# What other rooms say to who changes a record: see union.remarks.
REMARKS = ("reports.signed.remark",)

ROOT_URLCONF = "union.urls"
WSGI_APPLICATION = "union.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "union.context.site",
                "reports.header.work_count",
                "reports.signed.signed_figure",
            ],
        },
    }
]

# WAL only on a SQLite without the WAL-reset bug, which can lose committed writes.
_SQLITE = sqlite3.sqlite_version_info
_WAL_SAFE = _SQLITE >= (3, 51, 3) or (_SQLITE[:2] == (3, 50) and _SQLITE >= (3, 50, 7))
_JOURNAL = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
    if _WAL_SAFE
    else "PRAGMA journal_mode=DELETE;PRAGMA synchronous=EXTRA;"
)

DATABASES = {
    "default": env.db("UNION_DATABASE_URL", default=f"sqlite:///{DATA_DIR / DATABASE}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Without IMMEDIATE two writers at once end in "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        # Without spilling, a long import shuts readers out only while it commits.
        "init_command": _JOURNAL + "PRAGMA secure_delete=ON;PRAGMA cache_spill=OFF;",
    }
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

#: Where jobs wait for the worker; see union.tasks.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "union.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATORS = "union.accounts.validators"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "staff_no")},
    },
    {
        "NAME": f"{_VALIDATORS}.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.CharacterClassesValidator"},
    {"NAME": f"{_VALIDATORS}.HistoryValidator"},
]
#: Days after which a password must be changed (GB/T 22239-2019, 7.1.4.1); 0: never.
PASSWORD_MAX_AGE_DAYS = env.int("UNION_PASSWORD_MAX_AGE_DAYS", default=90)
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_CALLABLE = "union.errors.locked_out"
AXES_ENABLE_ADMIN = False

SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE_MINUTES = env.int("UNION_IDLE_MINUTES", default=30)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Strict"
if INSECURE_HTTP:
    SILENCED_SYSTEM_CHECKS: list[str] = []
else:
    SESSION_COOKIE_NAME = "__Host-sid"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
CSRF_FAILURE_VIEW = "union.accounts.expired.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
#: A full grid of batch entry has a field for each of its cells.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
#: Largest attachment or workbook, in bytes.
UPLOAD_MAX_BYTES = 20 * 2**20

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
FORMAT_MODULE_PATH = ["union.formats"]

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "union.bundles.BundlingStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

FILTERS_EMPTY_CHOICE_LABEL = "全部"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

#: To stderr, for whoever runs the server: what crashed, when and at which address.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "union.logs.TracebackFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Not to mail_admins: there is no mail server.
        "django": {"handlers": [], "level": "INFO" if DEBUG else "WARNING"},
        # What is not found is no fault of the program.
        "django.request": {"level": "ERROR"},
    },
}
