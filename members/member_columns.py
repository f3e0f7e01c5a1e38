"""The columns that a member has once, declared in one table.

Importing, mapping, exporting, editing, checking and redacting all read this table. Its order is the
order of an export. Details (e-mail addresses, phones, ...) are rows of their own and are not
declared here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Holds(Enum):
    """The type of a column's content. It decides how the column is read, joined and validated."""

    #: The slug of the chamber or of the member.
    SLUG = auto()
    #: A whole name. It is split into its parts when read, and not stored.
    WHOLE_NAME = auto()
    #: A part of the name, on one line.
    NAME = auto()
    #: Text, possibly on several lines.
    TEXT = auto()
    #: The name of a row of another table. The row is created if it does not exist.
    ENTITY = auto()
    #: The address of something on the web.
    WEB = auto()
    DATE = auto()


@dataclass(frozen=True, slots=True)
class MemberColumn:
    """A column of a member.

    `name` is the header in the CSV and the field of `MemberRecord` and `Member`. `words` is its
    name for people.
    """

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
    """Return the names of the columns of these types, in the order of the table."""
    return tuple(column.name for column in MEMBER_COLUMNS if column.holds in holds)


#: The text columns that are stored in the member's own row.
TEXTS = columns_of(Holds.NAME, Holds.TEXT, Holds.WEB)
DATES = columns_of(Holds.DATE)
