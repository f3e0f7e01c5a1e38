"""The list of the Senate that the Parliament of Australia publishes: a row a senator, with numbers
and addresses."""

from __future__ import annotations

from members.sources import aph
from members.sources.records import Parsed


def parse(data: bytes) -> Parsed:
    """The senators of the file, each of a state or territory. SourceError if it is no such file."""
    return aph.read(data, seat="state")
