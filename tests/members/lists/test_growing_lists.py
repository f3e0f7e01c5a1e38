"""A list that suddenly has far more members than its chamber is not accepted without a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from members.lists import snapshots
from members.models import Chamber, Member, Snapshot, Source
from tests import factories

if TYPE_CHECKING:
    from django.contrib.auth.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(source: Source) -> Source:
    Chamber.objects.filter(slug="nt-la").update(seats=25)
    return source


def take(source: Source, count: int) -> Snapshot:
    listing = "\n".join(["name", *(f"Ada Quill{number}" for number in range(count)), ""])
    return snapshots.take(source, listing.encode(), "made up").snapshot


def test_a_copy_of_more_than_twice_as_many_is_rejected_and_says_why(source: Source) -> None:
    take(source, 30)
    grown = take(source, 61)
    assert grown.verdict == "rejected"
    assert grown.why == (
        "It has more than twice as many members as before: 61; the last good copy has 30, "
        "the chamber 25 seats, and 0 sit according to the directory."
    )
    assert take(source, 60).verdict == "accepted"


def test_it_is_measured_against_the_seats_and_the_sitting_members_too(source: Source) -> None:
    take(source, 10)
    assert take(source, 50).verdict == "accepted"
    Source.objects.all().delete()
    other = Source.objects.create(
        slug="other", format="csv", chamber=Chamber.objects.get(slug="nt-la")
    )
    take(other, 30)
    of = factories.chamber(seats=25)
    Member.objects.bulk_create(
        Member(chamber=of, slug=f"m-{n}", first_name="Ada", last_name=f"Quill{n}")
        for n in range(40)
    )
    assert take(other, 80).verdict == "accepted"


def test_a_small_list_may_grow_by_twenty_five(source: Source) -> None:
    Chamber.objects.update(seats=None)
    take(source, 2)
    assert take(source, 27).verdict == "accepted"
    Source.objects.all().delete()
    other = Source.objects.create(
        slug="other", format="csv", chamber=Chamber.objects.get(slug="nt-la")
    )
    take(other, 2)
    assert take(other, 28).verdict == "rejected"


def test_a_first_copy_is_no_growth(source: Source) -> None:
    assert take(source, 500).verdict == "accepted"


def test_what_a_person_accepted_is_the_measure_from_then_on(
    source: Source, django_user_model: type[User]
) -> None:
    take(source, 30)
    snapshots.decide(
        take(source, 500), Snapshot.Verdict.ACCEPTED, django_user_model.objects.create()
    )
    assert take(source, 900).verdict == "accepted"
