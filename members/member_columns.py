"""The columns that a member has once, in one table. What imports, maps, exports, edits, judges and
redacts members reads it.

Their order is that of an export. Details (e-mail addresses, phones, ...) are rows of their own and
are not declared here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Holds(Enum):
    """What a column holds. It decides how the column is read and joined, and what may stand in it."""

    #: The slug of the chamber or of the member.
    SLUG = auto()
    #: A whole name, which is taken apart: it is read, but not stored.
    WHOLE_NAME = auto()
    #: A part of the name, on one line.
    NAME = auto()
    #: Text, on several lines if need be.
    TEXT = auto()
    #: The name of a row of another table, which is made if it is not there.
    ENTITY = auto()
    #: The address of something on the web.
    WEB = auto()
    DATE = auto()


@dataclass(frozen=True, slots=True)
class MemberColumn:
    """`name` is the header in the CSV and the field of `MemberRecord` and of `Member`; `words` say
    what it is to people."""

    name: str
    holds: Holds
    words: str


MEMBER_COLUMNS = (
    MemberColumn("chamber", Holds.SLUG, "chamber"),
    MemberColumn("slug", Holds.SLUG, "slug"),
    MemberColumn("name", Holds.WHOLE_NAME, "name"),
    MemberColumn("honorific", Holds.NAME, "honorific"),
    MemberColumn("first_name", Holds.NAME, "first name"),
    MemberColumn("last_name", Holds.NAME, "last name"),
    MemberColumn("post_nominals", Holds.NAME, "post nominals"),
    MemberColumn("role", Holds.TEXT, "role"),
    MemberColumn("electorate", Holds.ENTITY, "electorate"),
    MemberColumn("party", Holds.ENTITY, "party"),
    MemberColumn("started_on", Holds.DATE, "start of the membership"),
    MemberColumn("ended_on", Holds.DATE, "end of the membership"),
    MemberColumn("photo_url", Holds.WEB, "address of the photo"),
    MemberColumn("verified_on", Holds.DATE, "last verified"),
)


def columns_of(*holds: Holds) -> tuple[str, ...]:
    """Return the names of the columns that hold one of these, in the order of the table."""
    return tuple(column.name for column in MEMBER_COLUMNS if column.holds in holds)


#: The columns of text that are stored with the member itself.
TEXTS = columns_of(Holds.NAME, Holds.TEXT, Holds.WEB)
DATES = columns_of(Holds.DATE)
