"""The result of one examination by `doctor`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was examined: its heading, the result, and what to do ("" if all is
    well)."""

    head: str
    result: str
    advice: str = ""
