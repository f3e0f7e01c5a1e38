"""A real cron daemon that runs the schedule. It reads its own crontab folder, so that the machine's
tables are untouched."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.installation import Installation, copy_checkout, write_env_file
from tests.support.need import need

# In a mount namespace of its own: empty tables, none of the machine's jobs. It ends when its input
# does.
CRON = """
set -e
mount --bind "$1/spool" /var/spool/cron/crontabs
mount --bind "$1/empty" /etc/cron.d
mount --bind /dev/null /etc/crontab
mount -t tmpfs tmpfs /run
cd "$2"
"$3" manage.py schedule install
crontab -l
/usr/sbin/cron -f -L 0 & daemon=$!
trap 'kill $daemon' EXIT
read -r stop || :
"""


@pytest.mark.long
def test_cron_checks_and_delivers_with_the_configuration_of_the_checkout_it_was_installed_from(
    installation: Installation, tmp_path: Path
) -> None:
    need("root", "cron", "mounts")
    checkout = copy_checkout(tmp_path / "a checkout, 100% #1")
    write_env_file(checkout / ".env", installation, RUNCHECKS_SCHEDULE="* * * * *")
    installation.manage(
        "shell", "-v0", "-c", "from issues.models import Issue; Issue.objects.create(issue='wrong')"
    )
    with _cron(tmp_path, checkout):
        _wait(
            lambda: installation.query("SELECT status FROM issues_run") == [("succeeded",)],
            "a run of the checks",
        )
        delivered = (
            "SELECT count(*) FROM issues_mail WHERE state = 'sent' AND subject LIKE 'A new%%'"
        )
        _wait(lambda: installation.query(delivered) == [(2,)], "two delivered messages")
    assert (
        "".join(file.read_text() for file in (tmp_path / "mail").iterdir()).count(
            "Subject: A new issue"
        )
        == 2
    )
    assert not (checkout / "db.sqlite3").exists()


@contextmanager
def _cron(folder: Path, checkout: Path) -> Iterator[None]:
    """Run cron with the schedule of this checkout installed."""
    (folder / "empty").mkdir()
    (folder / "spool").mkdir()
    (folder / "spool").chmod(0o1730)
    shutil.chown(folder / "spool", group="crontab")
    command = [
        "unshare",
        "--mount",
        "sh",
        "-c",
        CRON,
        "sh",
        str(folder),
        str(checkout),
        sys.executable,
    ]
    with (folder / "said").open("w+") as said:
        cron = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=said,
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        )
        try:
            yield
        finally:
            cron.communicate(timeout=30)
            said.seek(0)
            print(said.read())  # pytest shows it when the test fails


def _wait(condition: Callable[[], bool], what: str, seconds: float = 180) -> None:
    """Return when the condition is true; cron starts its jobs at the full minute."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"after {seconds} seconds there is not {what}"
        time.sleep(0.5)
