"""What may be logged of an error: logs name rows by number, and hold no value of anybody."""

from __future__ import annotations

import smtplib
import traceback
from collections.abc import Iterator

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db.utils import InterfaceError, OperationalError, ProgrammingError

#: Errors of the system, the database's server and the configuration speak of these. All others may
#: quote what they stumbled over.
SPEAKING = (
    OSError,
    OperationalError,
    InterfaceError,
    ProgrammingError,
    ImproperlyConfigured,
    CommandError,
)
QUOTING = (smtplib.SMTPException, UnicodeError)


def said(error: BaseException) -> str:
    """The class of an error and, if no value can be in it, what it says on its first line."""
    name = type(error).__name__
    if not isinstance(error, SPEAKING) or isinstance(error, QUOTING):
        return name
    return f"{name}: {(str(error).splitlines() or [''])[0]}"


def trace(error: BaseException) -> str:
    """The traceback of an error and of those that led to it: where it happened, and what `said`
    says."""
    return "\n".join(_trace(each) for each in reversed(list(_chain(error))))


def _trace(error: BaseException) -> str:
    return f"Traceback (most recent call last):\n{''.join(traceback.format_tb(error.__traceback__))}{said(error)}"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    met: set[int] = set()
    while error is not None and id(error) not in met:
        met.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
