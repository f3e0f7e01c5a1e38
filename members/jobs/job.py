"""Commands that a scheduler starts, when nobody reads what they print."""

from __future__ import annotations

import logging
from typing import Any

from django.core.management.base import CommandError
from django.dispatch import Signal

from members.jobs import loggable
from members.jobs.terminal import BaseCommand

#: Goes into LOG_FILE alone: on standard error the command itself says what went wrong.
logger = logging.getLogger("jobs")
#: Sent with `name` and `error`, for whoever tells others of it.
failed = Signal()


class Job(BaseCommand):
    """A command whose failure is logged and announced, whatever it fails of: nothing here needs the
    database."""

    #: Exit statuses that are answers, and no failures.
    answers: frozenset[int] = frozenset()
    #: Whether others are told; `handle` says False of what it tells in another way.
    announces = True

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except (Exception, SystemExit) as error:
            if not (isinstance(error, CommandError) and error.returncode in self.answers):
                self._tell(error)
            raise

    def _tell(self, error: BaseException) -> None:
        # A job that another one called has told it.
        if getattr(error, "is_told", False):
            return
        setattr(error, "is_told", True)  # noqa: B010 - no class of errors has it
        name = self.__module__.rpartition(".")[2]
        logger.error(
            "The job %s failed: %s",
            name,
            loggable.said(error),
            exc_info=None if isinstance(error, CommandError) else error,
        )
        if self.announces:
            failed.send_robust(type(self), name=name, error=error)
