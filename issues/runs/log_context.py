"""The ids of the run, check, issue and mail in progress, added to every log record written
meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

#: The kinds of ids that a record may carry; `mail` is a Message-ID.
NAMES = ("run", "check", "issue", "mail")

_current: ContextVar[dict[str, object]] = ContextVar("issues.runs.log_context")


def current() -> dict[str, object]:
    """Return the ids in force here, by name."""
    return _current.get({})


@contextmanager
def about(**ids: object) -> Iterator[None]:
    """Add these ids to each log record that is written within the block."""
    token = _current.set({**current(), **ids})
    try:
        yield
    finally:
        _current.reset(token)
