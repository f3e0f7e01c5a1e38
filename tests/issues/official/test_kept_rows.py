"""Runs read the rows of lists that are kept, and keep those that are not."""

from __future__ import annotations

from datetime import date

import pytest

from issues.findings.scope import Scope
from issues.models import Issue
from issues.official import lists
from issues.privacy import redaction
from issues.runs import runner
from members.lists import kept_rows, snapshots
from members.lists.contents import Contents
from members.models import Member, Snapshot, SnapshotRows, Source
from members.sources import deadline
from tests import factories

pytestmark = pytest.mark.django_db
SCOPE = Scope(date(2026, 6, 15))


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that gains an item each time a copy is parsed."""
    parsed: list[int] = []
    run = deadline.run

    def counted(*given: object) -> object:
        parsed.append(1)
        return run(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(deadline, "run", counted)
    return parsed


@pytest.fixture
def ada(readings: list[int]) -> Member:
    """A member whose list has another address."""
    member = factories.member("Ada Quill", electorate=factories.electorate("Arafura"))
    factories.email("ada.quill@nt.gov.au", of=member)
    factories.listed(name="Ada Quill", electorate="Arafura", email="ada@example.net")
    readings.clear()
    lists._people.cache_clear()
    return member


def run() -> list[str]:
    lists._people.cache_clear()
    lists._verdicts.clear()
    runner.run(["email-differs", "source-rejected"], SCOPE)
    return list(Issue.objects.active().values_list("check_name", flat=True))


def test_a_copy_that_was_taken_is_not_parsed_again(ada: Member, readings: list[int]) -> None:
    assert run() == ["email-differs"]
    assert readings == []


def test_what_is_missing_is_kept_by_the_first_run(ada: Member, readings: list[int]) -> None:
    SnapshotRows.objects.all().delete()
    assert run() == ["email-differs"]
    assert readings == [1]
    assert run() == ["email-differs"]
    assert readings == [1]


def test_a_rehearsal_keeps_nothing(ada: Member, readings: list[int]) -> None:
    SnapshotRows.objects.all().delete()
    report = runner.rehearse(["email-differs"], SCOPE)
    assert report.totals.opened == 1
    assert not SnapshotRows.objects.exists()


def test_a_copy_that_a_person_accepted_is_kept(ada: Member, readings: list[int]) -> None:
    source = Source.objects.get()
    rows = "\n".join(["name,email", *(f"Ada Quill{n},a{n}@example.net" for n in range(60))])
    copy = snapshots.take(source, rows.encode(), "made up").snapshot
    assert copy.verdict == Snapshot.Verdict.REJECTED
    Snapshot.objects.filter(pk=copy.pk).update(verdict=Snapshot.Verdict.ACCEPTED)
    run()
    assert [kept.snapshot_id for kept in SnapshotRows.objects.all()] == [copy.pk]


def test_a_copy_that_can_no_longer_be_read_is_reported_and_not_kept(
    ada: Member, readings: list[int]
) -> None:
    Source.objects.update(format="aph-senators")
    assert run() == ["source-rejected"]
    assert [kept.key for kept in SnapshotRows.objects.all()] != []
    assert list(lists.in_force()) == []


def test_what_is_redacted_while_a_run_reads_a_copy_is_not_kept(
    ada: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    SnapshotRows.objects.all().delete()
    packed = kept_rows.packed

    def meanwhile(copy: Snapshot, contents: Contents) -> bytes:
        rows = packed(copy, contents)
        redaction.redact("ada@example.net", "Private.")
        return rows

    monkeypatch.setattr(kept_rows, "packed", meanwhile)
    lists.keep_rows()
    assert not SnapshotRows.objects.exists()


def test_rows_of_lists_that_are_no_longer_used_are_deleted(ada: Member) -> None:
    Source.objects.update(enabled=False)
    assert SnapshotRows.objects.exists()
    run()
    assert not SnapshotRows.objects.exists()


def test_damaged_rows_are_read_again_and_kept_by_the_next_run(
    ada: Member, readings: list[int]
) -> None:
    SnapshotRows.objects.update(content=b"rubbish")
    assert run() == ["email-differs"]
    assert run() == ["email-differs"]
    assert len(readings) == 2
    assert run() == ["email-differs"]
    assert len(readings) == 2


def test_a_redaction_deletes_them(ada: Member) -> None:
    assert SnapshotRows.objects.exists()
    redaction.redact("ada@example.net", "Private.")
    assert not SnapshotRows.objects.exists()
    assert run() == []
