"""A list that loses its members bit by bit is not accepted all the way down."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from members.lists import snapshots
from members.models import Snapshot, Source
from tests import factories

if TYPE_CHECKING:
    from django.contrib.auth.models import User

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def listing(count: int) -> bytes:
    return "\n".join(
        [
            "name",
            *(
                f"Ada {'Quill' * (1 + number // 26)}{chr(97 + number % 26)}"
                for number in range(count)
            ),
            "",
        ]
    ).encode()


def take(source: Source, count: int, days_ago: float = 0) -> Snapshot:
    """Take a copy with `count` members, dated that many days ago."""
    copy = snapshots.take(source, listing(count), "made up").snapshot
    Snapshot.objects.filter(pk=copy.pk).update(taken_at=NOW - timedelta(days=days_ago))
    copy.refresh_from_db()
    return copy


def shrink(source: Source, count: int) -> list[int]:
    """Take copies that each lose 9 % until one is rejected. Return the sizes of the accepted
    ones."""
    good = []
    while count and take(source, count).verdict == "accepted":
        good.append(count)
        count = count * 91 // 100
    return good


def test_a_list_that_loses_nine_percent_a_copy_is_stopped_at_ten(source: Source) -> None:
    assert shrink(source, 200) == [200, 182]
    rejected = source.latest()
    assert rejected
    assert (
        rejected.why
        == f"It lost more than 10 % of its members: it has 165, the copy of {timezone.localdate():%-d %B %Y} 200."
    )


def test_it_is_stopped_too_after_a_copy_that_was_in_force_for_long(source: Source) -> None:
    take(source, 200, days_ago=90)
    assert shrink(source, 182) == [182]


def test_a_list_that_grows_back_and_shrinks_is_held_against_its_largest(source: Source) -> None:
    for count in (200, 185, 195):
        assert take(source, count).verdict == "accepted"
    assert take(source, 179).verdict == "rejected"
    assert take(source, 180).verdict == "accepted"


def test_what_was_replaced_more_than_thirty_days_ago_is_not_compared(source: Source) -> None:
    take(source, 200, days_ago=62)
    take(source, 182, days_ago=31)
    assert take(source, 165).verdict == "accepted"


def test_a_rejected_copy_is_no_measure(source: Source) -> None:
    take(source, 200)
    take(source, 100)
    assert take(source, 200).verdict == "accepted"
    assert take(source, 179).why.endswith("it has 179, the last good copy 200.")


def test_a_copy_that_a_person_accepted_is_the_new_measure(source: Source, admin_user: User) -> None:
    take(source, 200)
    snapshots.decide(take(source, 100), Snapshot.Verdict.ACCEPTED, admin_user)
    assert take(source, 91).verdict == "accepted"
    assert (
        take(source, 83).why
        == f"It lost more than 10 % of its members: it has 83, the copy of {timezone.localdate():%-d %B %Y} 100."
    )
    snapshots.decide(take(source, 50), Snapshot.Verdict.ACCEPTED, admin_user)
    assert take(source, 46).verdict == "accepted"


def test_a_list_that_shrinks_slowly_is_stopped_at_half_of_the_chamber(
    source: Source, admin_user: User
) -> None:
    for number in range(40):
        factories.member(f"Ada Quill{number}", of=source.chamber)
    take(source, 40, days_ago=200), take(source, 21, days_ago=100)
    Snapshot.objects.update(verdict="accepted")
    assert take(source, 20).verdict == "accepted"
    few = take(source, 19)
    assert (few.verdict, few.why) == (
        "rejected",
        "It has 19 members; the chamber has 40 in the directory.",
    )
    snapshots.decide(few, Snapshot.Verdict.ACCEPTED, admin_user)
    assert take(source, 18).verdict == "accepted"


def test_a_list_that_grows_is_accepted(source: Source) -> None:
    take(source, 50)
    assert take(source, 100).verdict == "accepted"
