"""Models of the facts: who sits where, how to reach them, and copies of the official lists."""

from members.models.directory import (
    DETAILS,
    Address,
    Chamber,
    Detail,
    Electorate,
    Email,
    Identifier,
    Link,
    Member,
    Party,
    PartyAlias,
    Phone,
)
from members.models.source import Mismatch, Snapshot, Source

__all__ = [
    "DETAILS",
    "Address",
    "Chamber",
    "Detail",
    "Electorate",
    "Email",
    "Identifier",
    "Link",
    "Member",
    "Mismatch",
    "Party",
    "PartyAlias",
    "Phone",
    "Snapshot",
    "Source",
]
