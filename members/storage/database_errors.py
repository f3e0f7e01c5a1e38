"""What a database says when it cannot serve anybody for now."""

from __future__ import annotations

from django.db import DatabaseError, DataError, Error, IntegrityError, NotSupportedError
from django.db.transaction import TransactionManagementError

#: What a program that is wrong runs into, however well its database is.
FAULTS_OF_OURS = (DataError, IntegrityError, NotSupportedError, TransactionManagementError)


def is_gone(error: BaseException | None) -> bool:
    """True if the database is gone, damaged, full, read-only, locked for too long or not migrated,
    and that is behind the error.

    The two databases have no common class for it: SQLite calls a damaged file a plain
    DatabaseError, PostgreSQL a missing table a ProgrammingError and a read-only server an
    InternalError. So it is whatever a driver raises, but for the faults of a program.
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
    """True for a row that was to be changed and is not there (any more): the class is the driver's,
    no driver is behind it."""
    return type(error) is DatabaseError and error.__cause__ is None
