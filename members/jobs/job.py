"""Commands that a scheduler starts. Nobody reads what they print."""

from __future__ import annotations

import logging
from typing import Any

from django.core.management.base import CommandError
from django.dispatch import Signal

from members.jobs import loggable
from members.jobs.terminal import BaseCommand

#: Writes to LOG_FILE only. The command itself prints the error to standard error.
logger = logging.getLogger("jobs")
#: Sent with `name` and `error` when a job failed. Receivers notify people.
failed = Signal()


class Job(BaseCommand):
    """A command whose failure is logged and announced, whatever the cause.

    Nothing here needs the database, so a database failure is announced too.
    """

    #: Exit statuses that are results, not failures.
    answers: frozenset[int] = frozenset()
    #: True if a failure is announced. `handle` sets False if it reports the failure another way.
    announces = True

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except (Exception, SystemExit) as error:
            if not (isinstance(error, CommandError) and error.returncode in self.answers):
                self._report(error)
            raise

    def _report(self, error: BaseException) -> None:
        # The error may come from a job that this one called, which has reported it.
        if getattr(error, "is_told", False):
            return
        setattr(error, "is_told", True)  # noqa: B010 - no class of errors declares it
        name = self.__module__.rpartition(".")[2]
        logger.error(
            "The job %s failed: %s",
            name,
            loggable.summary(error),
            exc_info=None if isinstance(error, CommandError) else error,
        )
        if self.announces:
            failed.send_robust(type(self), name=name, error=error)
