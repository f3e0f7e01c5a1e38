"""The result of one examination by `doctor`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """One thing that was examined: its heading, what was found, and what to do ("" if all is
    well)."""

    head: str
    said: str
    do: str = ""
