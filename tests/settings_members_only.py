"""Settings of a site with `members` and without `issues`, on which `members` must run."""

from tests.settings import *  # noqa: F403

INSTALLED_APPS = [
    "members",
    "simple_history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("axes.")]  # noqa: F405
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
ROOT_URLCONF = "tests.urls_members_only"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# The run with all apps may be going on in the same server.
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": "test_members_only"}  # noqa: F405
