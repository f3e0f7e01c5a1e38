"""Every check on 5,000 correct members: no findings, and as many queries as on 500, or one read of
each table for every 2,000 members. Prints the time of each check."""

from __future__ import annotations

import time
from itertools import islice
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from issues.findings.reach import Reach
from issues.findings.registry import CHECKS, Check
from issues.findings.scope import Scope
from issues.runs.survey import of_check
from members.models import Member
from members.rows import reading
from tests.checks.verbs import TODAY
from trials.bench.load import write
from trials.bench.people import Chamber, chambers

pytestmark = [pytest.mark.django_db, pytest.mark.long]
FEW, MANY = 500, 5_000
#: Members, and each kind of detail.
TABLES = 6


def load(folder: Path, made: list[Chamber]) -> None:
    folder.mkdir()
    for command, path in zip(
        (["importchambers"], ["importmembers", "csv"]), write(folder, iter(made)), strict=True
    ):
        call_command(*command, str(path))


def look(check: Check) -> tuple[int, float]:
    """Return the number of queries and the seconds in which the check finds nothing."""
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        assert [finding.message for finding in of_check(check, Scope(TODAY))] == []
    return len(captured), time.perf_counter() - began


def test_each_check_is_quiet_about_what_is_right_and_asks_as_often_of_many_as_of_few(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = chambers(MANY, TODAY)
    load(tmp_path / "few", list(islice(made, FEW // 100)))
    few = {name: look(check)[0] for name, check in CHECKS.items()}
    load(tmp_path / "many", list(made))
    assert Member.objects.count() == MANY
    many = {name: look(check) for name, check in CHECKS.items()}
    more = TABLES * (MANY // reading.AT_ONCE)
    assert {name: queries for name, (queries, _) in many.items()} == {
        name: few[name] + more * (check.reach in (Reach.MEMBER, Reach.CHAMBER))
        for name, check in CHECKS.items()
    }
    with capsys.disabled():
        print(f"\n{'check':28} queries  ms on {MANY:,} members")
        for name, (queries, seconds) in sorted(many.items()):
            print(f"{name:28} {queries:7} {seconds * 1000:5.0f}")
