"""Assertions about a check: what it flags, where it finds nothing, and that its fix removes the
finding."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from issues.findings.edits import EDITABLE, stored
from issues.findings.finding import Finding
from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.fixes import execution
from issues.runs.survey import of_check

TODAY = date(2026, 6, 15)


def findings(name: str, *chambers: str) -> list[Finding]:
    """Return the findings of the named check on the day of the tests, in these chambers (without
    any: in all)."""
    return of_check(CHECKS[name], Scope(TODAY, frozenset(chambers)))


def assert_flags(name: str, *slugs: str, field: str = "", observed: str | None = None) -> Finding:
    """Assert that the check finds one thing, about exactly these members and this field; return the
    finding."""
    found = findings(name)
    assert [sorted(member.slug for member in finding.concerned) for finding in found] == [
        sorted(slugs)
    ]
    assert found[0].field == field
    if observed is not None:
        assert found[0].evidence.observed == observed
    return found[0]


def assert_clean(name: str) -> None:
    """Assert that the check finds nothing."""
    assert [finding.message for finding in findings(name)] == []


def assert_fix_converges(name: str) -> Finding:
    """Assert that the check's one finding has one fix. After the fix, the check finds nothing and
    no other check finds anything new; after undoing it, every member is as before. Leave the fix
    applied, and return the finding."""
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
