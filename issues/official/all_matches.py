"""All lists in force matched with the directory, with the people who moved between chambers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from issues.findings.scope import Scope
from issues.official.matching import Match
from issues.official.moving import Move, moves
from issues.official.presence import Presence


@dataclass(frozen=True)
class Matches:
    """One Match for each list in force, the moves between their chambers, and who is in which
    list."""

    matches: tuple[Match, ...]
    moves: tuple[Move, ...]
    presence: Presence


def all_of(matches: Iterable[Match], scope: Scope) -> Matches:
    """Put the matches of all lists in force together, whatever the scope.

    Somebody missing from a chamber in scope may have left a chamber outside it.
    """
    found = tuple(matches)
    presence = Presence(found)
    return Matches(found, tuple(moves(found, presence, scope)), presence)
