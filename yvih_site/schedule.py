"""The scheduled jobs of CRONJOBS. They print nothing if all is well, as cron mails all output."""

import sys
from io import StringIO

from django.core.management import call_command

from members.jobs.terminal import printable


def runchecks() -> None:
    """Fetch the official lists, then run all checks, even if fetching failed.

    Raises as `_one_after_another` does.
    """
    _one_after_another("fetchsources", "runchecks")


def delivermail() -> None:
    """Send the mail that is due. Raises whatever the command raises."""
    _run("delivermail")


def daily() -> None:
    """Erase reporters, delete old rows and send the daily digest.

    Cron calls it each hour from 7 o'clock on; later calls find little left to do. Raises as
    `_one_after_another` does.
    """
    _one_after_another("erasereporters", "applyretention", "dailydigest")


def _one_after_another(first: str, *then: str) -> None:
    """Run all commands, even if earlier ones failed.

    Raises whatever a command raises, SystemExit with its status included, after its output was
    written to standard error. If several fail, the last failure is raised and the others are
    written to standard error.
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
