"""The bench from end to end, on few members: what it plants is found, and nothing else. Times are
not judged."""

import json
from pathlib import Path

import pytest

from issues.findings.registry import CHECKS
from tests.checks.verbs import TODAY
from trials.bench.__main__ import main
from trials.bench.people import chambers
from trials.bench.planted import KINDS


def test_what_is_planted_is_found_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.json"
    assert main(["--members", "300", "--repeats", "1", "--json", str(file)]) == 0, (
        capsys.readouterr().out
    )
    said = json.loads(file.read_text())
    assert (said["planted"], said["found"]) == (3, 3)
    assert set(said["checks"]) == set(CHECKS)
    assert set(said["ratios"]) >= {"first_to_floor", "unchanged_to_floor"}
    assert 0 < said["memory"]["unchanged"] < 1000


def test_the_members_are_always_the_same() -> None:
    def rows() -> list[dict[str, str]]:
        return [row for chamber in chambers(250, TODAY) for row in chamber.members]

    assert rows() == rows()
    assert len({row["slug"] for row in rows()}) == 250


def test_every_kind_of_mistake_is_one_that_a_check_finds() -> None:
    assert {kind.check for kind in KINDS} <= set(CHECKS)
