"""The settings, read from the environment and one `.env` file by web, commands and cron alike.

The environment wins over `.env`; `YVIH_ENV_FILE` names another file. The system checks in
`yvih_site/checks.py` report what is missing or weak. Every command and the web server run them when
they start.
"""

import hashlib
import os
import re
import shlex
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import django_stubs_ext

from yvih_site import logs
from yvih_site.environment import Environment

# Lets Django's classes take type parameters at run time, as in `admin.ModelAdmin[Member]`. It must
# come before any app is imported.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
# Relative paths, here and below, are relative to the checkout, wherever a command is started: cron
# starts in the home folder.
ENV_FILE = BASE_DIR / (os.environ.get("YVIH_ENV_FILE") or ".env")
env = Environment(ENV_FILE)

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY", default="development-only" if DEBUG else "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if DEBUG else [])

_hosts = [host for host in ALLOWED_HOSTS if "*" not in host and not host.startswith(".")]
SITE_URL = env.text(
    "SITE_URL",
    default="http://localhost:8000" if DEBUG else f"https://{_hosts[0]}" if _hosts else "",
).rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []

INSTALLED_APPS = [
    "yvih_site.apps.SiteConfig",
    "members",
    "issues",
    "django_crontab",
    "simple_history",
    "axes",
    "csp",
    "yvih_site.apps.StaffConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "yvih_site.web.proxies.ForwardedSchemeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "yvih_site.web.errors.NoNulMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "yvih_site.web.errors.DatabaseGoneMiddleware",
    "axes.middleware.AxesMiddleware",
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
CSRF_FAILURE_VIEW = "yvih_site.web.errors.csrf_failure"
ROOT_URLCONF = "yvih_site.urls"
WSGI_APPLICATION = "yvih_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
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
            ],
        },
    },
]

# --- database ---

DATABASES = {"default": env.database("DATABASE_URL", default="sqlite:///db.sqlite3")}
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # Measured with 8 writers: Django's defaults lose 97 % of the transactions to "database is
    # locked"; with these, none is lost.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Freed pages are overwritten: otherwise erased names would stay in the file, as few builds
        # of SQLite do so by default. A delete takes twice as long.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
        ),
    }
    if ":memory:" not in _database["NAME"]:
        _database["NAME"] = str(BASE_DIR / _database["NAME"])
        # SQLite would create a missing file, and the site would seem well and list nobody. With
        # mode=rw only `migrate` creates it.
        _database["OPTIONS"]["database"] = f"file://{quote(os.fsencode(_database['NAME']))}?mode=rw"
else:
    _database["CONN_MAX_AGE"] = 60
    _database["CONN_HEALTH_CHECKS"] = True

# --- mail: queued as rows in the caller's transaction, sent by `manage.py delivermail` ---

_smtp = env.mail(
    "EMAIL_URL",
    default=f"filemail://{quote(str(BASE_DIR / 'var' / 'mail'))}"
    if DEBUG
    else "smtp://localhost:25",
)
EMAIL_BACKEND = "issues.mail.queue.EmailBackend"
EMAIL_DELIVERY_BACKEND = _smtp["EMAIL_BACKEND"]
EMAIL_HOST = _smtp.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _smtp.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _smtp.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _smtp.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _smtp.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _smtp.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = _smtp.get("EMAIL_FILE_PATH")
EMAIL_TIMEOUT = 30
ISSUE_EMAILS = list(
    {address.lower(): address for address in env.list("ISSUE_EMAILS", default=[])}.values()
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text(
    "DEFAULT_FROM_EMAIL", default=next(iter(ISSUE_EMAILS), "webmaster@localhost")
)

# --- settings of this project ---

REPORT_LIMIT = env.number("REPORT_LIMIT", default=20)
REPORT_LIMIT_ALL = env.number("REPORT_LIMIT_ALL", default=30)
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
FETCH_PRIVATE_NETWORKS = env.networks("FETCH_PRIVATE_NETWORKS")

# Kept outside of the database and its backups: issues/privacy/erasure_log.py.
ERASURES_FILE = BASE_DIR / env.text("ERASURES_FILE", default="var/erasures")

HEARTBEAT_URL = env.text("HEARTBEAT_URL")
RUNCHECKS_SCHEDULE = env.text("RUNCHECKS_SCHEDULE", default="0 * * * *")
CRONJOBS = [
    (RUNCHECKS_SCHEDULE, "yvih_site.schedule.runchecks"),
    ("* * * * *", "yvih_site.schedule.delivermail"),
    # Done at the first of these hours, or later if the machine was down then.
    ("2 7-23 * * *", "yvih_site.schedule.daily"),
]
CRONTAB_EXECUTABLE = env.text("CRONTAB_EXECUTABLE", default="/usr/bin/crontab")
CRONTAB_DJANGO_MANAGE_PATH = str(BASE_DIR / "manage.py")
# Marks the lines of this checkout; the hash tells them from those of another. Plain characters
# only, as cron interprets `%` and django-crontab `#`.
_hash = hashlib.sha256(str(BASE_DIR).encode()).hexdigest()[:8]
CRONTAB_COMMENT = f"yvih {_hash} {re.sub(r'[^A-Za-z0-9._/-]', '_', str(BASE_DIR))}"
# Cron starts jobs with an empty environment: a job must be given the place of its settings.
CRONTAB_COMMAND_PREFIX = (
    f"YVIH_ENV_FILE={shlex.quote(str(ENV_FILE))}" if os.environ.get("YVIH_ENV_FILE") else ""
)

# --- accounts, language, time and files ---

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LANGUAGE_CODE = "en-au"
TIME_ZONE = env.time_zone("TIME_ZONE", default="UTC")
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True  # serves the files from where they are; nothing is collected

# --- security: https, what a browser may do, and log-ins ---

_https = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _https
# A monitor may ask gunicorn directly, by a name of ALLOWED_HOSTS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
# HSTS does not include subdomains or browsers' preload lists: other hosts of the domain are not
# ours to decide for.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# Counted by address, so that somebody who tries many names is stopped too.
# `issues/accounts/logins.py` counts by name as well.
AXES_HANDLER = "issues.accounts.logins.Attempts"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["ip_address"]
# Further attempts while locked out do not make the wait longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "issues.client_address.of_login"
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_ALLOWED_CORS_ORIGINS = SITE_URL
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "csrfmiddlewaretoken"]

# --- logs ---

LOGGING = logs.configuration(env.text("LOG_FILE") and str(BASE_DIR / env.text("LOG_FILE")))

env.refuse_nonsense()
ONLY_EXPORTED = env.only_exported()
