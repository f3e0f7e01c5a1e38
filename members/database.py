"""What a database says when it cannot serve anybody for now."""

from django.db import InterfaceError, OperationalError, ProgrammingError

#: Gone, locked for too long, or not migrated yet (which PostgreSQL calls a programming error).
GONE = (OperationalError, InterfaceError, ProgrammingError)
