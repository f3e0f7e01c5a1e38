"""What the configuration is for a job of cron, which starts with an empty environment, and where it differs from here."""

from __future__ import annotations

import hashlib
import json
import os
import pwd
import subprocess
import sys
from collections.abc import Mapping

from django.conf import settings

# Setting -> the variable that an operator knows it by.
VARIABLES = {
    "DATABASES": "DATABASE_URL",
    "EMAIL_DELIVERY_BACKEND": "EMAIL_URL",
    "EMAIL_HOST": "EMAIL_URL",
    "EMAIL_PORT": "EMAIL_URL",
    "EMAIL_HOST_USER": "EMAIL_URL",
    "EMAIL_HOST_PASSWORD": "EMAIL_URL",
    "EMAIL_USE_TLS": "EMAIL_URL",
    "EMAIL_USE_SSL": "EMAIL_URL",
    "EMAIL_FILE_PATH": "EMAIL_URL",
    "CRONJOBS": "RUNCHECKS_SCHEDULE",
    "DEFAULT_FROM_EMAIL": "DEFAULT_FROM_EMAIL",
    "ISSUE_EMAILS": "ISSUE_EMAILS",
    "SITE_URL": "SITE_URL",
    "SECRET_KEY": "SECRET_KEY",
    "TIME_ZONE": "TIME_ZONE",
    "DEBUG": "DEBUG",
    "FETCH_PRIVATE_NETWORKS": "FETCH_PRIVATE_NETWORKS",
}


class Unlike(Exception):
    """Cron's jobs would run with another configuration than this process; the text says how."""


def fingerprints() -> dict[str, str]:
    """A hash of each setting that must be the same for cron: they can be compared and printed, and tell no password."""
    key = str(settings.BASE_DIR).encode()
    return {name: hashlib.sha256(key + repr(getattr(settings, name)).encode()).hexdigest() for name in VARIABLES}


def compare() -> None:
    """Raise Unlike when cron's jobs would not start, or would use other settings than this process."""
    theirs = _of_cron()
    different = sorted({VARIABLES[name] for name, value in fingerprints().items() if theirs.get(name) != value})
    if different:
        names = ", ".join(different)
        raise Unlike(f"Cron does not see what this shell has exported, so its jobs would use another {names}.")


def _of_cron() -> Mapping[str, str]:
    user = pwd.getpwuid(os.getuid())
    environment = {"HOME": user.pw_dir, "LOGNAME": user.pw_name, "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
    if os.environ.get("YVIH_ENV_FILE"):
        environment["YVIH_ENV_FILE"] = str(settings.ENV_FILE)
    done = subprocess.run(
        [sys.executable, settings.CRONTAB_DJANGO_MANAGE_PATH, "schedule", "fingerprints"],
        env=environment,
        cwd=user.pw_dir if os.path.isdir(user.pw_dir) else "/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Unlike(f"Cron's jobs start with an empty environment, and there the configuration is not whole:\n{done.stderr.strip()}")
    answer: dict[str, str] = json.loads(done.stdout)
    return answer
