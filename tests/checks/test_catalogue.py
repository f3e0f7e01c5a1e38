"""Rules that hold for every check."""

import importlib
import sys
from collections.abc import Callable, Iterator
from graphlib import CycleError
from pathlib import Path
from types import ModuleType

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import issues.checks
from issues.findings import registry
from issues.findings.finding import Finding
from issues.findings.reach import Reach
from issues.findings.registry import CHECKS, check
from issues.findings.scope import Scope
from issues.models.choices import Severity
from issues.official import lists
from issues.runs.survey import of_check
from tests.checks.verbs import TODAY

FILES = sorted(
    path.stem for path in Path(issues.checks.__path__[0]).glob("*.py") if path.stem != "__init__"
)


def test_every_file_is_a_check_of_its_name_with_a_test_of_its_own() -> None:
    assert sorted(CHECKS) == [name.replace("_", "-") for name in FILES]
    for name in FILES:
        assert (Path(__file__).parent / f"test_{name}.py").exists()


@pytest.mark.parametrize("missing", ["Why", "Fix", "Trap"])
def test_a_check_is_refused_at_import_without_why_fix_or_trap(missing: str) -> None:
    def broken(scope: Scope) -> list[object]:
        return []

    broken.__doc__ = "Title.\n\n" + "\n".join(
        f"{word}: something." for word in ("Why", "Fix", "Trap") if word != missing
    )
    with pytest.raises(TypeError, match=missing):
        check(severity=Severity.ERROR, about="", reach=Reach.WHOLE)(broken)  # type: ignore[arg-type]


def test_a_check_of_lists_that_asks_for_the_day_is_refused() -> None:
    def of_the_day(chamber: object, today: object) -> list[Finding]:
        """Title.

        Why: something.
        Fix: something.
        Trap: something.
        """
        return []

    with pytest.raises(TypeError, match="may not depend on the day"):
        check(severity=Severity.ERROR, about="", reach=Reach.LIST)(of_the_day)


Package = Callable[[dict[str, str]], ModuleType]

FILE = '''
from issues.findings.reach import Reach
from issues.findings.registry import check
from issues.models.choices import Severity


@check(severity=Severity.ERROR, about="", reach=Reach.WHOLE{more})
def finds_nothing(scope):
    """Title.

    Why: a.
    Fix: b.
    Trap: c.
    """
    return []
'''


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Package]:
    """Return a package of checks in these files, loaded into a registry of its own."""

    def make(files: dict[str, str]) -> ModuleType:
        for name, text in {"__init__.py": "RETIRED = {'old-name': 'replaced'}", **files}.items():
            file = tmp_path / "other_checks" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        importlib.invalidate_caches()
        return importlib.import_module("other_checks")

    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(registry, "CHECKS", {})
    yield make
    for name in [name for name in sys.modules if name.partition(".")[0] == "other_checks"]:
        del sys.modules[name]


def test_every_module_of_the_package_that_is_handed_in_is_a_check_and_no_subfolder_is(
    package: Package,
) -> None:
    some = package(
        {
            "b_b.py": FILE.format(more=""),
            "a.py": FILE.format(more=""),
            "helpers/__init__.py": "",
            "helpers/c.py": "1 / 0",
        }
    )

    registry.discover(some)

    assert list(registry.CHECKS) == ["a", "b-b"]
    assert "other_checks.helpers" not in sys.modules


def test_a_retired_name_is_never_used_again(package: Package) -> None:
    with pytest.raises(TypeError, match="The name of the check old-name is retired"):
        registry.discover(package({"old_name.py": FILE.format(more="")}))


def test_a_check_is_part_of_another_that_exists_and_never_of_itself(package: Package) -> None:
    with pytest.raises(TypeError, match="There is no check wide for others to be part of"):
        registry.discover(package({"narrow.py": FILE.format(more=', part_of=("wide",)')}))
    with pytest.raises(CycleError):
        registry.discover(package({"wide.py": FILE.format(more=', part_of=("narrow",)')}))


@pytest.mark.django_db
@pytest.mark.parametrize("file", FILES)
def test_the_number_of_queries_does_not_grow_with_the_findings(file: str) -> None:
    name = file.replace("_", "-")
    # each check's own test plants its findings
    plant = importlib.import_module(f"tests.checks.test_{file}").plant

    def queries() -> int:
        lists._people.cache_clear()  # another test's copy may have had the same number and content
        with CaptureQueriesContext(connection) as captured:
            of_check(CHECKS[name], Scope(TODAY))
        return len(captured)

    for number in range(2):
        plant(number)
    few = queries()
    for number in range(2, 12):
        plant(number)
    assert queries() == few <= (30 if CHECKS[name].official else 12), (
        "ten for each list, one or two for all members"
    )
    assert len(of_check(CHECKS[name], Scope(TODAY))) == 12


@pytest.mark.django_db
@pytest.mark.parametrize("file", FILES)
def test_a_check_of_single_members_finds_of_one_member_what_a_run_finds(file: str) -> None:
    check = CHECKS[file.replace("_", "-")]
    plant = importlib.import_module(f"tests.checks.test_{file}").plant
    for number in range(3):
        plant(number)
    found = of_check(check, Scope(TODAY))
    if check.compares:
        assert len(found) == 3
        return
    assert not any(finding.is_group for finding in found), (
        "a check that finds groups compares members"
    )
    for finding in found:
        alone = of_check(check, Scope(TODAY, only=frozenset({finding.concerned[0].slug})))
        assert [(each.fingerprint(check.name), each.evidence_hash()) for each in alone] == [
            (finding.fingerprint(check.name), finding.evidence_hash())
        ]
