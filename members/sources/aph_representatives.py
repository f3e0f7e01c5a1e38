"""The Parliament of Australia's list of the House of Representatives, one row per member."""

from __future__ import annotations

from members.sources import aph
from members.sources.records import Parsed


def parse(data: bytes) -> Parsed:
    """Read the members, each of an electoral division.

    Raises SourceError if the file is not such a list.
    """
    return aph.read(data, seat="electorate")
