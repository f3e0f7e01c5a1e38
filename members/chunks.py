"""Splitting many items into lists of limited length, for statements and memory."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

#: A statement with this many keys or rows is short enough for every database.
CHUNK = 500


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Yield the items in lists of `size`; the last may be shorter. Items are read lazily."""
    remaining = iter(items)
    while part := list(islice(remaining, size)):
        yield part
