"""Work that several people do at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

_T = TypeVar("_T")


def at_once(works: Sequence[Callable[[], _T]]) -> list[_T]:
    """Call all of these at the same moment, each with a database connection of its own. Return
    their results in the same order, or raise the first error."""
    gate = Barrier(len(works))

    def work(what: Callable[[], _T]) -> _T:
        gate.wait()
        try:
            return what()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [done.result() for done in [pool.submit(work, what) for what in works]]
