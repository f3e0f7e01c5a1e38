"""The scheduled jobs that CRONJOBS names. Quiet when all is well: cron mails whatever a job says."""

import sys
from io import StringIO

from django.core.management import call_command

from members.jobs.terminal import printable


def runchecks() -> None:
    """Fetch the official lists, then run all checks, however the fetching ended. Raises as
    `_one_after_another` does."""
    _one_after_another("fetchsources", "runchecks")


def delivermail() -> None:
    """Send the mail that is due. Raises what the command raises."""
    _run("delivermail")


def daily() -> None:
    """What is done once a day, at the first of the hours at which cron calls. Raises as
    `_one_after_another` does."""
    _one_after_another("erasereporters", "applyretention", "dailydigest")


def _one_after_another(first: str, *then: str) -> None:
    """Do all, however those before ended.

    Raises what a command raises, SystemExit with its status included, having said on stderr what it
    printed. When several fail, the last failure is raised and the others are said.
    """
    try:
        _run(first)
    except (Exception, SystemExit) as failure:
        try:
            _go_on(then)
        except BaseException:
            sys.stderr.write(f"{first}: {printable(str(failure))}\n")
            raise
        raise
    _go_on(then)


def _go_on(commands: tuple[str, ...]) -> None:
    if commands:
        _one_after_another(*commands)


def _run(command: str) -> None:
    printed = StringIO()
    try:
        call_command(command, stdout=printed)
    except BaseException:
        sys.stderr.write(printed.getvalue())
        raise
