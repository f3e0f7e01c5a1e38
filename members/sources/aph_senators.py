"""The Parliament of Australia's list of the Senate, one row per senator."""

from __future__ import annotations

from members.sources import aph
from members.sources.records import Parsed


def parse(data: bytes) -> Parsed:
    """Read the senators, each of a state or territory.

    Raises SourceError if the file is not such a list.
    """
    return aph.read(data, seat="state")
