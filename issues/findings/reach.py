"""What a check looks at to decide about one thing, and what its function is therefore given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import Model, QuerySet


class Reach(Enum):
    """The reach of a check.

    | reach | what decides | what the function is given |
    |---|---|---|
    | `MEMBER` | the values of one member | a `MemberRow` |
    | `KEY` | all members who share a value | a list of the records with that value |
    | `CHAMBER` | all members of a chamber | a `ChamberMembers` |
    | `LIST` | the official lists of one chamber, and its members | a `ListedChamber` |
    | `LISTS` | all official lists and their chambers together | the `Matches` |
    | `WHOLE` | anything else | the `Scope` |

    A check of members has no database and no clock, and one of chambers has no clock. If its
    function has a second parameter, it is given the day. A check of chambers asks the database only
    about other chambers, and only once it suspects something. The records of a `KEY` are those of
    Django: whatever they do not bring along costs a query.

    A check of lists is called again only if something has changed of what
    `issues/official/unchanged.py` names; until then its findings are kept. So they may follow from
    nothing else, not even from the day.
    """

    MEMBER = "member"
    KEY = "key"
    CHAMBER = "chamber"
    LIST = "list"
    LISTS = "lists"
    WHOLE = "whole"

    @property
    def is_of_one(self) -> bool:
        """True if a check of this reach can be asked about one member at a time."""
        return self in (Reach.MEMBER, Reach.LIST)

    @property
    def is_official(self) -> bool:
        """True if a check of this reach holds members against official lists."""
        return self in (Reach.LIST, Reach.LISTS)


@dataclass(frozen=True)
class Key:
    """The value that members share, for a check of the reach `KEY`.

    - `model`: `Member`, or the detail that has the value
    - `columns`: the columns that make up the value, first the one with the most different values
    - `rows`: limits a queryset to the rows that are compared
    - `most`: a value that more members share is left out, as it belongs to none of them; None for
      no limit
    """

    model: type[Model]
    columns: tuple[str, ...]
    rows: Callable[[QuerySet[Any]], QuerySet[Any]]
    most: int | None = None
