"""The facts: who sits where, how to reach them, and what the official lists said of it."""

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
