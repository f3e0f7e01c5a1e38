"""What is kept of lists when something breaks, is switched off or is half asked."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from issues.findings.finding import Finding
from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.models import CheckState, KeptFindings
from issues.official.comparison import ListedChamber
from issues.runs import runner
from issues.runs.list_memory import ListMemory
from issues.runs.survey import survey
from members.models import Member, Source
from tests import factories
from tests.checks.verbs import TODAY

pytestmark = pytest.mark.django_db
BEGINS = date(2026, 8, 1)


@pytest.fixture
def houses() -> None:
    """Two chambers. The first has two lists, of which one lacks somebody whose term begins
    later."""
    for slug in ("lower", "upper"):
        house = factories.chamber(slug)
        ada = factories.member("Ada Quill", house, slug=f"ada-{slug}")
        factories.email(f"ada@{slug}.example.org", of=ada)
        row = {"name": "Ada Quill", "email": f"quill@{slug}.example.org"}
        late = {"name": "Cy Wren", "started_on": str(BEGINS)}
        factories.official_list(row, late, of=house, slug=f"of-{slug}")
    factories.official_list({"name": "Ada Quill"}, of=factories.chamber("lower"), slug="second")


def found(memory: ListMemory | None, *names: str) -> list[str]:
    """Return the messages of what these checks find; with a memory, keep it."""
    checks = [CHECKS[name] for name in names]
    findings: list[Finding] = []
    for each in survey(checks, Scope(TODAY), memory=memory).values():
        findings += each.findings.values()
    if memory:
        memory.finish()
        memory.store()
    return sorted(each.message for each in findings)


def seen(day: date) -> None:
    Source.objects.update(checked_at=timezone.make_aware(datetime.combine(day, time(12))))


@pytest.mark.parametrize("names", [("member-missing",), ("member-missing", "email-differs")])
def test_the_day_of_a_list_counts_whichever_checks_are_asked(
    houses: None, names: tuple[str, ...]
) -> None:
    seen(BEGINS - timedelta(days=1))
    before = found(ListMemory(TODAY), *names)
    seen(BEGINS)
    after = found(ListMemory(TODAY), *names)
    assert after == found(None, *names)
    assert after != before


def test_a_term_that_begins_later_than_all_known_ones_counts(houses: None) -> None:
    names = ("member-missing", "member-departed", "email-differs")
    seen(BEGINS)
    found(ListMemory(TODAY), *names)
    later = BEGINS + timedelta(days=60)
    factories.member("Di Thorn", factories.chamber("lower"), started_on=later)
    assert found(ListMemory(TODAY), *names) == found(None, *names)
    seen(later)
    after = found(ListMemory(TODAY), *names)
    assert after == found(None, *names)
    assert any("Di Thorn" in message for message in after)


def test_a_check_that_breaks_is_asked_again_and_the_others_are_kept(
    houses: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(chamber: ListedChamber) -> Iterator[Finding]:
        raise ValueError("broken")
        yield

    whole = CHECKS["phone-differs"]
    monkeypatch.setitem(CHECKS, "phone-differs", replace(whole, function=breaks))
    found(ListMemory(TODAY), "phone-differs", "email-differs", "member-missing")
    memory = ListMemory(TODAY)
    memory.start()
    for slug in ("lower", "upper"):
        assert memory.recall(slug, ["email-differs"])
        assert memory.recall(slug, ["email-differs", "phone-differs"]) is None
    assert memory.recall("", ["member-missing"])


@pytest.mark.parametrize("switched_off", [False, True])
def test_nothing_is_kept_of_a_member_who_was_deleted(houses: None, switched_off: bool) -> None:
    runner.run([], Scope(TODAY))
    Member.objects.get(slug="ada-lower").delete()
    if switched_off:
        for name, check in CHECKS.items():
            if check.official:
                CheckState.objects.filter(name=name).update(enabled=False)
    runner.run([], Scope(TODAY))
    kept = b"".join(zlib.decompress(bytes(each.content)) for each in KeptFindings.objects.all())
    assert b"ada-lower" not in kept
    assert b"ada@lower.example.org" not in kept


@pytest.mark.once("only SQLite holds impossible days")
def test_a_damaged_day_elsewhere_breaks_nothing(houses: None) -> None:
    factories.member("Bo Reed", factories.chamber("other"), slug="bo")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE members_member SET ended_on = '2026-02-30' WHERE slug = 'bo'")
    names = ("member-missing", "email-differs")
    assert found(ListMemory(TODAY), *names) == found(None, *names) != []


def test_without_their_state_lists_are_compared(
    houses: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = found(ListMemory(TODAY), "email-differs")

    def damaged(today: date) -> None:
        raise ValueError("day is out of range for month")

    monkeypatch.setattr("issues.official.unchanged.states", damaged)
    assert found(ListMemory(TODAY), "email-differs") == before
