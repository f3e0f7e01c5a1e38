"""All lists in force matched with the directory, with the people who moved between chambers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from issues.findings.scope import Scope
from issues.official.matching import Match
from issues.official.moving import Move, moves
from issues.official.presence import Presence


@dataclass(frozen=True)
class Matches:
    """What is not settled between the lists in force and the directory: one Match for each list,
    without the people and the pairs on which both agree, the moves between their chambers, and who
    is in which list."""

    matches: tuple[Match, ...]
    moves: tuple[Move, ...]
    presence: Presence


class AllLists:
    """Takes in the matches of one chamber after the other, whatever the scope.

    Somebody missing from a chamber in scope may have left a chamber outside it.
    """

    def __init__(self) -> None:
        self._matches: list[Match] = []
        self._presence = Presence()

    def add(self, chamber: Sequence[Match]) -> None:
        """Take in the matches of all lists of one chamber."""
        self._matches += self._presence.add(chamber)

    def together(self, scope: Scope) -> Matches:
        """Return the matches of all chambers that were taken in."""
        found = tuple(self._matches)
        return Matches(found, tuple(moves(found, self._presence, scope)), self._presence)
