"""The list of the House of Representatives that the Parliament of Australia publishes: a row a
member, with numbers and addresses."""

from __future__ import annotations

from members.sources import aph
from members.sources.records import Parsed


def parse(data: bytes) -> Parsed:
    """The members of the file, each of an electoral division. SourceError if it is no such file."""
    return aph.read(data, seat="electorate")
