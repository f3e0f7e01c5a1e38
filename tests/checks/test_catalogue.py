"""What holds for every check, whichever it is."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import issues.checks
from issues.registry import CHECKS, check
from issues.scope import Scope
from issues.vocabulary import Severity
from members.models import Address, Email, Phone
from tests import factories
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
@pytest.mark.parametrize("name", sorted(CHECKS))
def test_the_number_of_queries_does_not_grow_with_the_findings(name: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            CHECKS[name].findings(Scope(TODAY))
        return len(captured)

    house = factories.chamber("crowded", seats=1)

    def spoil(first: int, last: int) -> None:
        for number in range(first, last):
            seat = factories.electorate(f"Seat {number // 2}", house)
            member = factories.member(f"Member {number}", house, electorate=seat)
            Email.objects.create(member=member, address="nonsense")
            Email.objects.create(member=member, address=f"seat{number // 2}@example.org")
            Phone.objects.create(member=member, number="12")
            Address.objects.create(member=member, state="NT", postcode="801")

    spoil(0, 4)
    few = queries()
    spoil(4, 24)
    assert queries() == few <= 3
    assert CHECKS[name].findings(Scope(TODAY))
