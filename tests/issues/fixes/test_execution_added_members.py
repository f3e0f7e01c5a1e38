"""Members added by a fix, with slug, electorate and party, and removed again."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import transaction

from issues.findings.edits import change, create, create_row
from issues.findings.finding import Edit, Fix
from issues.fixes import execution, stored_fixes, validation
from issues.fixes.validation import FixRefused
from issues.models import Issue
from issues.models.choices import Origin
from members.models import Electorate, Member, Party, Phone
from tests import factories
from tests.issues.fixes.execution_parts import everything, execute, refuse
from tests.support.at_once import at_once

pytestmark = pytest.mark.django_db


def refuse_back(undo: Fix) -> str:
    """Return the reason why a fix cannot be taken back."""
    before = everything()
    with pytest.raises(FixRefused) as refused, transaction.atomic():
        execution.execute(undo, back=True)
    assert everything() == before
    return str(refused.value)


def newcomer(name: str = "Bo Reed", where: str = "Perth") -> Fix:
    """Add a member with a detail, a new electorate and a new party."""
    house = factories.chamber()
    first, last = name.split()
    return Fix(
        f"Add {name}",
        (
            create(Electorate, "seat", chamber_id=house.pk, name=where),
            create(Party, "party", name="Greens"),
            create_row(
                Member(
                    chamber=house, first_name=first, last_name=last, started_on=date(2026, 5, 1)
                ),
                "new",
                electorate_id={"ref": "seat"},
                party_id={"ref": "party"},
            ),
            create_row(
                Phone(number="(02) 9977 6411", medium=Phone.Medium.FAX), member_id={"ref": "new"}
            ),
        ),
    )


def test_a_new_member_gets_an_address_of_its_own_and_undone_leaves_no_trace() -> None:
    fix = newcomer("Ada Quill")
    factories.member("Ada Quill")
    before = everything()
    undo = execution.execute(fix)
    new = Member.objects.get(slug="ada-quill-nt-la")
    assert (str(new.electorate), str(new.party), str(new.phones.get())) == (
        "Perth",
        "Greens",
        "(02) 9977 6411",
    )
    execution.execute(stored_fixes.read(json.loads(json.dumps(asdict(undo)))), back=True)
    assert everything() == before


def test_a_slug_that_somebody_takes_at_the_same_moment_is_given_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The slug was free when the fix looked for one and taken when it was stored: it gets
    another."""
    factories.member("Bo Reed")
    offered = iter(["bo-reed", "bo-reed-nt-la"])
    monkeypatch.setattr("members.slugs.Slugs.make", lambda *_: next(offered))
    execute(create(Member, last_name="Reed", chamber_id=factories.chamber().pk))
    assert Member.objects.filter(slug="bo-reed-nt-la").exists()


def test_when_every_slug_is_taken_at_the_same_moment_the_fix_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    factories.member("Bo Reed")
    monkeypatch.setattr("members.slugs.Slugs.make", lambda *_: "bo-reed")
    assert "at this moment" in refuse(
        create(Member, last_name="Reed", chamber_id=factories.chamber().pk)
    )


def test_an_added_member_that_somebody_edited_or_gave_a_detail_is_not_taken_away() -> None:
    undo = execution.execute(newcomer())
    new = Member.objects.get()
    detail = factories.email("bo@example.org", new)
    assert "This refers to it: email “bo@example.org”." in refuse_back(undo)
    detail.delete()
    Member.objects.update(role="Premier")
    assert "role is now “Premier”" in refuse_back(undo)
    Member.objects.update(role="")
    Phone.objects.update(number="13")
    assert "number is now “13”" in refuse_back(undo)


def test_what_a_check_says_of_an_added_member_does_not_keep_it() -> None:
    undo = execution.execute(newcomer())
    issue = Issue.objects.create(issue="Wrong", member=Member.objects.get(), origin=Origin.CHECK)
    execution.execute(undo, back=True)
    issue.refresh_from_db()
    assert (issue.member, Member.objects.count()) == (None, 0)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_fixes_that_each_make_the_same_electorate_and_party_share_it_and_undone_in_any_order_leave_no_trace(
    order: tuple[int, ...],
) -> None:
    made = [newcomer(name) for name in ("Bo Reed", "Cy Lane", "Di Marsh")]
    before = everything()
    undos = [execution.execute(fix) for fix in made]
    assert (Electorate.objects.count(), Party.objects.count(), Member.objects.count()) == (1, 1, 3)
    for number in order:
        execution.execute(undos[number], back=True)
    assert everything() == before


def test_an_electorate_that_somebody_else_needs_or_edited_meanwhile_stays() -> None:
    first, second = execution.execute(newcomer()), execution.execute(newcomer("Cy Lane", "Broome"))
    factories.member("Ada Quill", electorate=Electorate.objects.get(name="Perth"))
    Electorate.objects.filter(name="Broome").update(seats=2)
    for undo in (first, second):
        execution.execute(undo, back=True)
    assert list(Electorate.objects.values_list("name", flat=True)) == ["Broome", "Perth"]
    assert not Party.objects.exists()


def test_an_electorate_that_staff_made_meanwhile_in_their_own_way_is_used_and_stays() -> None:
    fix = newcomer()
    factories.electorate("Perth", seats=5)
    execution.execute(execution.execute(fix), back=True)
    assert Electorate.objects.get().seats == 5


def test_what_is_made_at_the_same_moment_by_somebody_else_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = execution._same_shared
    looked = []

    def too_early(row: Any) -> Any:
        looked.append(row)
        return None if len(looked) == 1 else there(row)

    labor = Party.objects.create(name="Labor")
    monkeypatch.setattr(execution, "_same_shared", too_early)
    monkeypatch.setattr(validation, "require_constraints", lambda row, values: None)
    ada = factories.member()
    execute(
        create(Party, "party", name="Labor"),
        Edit("change", "members.member", ada.pk, values={"party_id": {"ref": "party"}}),
    )
    ada.refresh_from_db()
    assert ada.party == labor


def test_many_fixes_rename_an_electorate_once_and_only_the_first_takes_it_back() -> None:
    seat = factories.electorate("Perht")
    rename = change(seat, name="Perth")
    first, second = execute(rename), execute(rename)
    assert Electorate.objects.get().name == "Perth"
    execution.execute(second, back=True)
    assert Electorate.objects.get().name == "Perth"
    execution.execute(first, back=True)
    assert Electorate.objects.get().name == "Perht"
    Electorate.objects.update(name="Broome")
    assert "name is now “Broome”" in refuse(rename)


@pytest.mark.django_db(transaction=True)
def test_members_of_one_name_added_and_taken_away_at_the_same_moment_share_what_they_make() -> None:
    made = [newcomer() for _ in range(4)]
    execute = transaction.atomic(execution.execute)
    undos = at_once([partial(execute, fix) for fix in made])
    slugs = sorted(Member.objects.values_list("slug", flat=True))
    assert slugs == ["bo-reed", "bo-reed-nt-la", "bo-reed-nt-la-2", "bo-reed-nt-la-3"]
    assert (Electorate.objects.count(), Party.objects.count()) == (1, 1)
    at_once([partial(execute, undo, back=True) for undo in undos])
    assert (Member.objects.count(), Electorate.objects.count(), Party.objects.count()) == (0, 0, 0)
