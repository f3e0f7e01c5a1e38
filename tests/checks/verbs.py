"""What a test says of a check: it flags this, it stays quiet about that, and its fix makes it
quiet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from issues.findings.edits import EDITABLE, stored
from issues.findings.registry import CHECKS, Finding
from issues.findings.scope import Scope
from issues.fixes import execution

TODAY = date(2026, 6, 15)


def findings(name: str, *chambers: str) -> list[Finding]:
    """What the check of that name finds on the day of the tests, in those chambers (none: all)."""
    return CHECKS[name].findings(Scope(TODAY, frozenset(chambers)))


def assert_flags(name: str, *slugs: str, field: str = "", observed: str | None = None) -> Finding:
    """The check finds one thing, about exactly those members and that field. Returns it."""
    found = findings(name)
    assert [sorted(member.slug for member in finding.concerned) for finding in found] == [
        sorted(slugs)
    ]
    assert found[0].field == field
    if observed is not None:
        assert found[0].evidence.observed == observed
    return found[0]


def assert_clean(name: str) -> None:
    """The check finds nothing."""
    assert [finding.message for finding in findings(name)] == []


def assert_fix_converges(name: str) -> Finding:
    """The check finds one thing with one fix. Applied, the check is quiet and no other says
    anything that was not said before; undone, every member is as before. Leaves the fix applied,
    and returns the finding."""
    (finding,) = findings(name)
    (fix,) = finding.fixes
    before = _rows()
    undo = execution.execute(fix)
    assert_clean(name)
    said = _said(CHECKS)
    redo = execution.execute(undo, back=True)
    assert _rows() == before
    anew = said - _said(
        {name for name, _ in said}
    )  # the rows are as before, and few checks have anything to say: most need not run twice
    assert not anew, f"said anew of what was put right: {sorted(anew)}"
    execution.execute(redo)
    return finding


def _rows() -> list[tuple[str, int, dict[str, object]]]:
    return [
        (model._meta.label, row.pk, stored(row))
        for model in EDITABLE.values()
        for row in model._default_manager.order_by("pk")
    ]


def _said(names: Iterable[str]) -> set[tuple[str, str]]:
    return {(name, finding.fingerprint(name)) for name in names for finding in findings(name)}
