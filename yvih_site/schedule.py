"""The scheduled jobs that CRONJOBS names. Quiet when all is well: cron mails whatever a job says."""

import sys
from io import StringIO

from django.core.management import call_command


def runchecks() -> None:
    """Fetch the official lists, then run all checks, however the fetching ended.

    Raises what a command raises, SystemExit with its status included, having said on stderr what it printed. When both
    fail, the checks' failure is raised and the other one said.
    """
    try:
        _run("fetchsources")
    except (Exception, SystemExit) as failure:
        try:
            _run("runchecks")
        except BaseException:
            sys.stderr.write(f"fetchsources: {failure}\n")
            raise
        raise
    _run("runchecks")


def delivermail() -> None:
    """Send the mail that is due. Raises as `runchecks` does."""
    _run("delivermail")


def daily() -> None:
    """What is done once a day, at the first of the hours at which cron calls. Raises as `runchecks` does."""
    _run("dailydigest")


def _run(command: str) -> None:
    printed = StringIO()
    try:
        call_command(command, stdout=printed)
    except BaseException:
        sys.stderr.write(printed.getvalue())
        raise
