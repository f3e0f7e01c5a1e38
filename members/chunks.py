"""Many items in parts, so that no statement gets too long and no list too large."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

#: Of so many keys or rows, a statement is short on every database.
CHUNK = 500


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Yield the items in lists of that size, the last one shorter. They are read as they are asked
    for."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part
