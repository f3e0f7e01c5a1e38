"""What is going on while something is logged: the ids of the run and the issue, for whoever reads
the log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

#: What a record may be about; `mail` is a Message-ID.
NAMES = ("run", "check", "issue", "mail")

_current: ContextVar[dict[str, object]] = ContextVar("issues.runs.log_context")


def current() -> dict[str, object]:
    """The ids that hold here, by name."""
    return _current.get({})


@contextmanager
def about(**ids: object) -> Iterator[None]:
    """Within, each log record carries these ids as well."""
    token = _current.set({**current(), **ids})
    try:
        yield
    finally:
        _current.reset(token)
