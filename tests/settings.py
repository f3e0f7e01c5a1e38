"""The project's settings for tests: the database of DATABASE_URL, and nothing from a developer's
`.env`."""

import os
import tempfile
from pathlib import Path

os.environ["YVIH_ENV_FILE"] = os.devnull
os.environ["DEBUG"] = "0"
os.environ["SECRET_KEY"] = "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["SITE_URL"] = "http://localhost"
os.environ["ISSUE_EMAILS"] = "one@example.org,two@example.org"
os.environ["DEFAULT_FROM_EMAIL"] = "site@example.org"
# Not in memory: a live server that is made before the test database would share its one connection
# between all threads.
os.environ.setdefault("DATABASE_URL", f"sqlite:///{tempfile.gettempdir()}/yvih-unused.sqlite3")

from yvih_site.settings import *  # noqa: F403

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as on a running site: a database in memory has one connection, and two people who act
    # at once need two.
    name = f"{tempfile.gettempdir()}/yvih-tests-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": name}  # noqa: F405
    DATABASES["default"]["OPTIONS"].pop("database", None)  # the test runner makes its file itself  # noqa: F405

ERASURES_FILE = Path(tempfile.gettempdir()) / f"yvih-erasures-{os.getpid()}"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Found on request: otherwise the client of each test would first search for all of them.
WHITENOISE_AUTOREFRESH = True
