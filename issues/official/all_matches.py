"""All lists in force matched with the directory, with the people who moved between chambers."""

from __future__ import annotations

from dataclasses import dataclass

from issues.findings.scope import Scope
from issues.official import lists, matching
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


def match_all(scope: Scope) -> Matches:
    """Match every list in force, whatever the scope.

    Somebody missing from a chamber in scope may have left a chamber outside it.
    """
    matches = tuple(matching.match(listed, scope) for listed in lists.in_force(scope))
    presence = Presence(matches)
    return Matches(matches, tuple(moves(matches, presence, scope)), presence)
