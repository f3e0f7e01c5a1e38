"""Log texts of errors without personal data. Logs name rows by number only."""

from __future__ import annotations

import smtplib
import traceback
from collections.abc import Iterator

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db.utils import InterfaceError, OperationalError, ProgrammingError

#: Errors of the system, the database server and the configuration, whose messages may be logged.
#: The messages of all other errors may quote the value that caused them.
SPEAKING = (
    OSError,
    OperationalError,
    InterfaceError,
    ProgrammingError,
    ImproperlyConfigured,
    CommandError,
)
QUOTING = (smtplib.SMTPException, UnicodeError)


def summary(error: BaseException) -> str:
    """Return the class name of an error and, if it cannot contain a value, its first line."""
    name = type(error).__name__
    if not isinstance(error, SPEAKING) or isinstance(error, QUOTING):
        return name
    return f"{name}: {(str(error).splitlines() or [''])[0]}"


def trace(error: BaseException) -> str:
    """Return the tracebacks of an error and its causes, each ending with the text of `summary`."""
    return "\n".join(_trace(each) for each in reversed(list(_chain(error))))


def _trace(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"Traceback (most recent call last):\n{frames}{summary(error)}"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
