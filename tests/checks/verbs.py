"""What a test says of a check: it flags this, and it stays quiet about that."""

from __future__ import annotations

from datetime import date

from issues.registry import CHECKS, Finding
from issues.scope import Scope

TODAY = date(2026, 6, 15)


def findings(name: str, *chambers: str) -> list[Finding]:
    """What the check of that name finds on the day of the tests, in those chambers (none: all)."""
    return CHECKS[name].findings(Scope(TODAY, frozenset(chambers)))


def assert_flags(name: str, *slugs: str, field: str = "", observed: str | None = None) -> Finding:
    """The check finds one thing, about exactly those members and that field. Returns it."""
    found = findings(name)
    assert [sorted(member.slug for member in finding.concerned) for finding in found] == [sorted(slugs)]
    assert found[0].field == field
    if observed is not None:
        assert found[0].evidence.observed == observed
    return found[0]


def assert_clean(name: str) -> None:
    """The check finds nothing."""
    assert [finding.message for finding in findings(name)] == []
