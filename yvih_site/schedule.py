"""The scheduled jobs that CRONJOBS names. Quiet when all is well: cron mails whatever a job says."""

import sys
from io import StringIO

from django.core.management import call_command


def runchecks() -> None:
    """Fetch the official lists, then run all checks, however the fetching ended. Raises as `_one_after_another` does."""
    _one_after_another("fetchsources", "runchecks")


def delivermail() -> None:
    """Send the mail that is due. Raises what the command raises."""
    _run("delivermail")


def daily() -> None:
    """What is done once a day, at the first of the hours at which cron calls. Raises as `_one_after_another` does."""
    _one_after_another("erasereporters", "dailydigest")


def _one_after_another(first: str, then: str) -> None:
    """Do both, however the first ended.

    Raises what a command raises, SystemExit with its status included, having said on stderr what it printed. When both
    fail, the second failure is raised and the first one said.
    """
    try:
        _run(first)
    except (Exception, SystemExit) as failure:
        try:
            _run(then)
        except BaseException:
            sys.stderr.write(f"{first}: {failure}\n")
            raise
        raise
    _run(then)


def _run(command: str) -> None:
    printed = StringIO()
    try:
        call_command(command, stdout=printed)
    except BaseException:
        sys.stderr.write(printed.getvalue())
        raise
