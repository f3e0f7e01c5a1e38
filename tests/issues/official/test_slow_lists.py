"""A copy in force that takes too long to read is ignored by the checks."""

from __future__ import annotations

import pytest

from issues.official import lists
from members.lists import snapshots
from members.models import Chamber, Snapshot, SnapshotRows, Source
from members.sources import deadline
from members.sources.deadline import ReadingLimits

pytestmark = pytest.mark.django_db


def copy_of(names: list[str]) -> Snapshot:
    source = Source.objects.create(
        slug="slow", format="csv", chamber=Chamber.objects.get(slug="nt-la")
    )
    taken = snapshots.take(source, "\n".join(["name", *names]).encode(), "x").snapshot
    Snapshot.objects.filter(pk=taken.pk).update(verdict="accepted")
    return taken


def test_a_copy_in_force_that_takes_too_long_by_now_is_no_list_for_the_checks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = copy_of([f"Ada Quill {number}" for number in range(10_000)])
    SnapshotRows.objects.all().delete()
    monkeypatch.setattr(deadline, "LIMITS", ReadingLimits(total=0.001))

    assert list(lists.in_force()) == []
    assert "longer than any list" in lists.why_unreadable(lists.key_of(slow, slow.source, ""))


def test_the_same_copy_is_a_list_where_there_is_time() -> None:
    quick = copy_of(["Ada Quill", "Bo Reed"])

    assert [each.slug for each in lists.in_force()] == ["slow"]
    assert lists.why_unreadable(lists.key_of(quick, quick.source, "")) == ""
