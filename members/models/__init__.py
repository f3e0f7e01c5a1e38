"""Models of the facts: who sits where, how to reach them, and copies of the official lists."""

from members.models.details import DETAILS, Address, Detail, Email, Identifier, Link, Phone
from members.models.directory import Chamber, Electorate, Member, Party, PartyAlias
from members.models.source import DamagedCopy, Mismatch, Snapshot, SnapshotRows, Source

__all__ = [
    "DETAILS",
    "Address",
    "Chamber",
    "DamagedCopy",
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
    "SnapshotRows",
    "Source",
]
