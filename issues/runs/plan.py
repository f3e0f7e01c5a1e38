"""The plan of changes that follows from what a check found, and the number of changes of
each kind.
"""

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
    """The number of findings of a check, and of issues opened, reopened, resolved, left unchanged
    and held. Resolved issues have no finding.
    """

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


@dataclass(frozen=True, slots=True)
class StoredIssue:
    """The values of a stored issue that are needed to decide about it, read before the check
    looked.
    """

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
    members: tuple[str, ...]
    chambers: tuple[str, ...]
    sources: tuple[str, ...]


class Kind(Enum):
    """The kinds of changes. An issue is *closed* if the reason is not the data, for example if its
    list is no longer used.
    """

    OPENED = auto()
    UPDATED = auto()
    REOPENED = auto()
    RESOLVED = auto()
    CLOSED = auto()


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """One issue to open or change. `stored` is the issue if it exists, `finding` its new finding if
    there is one, and `why` the note of its event.
    """

    kind: Kind
    stored: StoredIssue | None = None
    finding: Finding | None = None
    why: str = ""

    @property
    def chamber(self) -> str:
        """Return the slug of the chamber concerned; "" if it was deleted."""
        return (
            self.finding.chamber.slug
            if self.finding
            else (self.stored and self.stored.chamber) or ""
        )

    @property
    def sources(self) -> list[str]:
        """Return the slugs of the official lists that the finding rests on, sorted."""
        return sorted(
            self.finding.sources if self.finding else self.stored.sources if self.stored else ()
        )


@dataclass
class Plan:
    """The changes to write for one check.

    `coverage` is what the check looked at. `findings` is the number of findings. `held` counts the
    changes that the breaker holds back, and `held_findings` those of them that have a finding.
    `active` counts the issues in scope that are active afterwards.
    """

    check: Check
    coverage: Coverage = NONE
    findings: int = 0
    changes: list[PlannedChange] = field(default_factory=list)
    held: int = 0
    held_findings: int = 0
    active: int = 0

    def add(
        self,
        kind: Kind,
        stored: StoredIssue | None = None,
        finding: Finding | None = None,
        why: str = "",
    ) -> None:
        """Add a change."""
        self.changes.append(PlannedChange(kind, stored, finding, why))

    def changes_of(self, *kinds: Kind) -> list[PlannedChange]:
        """Return the changes of these kinds, in their order."""
        return [change for change in self.changes if change.kind in kinds]

    def where(self, keep: Callable[[PlannedChange], bool]) -> Plan:
        """Return the plan with only the changes for which `keep` is true."""
        return replace(self, changes=[change for change in self.changes if keep(change)])

    @property
    def revisions(self) -> dict[int, int]:
        """Return a dict of the key of each stored issue that the plan changes to the revision at
        which that was decided.
        """
        return {
            change.stored.pk: change.stored.revision for change in self.changes if change.stored
        }

    @property
    def counts(self) -> Counts:
        """Return the counts if every change is made."""
        return self.counted(
            *(
                len(self.changes_of(*kinds))
                for kinds in ((Kind.OPENED,), (Kind.REOPENED,), (Kind.RESOLVED, Kind.CLOSED))
            )
        )

    def counted(self, opened: int, reopened: int, resolved: int) -> Counts:
        """Return the counts if so many issues were opened, reopened and resolved."""
        return Counts(
            self.findings,
            opened,
            reopened,
            resolved,
            self.findings - opened - reopened - self.held_findings,
            self.held,
        )
