"""A progress bar on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from tqdm import tqdm

_T = TypeVar("_T")


def progress(items: Sequence[_T], what: str) -> Iterable[_T]:
    """Return the same items, with a progress bar on a terminal if they take more than 2 seconds."""
    return tqdm(items, desc=what, delay=2, disable=None, leave=False)
