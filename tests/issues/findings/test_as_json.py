"""Findings are the same after they were kept as JSON."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest

from issues.findings.as_json import from_json, to_json
from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.runs.survey import of_check
from tests.checks.verbs import TODAY

pytestmark = pytest.mark.django_db

FILES = sorted(
    path.stem.removeprefix("test_")
    for path in (Path(__file__).parents[2] / "checks").glob("test_*.py")
    if path.stem.removeprefix("test_").replace("_", "-") in CHECKS
)


@pytest.mark.parametrize("file", FILES)
def test_the_findings_of_every_check_come_back_from_json_as_they_were(file: str) -> None:
    importlib.import_module(f"tests.checks.test_{file}").plant(0)
    found = of_check(CHECKS[file.replace("_", "-")], Scope(TODAY))
    assert found
    assert [from_json(json.loads(json.dumps(to_json(each)))) for each in found] == found
