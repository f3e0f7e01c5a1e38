"""Copies of a list, and the verdict on each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest

from members.lists import snapshots
from members.models import Identifier, Snapshot, Source
from tests import factories

if TYPE_CHECKING:
    from django.contrib.auth.models import User

pytestmark = pytest.mark.django_db

NAMES = [
    f"{first} {last}"
    for first in ("Ada", "Bo", "Cy", "Di", "Eli")
    for last in ("Ash", "Quill", "Reed", "Wren")
]


def listing(names: Iterable[str], columns: str = "name,party") -> bytes:
    return "".join(
        f"{line}\n" for line in [columns, *(name + "," * columns.count(",") for name in names)]
    ).encode()


def take(source: Source, data: bytes) -> Snapshot:
    return snapshots.take(source, data, "made up").snapshot


def said(copy: Snapshot) -> tuple[str, str]:
    return copy.verdict, copy.why


def test_a_copy_is_kept_as_it_came(source: Source) -> None:
    copy = Snapshot.objects.get(pk=take(source, listing(NAMES)).pk)
    assert said(copy) == ("accepted", "")
    assert (copy.data, copy.size, copy.rows, copy.columns) == (
        listing(NAMES),
        len(listing(NAMES)),
        20,
        ["name", "party"],
    )
    assert len(bytes(copy.content)) < copy.size
    source.refresh_from_db()
    assert source.checked_at is not None


def test_an_unchanged_list_leaves_one_copy(source: Source) -> None:
    first = snapshots.take(source, listing(NAMES), "made up")
    second = snapshots.take(source, listing(NAMES), "elsewhere")
    assert (first.is_new, second.is_new) == (True, False)
    assert first.snapshot == second.snapshot == Snapshot.objects.get()


def test_what_cannot_be_read_is_rejected_and_the_good_copy_stays_in_force(source: Source) -> None:
    good = take(source, listing(NAMES))
    bad = take(source, b"<title>Sorry</title>")
    assert bad.verdict == "rejected"
    assert bad.why.startswith("This is not CSV")
    assert bad.rows is None
    assert (source.latest(), source.in_force()) == (bad, good)


def test_a_list_that_lost_a_column_is_rejected(source: Source) -> None:
    take(source, listing(NAMES, "name,party,email"))
    assert said(take(source, listing(NAMES))) == (
        "rejected",
        "It lost columns that the last good copy has: email.",
    )


def test_a_list_with_a_column_more_is_accepted(source: Source) -> None:
    take(source, listing(NAMES))
    assert take(source, listing(NAMES, "name,party,email")).verdict == "accepted"


@pytest.mark.parametrize(("left", "verdict"), [(18, "accepted"), (17, "rejected")])
def test_a_list_that_lost_more_than_a_tenth_is_rejected(
    source: Source, left: int, verdict: str
) -> None:
    take(source, listing(NAMES))
    copy = take(source, listing(NAMES[:left]))
    assert copy.verdict == verdict
    assert copy.why == (
        ""
        if verdict == "accepted"
        else "It lost more than 10 % of its members: it has 17, the last good copy 20."
    )


def test_losing_bit_by_bit_is_counted_from_the_last_good_copy(source: Source) -> None:
    take(source, listing(NAMES))
    take(source, listing(NAMES[:10]))
    assert take(source, listing(NAMES[:9])).why.endswith("it has 9, the last good copy 20.")


@pytest.mark.parametrize(("listed", "verdict"), [(2, "rejected"), (3, "accepted")])
def test_a_first_list_with_less_than_half_of_the_chamber_is_rejected(
    source: Source, listed: int, verdict: str
) -> None:
    for name in NAMES[:6]:
        factories.member(name, of=source.chamber)
    copy = take(source, listing(NAMES[:listed]))
    assert copy.verdict == verdict
    assert copy.why == (
        "" if verdict == "accepted" else "It has 2 members; the chamber has 6 in the directory."
    )


def test_a_list_of_nobody_in_this_chamber_is_rejected(source: Source) -> None:
    assert said(take(source, b"chamber,name\nnt-xx,Ada Quill\n")) == (
        "rejected",
        "It contains no members of this chamber.",
    )


def test_a_list_that_comes_back_after_another_is_a_copy_of_its_own(source: Source) -> None:
    first = take(source, listing(NAMES))
    take(source, listing(NAMES[1:]))
    again = snapshots.take(source, listing(NAMES), "made up")
    assert again.is_new
    assert again.snapshot.pk > first.pk
    assert source.in_force() == again.snapshot


def test_a_good_copy_after_a_rejected_one_ends_the_alarm(source: Source) -> None:
    take(source, listing(NAMES))
    assert snapshots.is_undecided(take(source, listing(NAMES[:5])))
    good = take(source, listing(NAMES))
    assert source.latest() == source.in_force() == good
    assert not snapshots.is_undecided(good)


def test_of_rejected_copies_the_newest_five_wait_for_somebody(
    source: Source, admin_user: User
) -> None:
    good = snapshots.take(source, listing(NAMES), "made up").snapshot
    first = snapshots.take(source, b"rubbish of old", "made up").snapshot
    snapshots.decide(first, Snapshot.Verdict.REJECTED, admin_user)
    rubbish = [
        snapshots.take(source, f"rubbish {number}".encode(), "made up").snapshot
        for number in range(9)
    ]
    assert list(source.snapshots.order_by("pk")) == [good, first, *rubbish[-snapshots.REJECTED :]]
    assert source.in_force() == good


def test_what_somebody_decided_stays_when_the_same_list_comes_again(
    source: Source, admin_user: User
) -> None:
    take(source, listing(NAMES))
    half = take(source, listing(NAMES[:5]))
    snapshots.decide(half, Snapshot.Verdict.ACCEPTED, admin_user)
    again = take(source, listing(NAMES[:5]))
    assert (again.verdict, again.decided_by) == ("accepted", admin_user)
    assert source.in_force() == half
    assert take(source, listing(NAMES[:4])).why.endswith("it has 4, the last good copy 5.")


def test_a_rejection_that_somebody_confirmed_is_no_alarm_and_not_judged_again(
    source: Source, admin_user: User
) -> None:
    take(source, listing(NAMES))
    half = take(source, listing(NAMES[:5]))
    snapshots.decide(half, Snapshot.Verdict.REJECTED, admin_user)
    Snapshot.objects.filter(verdict="accepted").delete()
    again = take(source, listing(NAMES[:5]))
    assert again.verdict == "rejected"
    assert not snapshots.is_undecided(again)


def test_a_rejected_list_is_judged_again_by_a_corrected_mapping(source: Source) -> None:
    Source.objects.update(format="mapped-csv", mapping={"columns": {"Member": "nonsense"}})
    source.refresh_from_db()
    data = listing(NAMES, "Member,Party")
    bad = take(source, data)
    assert bad.verdict == "rejected"
    Source.objects.update(mapping={"columns": {"Member": "name", "Party": "party"}})
    source.refresh_from_db()
    judged = snapshots.take(source, data, "made up")
    assert not judged.is_new
    assert judged.snapshot.pk == bad.pk
    copy = Snapshot.objects.get()
    assert (copy.verdict, copy.why, copy.rows) == ("accepted", "", 20)


def test_a_word_that_somebody_says_while_the_list_is_judged_is_not_lost(
    source: Source, admin_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(source, listing(NAMES))
    half = take(source, listing(NAMES[:5]))
    judge = snapshots.judge

    def slow(snapshot: Snapshot, data: bytes) -> None:
        judge(snapshot, data)
        snapshots.decide(half, Snapshot.Verdict.ACCEPTED, admin_user)

    monkeypatch.setattr(snapshots, "judge", slow)
    assert take(source, listing(NAMES[:5])).verdict == "accepted"
    assert Snapshot.objects.get(pk=half.pk).decided_by == admin_user


def test_a_list_that_another_process_took_meanwhile_is_taken_once(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = snapshots.judge

    def overtaken(snapshot: Snapshot, data: bytes) -> None:
        monkeypatch.setattr(snapshots, "judge", judge)
        take(source, data)
        judge(snapshot, data)

    monkeypatch.setattr(snapshots, "judge", overtaken)
    assert not snapshots.take(source, listing(NAMES), "made up").is_new
    assert Snapshot.objects.count() == 1


def test_a_part_of_a_list_is_counted_alone(source: Source) -> None:
    copy = take(source, b"chamber,name\nnt-la,Ada Quill\nnsw-la,Bo Reed\nnt-la,Cy Ash\n")
    assert (copy.verdict, copy.rows) == ("accepted", 2)


def people(first: str, count: int) -> list[str]:
    """Return made-up names, each with a different last name."""
    return [
        f"{first} {first[::-1].title()}{chr(97 + number // 26)}{chr(97 + number % 26)}"
        for number in range(count)
    ]


@pytest.mark.parametrize(("known", "verdict"), [(3, "rejected"), (4, "accepted")])
def test_a_first_list_that_knows_hardly_anybody_is_another_chambers(
    source: Source, known: int, verdict: str
) -> None:
    own = people("Ada", 20)
    for name in own:
        factories.member(name, of=source.chamber)
    copy = take(source, listing([*people("Una", 20 - known), *own[:known]]))
    assert copy.verdict == verdict
    if verdict == "rejected":
        assert (
            copy.why
            == "It has 3 of the 20 members whom the chamber has in the directory: is it the list of another chamber?"
        )


@pytest.mark.parametrize(("theirs", "verdict"), [(10, "accepted"), (11, "rejected")])
def test_a_list_of_people_who_sit_elsewhere_is_that_chambers(
    source: Source, theirs: int, verdict: str
) -> None:
    elsewhere = factories.chamber("nt-upper", name="Upper House")
    for name in people("Ada", 20):
        factories.member(name, of=elsewhere)
    copy = take(source, listing([*people("Ada", theirs), *people("Una", 20 - theirs)]))
    assert copy.verdict == verdict
    if verdict == "rejected":
        assert (
            copy.why
            == f"11 of the 20 whom it lists sit in {elsewhere} according to the directory: "
            "is it the list of that chamber?"
        )


def test_half_a_list_may_have_been_loaded_for_two_chambers(source: Source) -> None:
    elsewhere = factories.chamber("nt-upper")
    for name in people("Ada", 20):
        factories.member(name, of=elsewhere)
        factories.member(name, of=source.chamber, slug=f"{name}-again")
    assert take(source, listing(people("Ada", 20))).verdict == "accepted"


def test_in_a_small_chamber_all_may_be_new(source: Source) -> None:
    for name in people("Ada", 19):
        factories.member(name, of=source.chamber)
    assert take(source, listing(people("Una", 19))).verdict == "accepted"


def test_a_first_list_of_other_names_is_known_by_its_identifiers(source: Source) -> None:
    for number, name in enumerate(NAMES[:4]):
        Identifier.objects.create(
            member=factories.member(name, of=source.chamber), scheme="x", value=str(number)
        )
    assert take(source, b"name,id:x\nUna Xu,0\nVic Yeo,1\n").verdict == "accepted"
    assert take(
        Source.objects.create(slug="other", format="csv", chamber=source.chamber),
        b"id:x,email\n7,a@example.org\n8,b@example.org\n",
    ).why
