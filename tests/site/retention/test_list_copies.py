"""Old snapshots of official lists: those in use stay, the others are thinned to one a day for 30
days, then one a month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from issues.models import Hold, Issue
from members.history.change_reasons import from_source
from members.lists import snapshots
from members.models import Email, Snapshot, Source
from tests import factories
from yvih_site.retention import rules

pytestmark = pytest.mark.django_db

NOON = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def source() -> Source:
    return Source.objects.create(slug="official", format="csv", chamber=factories.chamber())


def take(
    source: Source, when: datetime, names: Iterable[str], verdict: str = "accepted"
) -> Snapshot:
    data = "\n".join(["name", *names]).encode()
    copy = snapshots.take(source, data, "made up").snapshot
    Snapshot.objects.filter(pk=copy.pk).update(taken_at=when, verdict=verdict)
    copy.refresh_from_db()
    return copy


def hourly(source: Source, days: int, every: int = 6) -> list[Snapshot]:
    """Add a different snapshot every `every` hours for `days` days until now."""
    start = NOON - timedelta(days=days)
    return [
        take(source, start + timedelta(hours=n), [f"Ada N{n}"])
        for n in range(0, days * 24 + 1, every)
    ]


def left() -> set[Snapshot]:
    assert rules.apply(NOON).keys() <= {"members.Snapshot"}
    return set(Snapshot.objects.all())


def test_one_a_day_stays_for_thirty_days_and_one_a_month_of_before(source: Source) -> None:
    made = hourly(source, days=70)
    kept = left()
    today, days = (
        timezone.localdate(NOON),
        [timezone.localdate(copy.taken_at) for copy in made if copy in kept],
    )
    assert [day for day in days if 2 <= (today - day).days <= 30] == [
        today - timedelta(days=n) for n in range(30, 1, -1)
    ]
    months = [(day.year, day.month) for day in days if (today - day).days > 30]
    assert months == sorted(
        {
            (copy.taken_at.year, copy.taken_at.month)
            for copy in made
            if copy.taken_at < NOON - timedelta(days=31)
        }
    )
    assert {copy for copy in made if copy.taken_at >= NOON - timedelta(days=1)} <= kept
    assert left() == kept


def test_of_a_day_the_longest_accepted_copy_stays(source: Source) -> None:
    day = NOON - timedelta(days=10)
    take(source, day, ["A B", "C D"])
    longest = take(source, day + timedelta(hours=1), ["A B", "C D", "E F"])
    take(source, day + timedelta(hours=2), ["A B", "C D", "I J"][1:])
    take(source, day + timedelta(hours=3), ["X Y"] * 9, verdict="rejected")
    newest = take(source, NOON, ["A B"])
    assert left() == {longest, newest}


def test_what_is_in_force_was_decided_or_is_named_stays(source: Source) -> None:
    made = hourly(source, days=2, every=1)
    decided, in_evidence, in_claim, in_words, in_hold, by_fix, in_force = made[:7]
    Snapshot.objects.filter(pk__gt=in_force.pk).update(verdict="rejected")
    Snapshot.objects.filter(pk=decided.pk).update(
        decided_at=NOON, decided_by=User.objects.create_user("kim")
    )
    Issue.objects.create(
        issue="x",
        evidence={
            "context": {
                "copy": str(in_evidence.pk),
                "other": f"Whip, line 3 (copy {in_claim.pk} of 3 May)",
            }
        },
        source_slugs=["official"],
    )
    Issue.objects.create(
        issue="y", evidence={"context": {"copy": f"{in_words.pk} of 1 May 2026, 12:00"}}
    )
    Hold.objects.create(check_name="x", chamber=source.chamber, snapshots=[in_hold.pk])
    email = Email(member=factories.member(), address="a@example.org")
    email._change_reason = from_source(["official"], str(by_fix.pk), "Write it")  # type: ignore[attr-defined]
    email.save()
    Snapshot.objects.update(taken_at=NOON - timedelta(days=9))
    kept = left()
    assert {decided, in_evidence, in_claim, in_words, in_hold, by_fix, in_force, made[-1]} == kept


def test_the_same_members_in_another_order_with_other_white_space_or_a_time_stamp_are_no_new_copy(
    source: Source,
) -> None:
    first = snapshots.take(source, b"name,email\nAda Quill,ada@example.org\nBo Stone,\n", "made up")
    for same in (
        b"name,email\nBo Stone,\nAda Quill,ada@example.org\n",
        b"email,name\r\n ada@example.org , Ada Quill\r\n\r\n,Bo Stone\r\n",
        b"name,email\nmade at 12:34:56\nAda Quill,ada@example.org\nBo Stone,\n",
    ):
        Source.objects.update(checked_at=None)
        again = snapshots.take(source, same, "made up")
        assert (again.is_new, again.snapshot.pk, again.snapshot.taken_at) == (
            False,
            first.snapshot.pk,
            first.snapshot.taken_at,
        )
        source.refresh_from_db()
        assert source.checked_at, "it was seen"
    assert snapshots.take(source, b"name,email\nAda Quill,\nBo Stone,\n", "made up").is_new
