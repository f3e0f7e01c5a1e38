"""What holds for every check, whichever it is."""

import importlib
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import issues.checks
from issues.registry import CHECKS, check
from issues.scope import Scope
from issues.vocabulary import Severity
from tests.checks.verbs import TODAY

FILES = sorted(path.stem for path in Path(issues.checks.__path__[0]).glob("*.py") if path.stem != "__init__")


def test_every_file_is_a_check_of_its_name_with_a_test_of_its_own() -> None:
    assert sorted(CHECKS) == [name.replace("_", "-") for name in FILES]
    for name in FILES:
        assert (Path(__file__).parent / f"test_{name}.py").exists()


@pytest.mark.parametrize("missing", ["Why", "Fix", "Trap"])
def test_a_check_is_refused_at_import_without_why_fix_or_trap(missing: str) -> None:
    def broken(scope: Scope) -> list[object]:
        return []

    broken.__doc__ = "Title.\n\n" + "\n".join(f"{word}: something." for word in ("Why", "Fix", "Trap") if word != missing)
    with pytest.raises(TypeError, match=missing):
        check(severity=Severity.ERROR, about="")(broken)  # type: ignore[arg-type]


def test_a_retired_name_is_never_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def again(scope: Scope) -> list[object]:
        """Title.

        Why: a. Fix: b.
        Fix: b.
        Trap: c.
        """
        return []

    again.__module__ = "issues.checks.old_name"
    monkeypatch.setitem(issues.checks.RETIRED, "old-name", "replaced")
    with pytest.raises(TypeError, match="retired"):
        check(severity=Severity.ERROR, about="")(again)  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize("file", FILES)
def test_the_number_of_queries_does_not_grow_with_the_findings(file: str) -> None:
    name = file.replace("_", "-")
    # the test of each check knows how to plant what it finds
    plant = importlib.import_module(f"tests.checks.test_{file}").plant

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            CHECKS[name].findings(Scope(TODAY))
        return len(captured)

    for number in range(2):
        plant(number)
    few = queries()
    for number in range(2, 12):
        plant(number)
    assert queries() == few <= (20 if CHECKS[name].official else 12), "a few for each list, one or two for all members"
    assert len(CHECKS[name].findings(Scope(TODAY))) == 12


@pytest.mark.django_db
@pytest.mark.parametrize("file", FILES)
def test_a_check_of_single_members_finds_of_one_member_what_a_run_finds(file: str) -> None:
    check = CHECKS[file.replace("_", "-")]
    plant = importlib.import_module(f"tests.checks.test_{file}").plant
    for number in range(3):
        plant(number)
    found = check.findings(Scope(TODAY))
    if check.compares:
        assert len(found) == 3
        return
    assert not any(finding.is_group for finding in found), "a check that finds groups compares members"
    for finding in found:
        alone = check.findings(Scope(TODAY, only=frozenset({finding.concerned[0].slug})))
        assert [(each.fingerprint(check.name), each.digest()) for each in alone] == [(finding.fingerprint(check.name), finding.digest())]
