"""What is to be written of what a check found: a list of changes, and how many of which kind they
are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import Enum, auto

from issues.findings.finding import Finding
from issues.findings.registry import Check
from issues.runs.coverage import NONE, Coverage


@dataclass(frozen=True)
class Counts:
    """How many findings there were, and what became of them. Resolved issues have no finding."""

    findings: int = 0
    opened: int = 0
    reopened: int = 0
    resolved: int = 0
    unchanged: int = 0
    held: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            *(a + b for a, b in zip(asdict(self).values(), asdict(other).values(), strict=True))
        )


@dataclass(frozen=True)
class StoredIssue:
    """What is remembered of a stored issue while a check reads."""

    pk: int
    revision: int
    status: int
    evidence_hash: str
    fixes_hash: str
    severity: str
    member: int | None
    snoozed_until: date | None
    dismissed_until: date | None
    chamber: str | None
    members: list[str]
    chambers: list[str]
    sources: list[str]


class Kind(Enum):
    """What a change does. An issue is *closed* when something else than the data is the reason, as
    when its list is used no more."""

    OPENED = auto()
    UPDATED = auto()
    REOPENED = auto()
    RESOLVED = auto()
    CLOSED = auto()


@dataclass(frozen=True)
class PlannedChange:
    """One issue to be opened or changed: the stored issue, if there is one, its new finding, if
    there is one, and the event's note."""

    kind: Kind
    known: StoredIssue | None = None
    finding: Finding | None = None
    why: str = ""

    @property
    def chamber(self) -> str:
        """The slug of the chamber that it is about; "" if that was deleted."""
        return (
            self.finding.chamber.slug if self.finding else (self.known and self.known.chamber) or ""
        )

    @property
    def sources(self) -> list[str]:
        """The slugs of the official lists that say so, in their order."""
        return sorted(
            self.finding.sources if self.finding else self.known.sources if self.known else ()
        )


@dataclass
class Plan:
    """What is to be written. `held` counts what is left out as too much at once, `held_findings`
    what of it was found; `active` are the issues in scope that wait for somebody afterwards.
    `judged` are the official lists that it rests on."""

    check: Check
    judged: Coverage = NONE
    findings: int = 0
    changes: list[PlannedChange] = field(default_factory=list)
    held: int = 0
    held_findings: int = 0
    active: int = 0

    def add(
        self,
        kind: Kind,
        known: StoredIssue | None = None,
        finding: Finding | None = None,
        why: str = "",
    ) -> None:
        self.changes.append(PlannedChange(kind, known, finding, why))

    def of(self, *kinds: Kind) -> list[PlannedChange]:
        """The changes of these kinds, in their order."""
        return [change for change in self.changes if change.kind in kinds]

    def where(self, keep: Callable[[PlannedChange], bool]) -> Plan:
        """The same with only the changes that are to be kept, of whatever kind."""
        return replace(self, changes=[change for change in self.changes if keep(change)])

    @property
    def stored(self) -> dict[int, int]:
        """All stored issues that it touches: their keys, with the revision at which it was decided."""
        return {change.known.pk: change.known.revision for change in self.changes if change.known}

    @property
    def counts(self) -> Counts:
        return self.counted(
            *(
                len(self.of(*kinds))
                for kinds in ((Kind.OPENED,), (Kind.REOPENED,), (Kind.RESOLVED, Kind.CLOSED))
            )
        )

    def counted(self, opened: int, reopened: int, resolved: int) -> Counts:
        """The counts when so many were opened, reopened and resolved."""
        return Counts(
            self.findings,
            opened,
            reopened,
            resolved,
            self.findings - opened - reopened - self.held_findings,
            self.held,
        )
