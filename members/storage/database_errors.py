"""Recognising errors that mean that the database is unavailable."""

from __future__ import annotations

from django.db import DatabaseError, DataError, Error, IntegrityError, NotSupportedError
from django.db.transaction import TransactionManagementError

#: Errors caused by a mistake in the program. They occur with a healthy database.
FAULTS_OF_OURS = (DataError, IntegrityError, NotSupportedError, TransactionManagementError)


def is_gone(error: BaseException | None) -> bool:
    """True if the error or one of its causes means that the database is unavailable.

    That is: it is gone, damaged, full, read-only, locked for too long or not migrated. The drivers
    have no common class for this. SQLite raises a plain DatabaseError for a damaged file,
    PostgreSQL a ProgrammingError for a missing table and an InternalError for a read-only server.
    So every error of a driver counts, except `FAULTS_OF_OURS`.
    """
    while error is not None:
        if (
            isinstance(error, Error)
            and not isinstance(error, FAULTS_OF_OURS)
            and not _is_of_django(error)
        ):
            return True
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return False


def _is_of_django(error: Error) -> bool:
    """True if Django raised it itself because a row to be changed no longer exists.

    It has a driver's class but no driver's error as its cause.
    """
    return type(error) is DatabaseError and error.__cause__ is None
