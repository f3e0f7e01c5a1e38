"""Fixes put into effect on members, and taken back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from issues.findings.edits import EDITABLE, change, create, create_row, delete, stored
from issues.findings.registry import Edit, Fix
from issues.fixes import execution
from issues.fixes.execution import FixRefused
from issues.models import Issue
from issues.models.choices import Origin
from members.models import (
    Address,
    Electorate,
    Email,
    Identifier,
    Member,
    Mismatch,
    Party,
    PartyAlias,
    Phone,
)
from tests import factories

pytestmark = pytest.mark.django_db


def everything() -> list[tuple[str, int, dict[str, Any]]]:
    return [
        (model._meta.label, row.pk, stored(row))
        for model in EDITABLE.values()
        for row in model._default_manager.order_by("pk")
    ]


def execute(*edits: Edit) -> Fix:
    return execution.execute(Fix("Put right", edits))


def refuse(*edits: Edit) -> str:
    """The reason why a fix of these edits is refused; nothing of it was written."""
    before = everything()
    with pytest.raises(FixRefused) as refused, transaction.atomic():
        execute(*edits)
    assert everything() == before
    return str(refused.value)


def refuse_back(undo: Fix) -> str:
    """The reason why a fix cannot be taken back."""
    before = everything()
    with pytest.raises(FixRefused) as refused, transaction.atomic():
        execution.execute(undo, back=True)
    assert everything() == before
    return str(refused.value)


def test_a_change_sets_the_value_and_its_plain_form() -> None:
    phone = Phone.objects.create(member=factories.member(), number="12")
    execute(change(phone, number="1800 160 401", kind="tollfree"))
    phone.refresh_from_db()
    assert (phone.number, phone.kind, phone.normalised, phone.line) == (
        "1800 160 401",
        "tollfree",
        "+611800160401",
        "tollfree",
    )


def test_create_change_and_delete_are_one_fix_and_undone_every_row_is_as_before() -> None:
    ada = factories.member()
    first, second = (
        factories.email("a@example.org; b@example.org", ada),
        factories.email("old@example.org", ada),
    )
    before = everything()
    undo = execute(
        change(first, address="a@example.org"),
        create(Email, member_id=ada.pk, address="b@example.org"),
        delete(second),
    )
    assert list(ada.emails.values_list("address", flat=True)) == ["a@example.org", "b@example.org"]
    redo = execution.execute(undo, back=True)
    assert everything() == before
    execution.execute(redo)
    assert list(ada.emails.values_list("address", flat=True)) == ["a@example.org", "b@example.org"]


def test_a_later_edit_may_name_the_row_that_an_earlier_one_made() -> None:
    house = factories.chamber().pk
    before = everything()
    undo = execute(
        create(Party, ref="party", name="Greens"),
        create(
            Member,
            "new",
            slug="bo-reed",
            last_name="Reed",
            chamber_id=house,
            party_id={"ref": "party"},
            started_on=date(2026, 5, 1),
        ),
        create(Identifier, member_id={"ref": "new"}, scheme="aph", value="ABC"),
    )
    bo = Member.objects.get(slug="bo-reed")
    assert (str(bo.party), bo.started_on, str(bo.identifiers.get())) == (
        "Greens",
        date(2026, 5, 1),
        "aph:ABC",
    )
    execution.execute(undo, back=True)
    assert everything() == before


def test_an_added_member_can_be_taken_away_only_while_nothing_else_refers_to_it() -> None:
    undo = execute(
        create(Member, slug="bo-reed", last_name="Reed", chamber_id=factories.chamber().pk)
    )
    factories.email("bo@example.org", Member.objects.get(slug="bo-reed"))
    assert "This refers to it: email “bo@example.org”." in refuse(*undo.edits)


def test_a_value_that_changed_meanwhile_is_refused_and_shown() -> None:
    email = factories.email(" ada@example.org")
    fix = change(email, address="ada@example.org")
    Email.objects.update(address="ada.quill@example.org")
    assert (
        refuse(fix)
        == "ada.quill@example.org: address is now “ada.quill@example.org”, not “ ada@example.org” any more."
    )


def test_when_a_later_edit_is_refused_the_earlier_ones_are_not_done() -> None:
    one, two = (
        factories.email("one@example.org"),
        factories.email("two@example.org", Member.objects.get()),
    )
    edits = change(one, address="1@example.org"), change(two, address="2@example.org")
    Email.objects.filter(pk=two.pk).update(kind="other", address="else@example.org")
    assert "else@example.org" in refuse(*edits)


def test_a_row_that_is_gone_or_came_back_is_refused() -> None:
    email = factories.email("one@example.org")
    edits = change(email, address="1@example.org"), delete(email)
    undo = execute(delete(email))
    for edit in edits:
        assert refuse(edit) == "The email is not there any more."
    execution.execute(undo, back=True)
    assert "is there already" in refuse(*undo.edits)


@pytest.mark.parametrize(("number", "said"), [("12", "not a valid phone"), ("", "blank")])
def test_a_value_that_the_directory_would_not_take_is_refused(number: str, said: str) -> None:
    phone = Phone.objects.create(member=factories.member(), number="13")
    assert said in refuse(change(phone, number=number))


def test_dates_that_make_no_sense_and_columns_that_follow_from_others_are_refused() -> None:
    ada = factories.member(started_on=date(2020, 1, 1))
    assert "before the start" in refuse(change(ada, ended_on="2019-01-01"))
    assert "ended on" in refuse(change(ada, ended_on="soon"))
    assert "needs a name" in refuse(change(ada, first_name="", last_name=""))
    assert "cannot set version" in refuse(
        Edit("change", "members.member", ada.pk, values={"version": 7})
    )


def test_nothing_but_members_their_details_parties_and_electorates_is_edited() -> None:
    user = User.objects.create_user("anna")
    assert "cannot edit auth.user" in refuse(
        Edit("change", "auth.user", user.pk, values={"is_superuser": True})
    )


def test_the_history_says_who_and_why() -> None:
    anna = User.objects.create_user("anna")
    email = factories.email(" ada@example.org")
    execution.execute(
        Fix("Trim", (change(email, address="ada@example.org"),)), anna, "Fix of issue 7: Trim"
    )
    last = Email.history.first()
    assert (last.history_user, last.history_change_reason, last.address) == (
        anna,
        "Fix of issue 7: Trim",
        "ada@example.org",
    )


def test_a_stored_fix_reads_back_as_it_was() -> None:
    email = factories.email(" ada@example.org")
    fix = Fix(
        "Trim",
        (
            change(email, address="ada@example.org"),
            create(Email, ref="x", member_id=email.member_id, address="b@example.org"),
        ),
    )
    assert execution.read(asdict(fix)) == fix
    assert execution.members(fix) == {email.member_id}


def test_an_undo_that_the_database_could_not_keep_is_refused() -> None:
    labor, greens = Party.objects.create(name="Labor"), Party.objects.create(name="Greens")
    ada = factories.member(party=labor)
    undo = execute(change(ada, party_id=greens.pk))
    labor.delete()
    with pytest.raises(FixRefused, match="party is not there any more"):
        execution.execute(undo, back=True)
    undo = execute(delete(factories.member("Bo Reed")))
    factories.member("Bo Reed")
    with pytest.raises(FixRefused, match="already exists"):
        execution.execute(undo, back=True)


def test_what_one_row_alone_may_have_is_refused_to_another() -> None:
    labor = Party.objects.create(name="Labor")
    execute(create(PartyAlias, party_id=labor.pk, name="ALP"))
    execute(create(PartyAlias, party_id=labor.pk, name="ALP"))
    assert PartyAlias.objects.count() == 1
    greens = Party.objects.create(name="Greens")
    assert "already exists" in refuse(create(PartyAlias, party_id=greens.pk, name="ALP"))


def test_an_electorate_of_another_chamber_is_refused() -> None:
    ada, elsewhere = factories.member(), factories.electorate("Perth", factories.chamber("wa-la"))
    assert refuse(change(ada, electorate_id=elsewhere.pk)) == "Perth is no electorate of NT-LA."
    execute(change(ada, electorate_id=elsewhere.pk, chamber_id=elsewhere.chamber_id))
    assert Member.objects.get().chamber.slug == "wa-la"


def test_a_change_is_undone_however_its_value_was_spelt() -> None:
    ada = factories.member()
    undo = execute(Edit("change", "members.member", ada.pk, values={"ended_on": "2026-6-1"}))
    execution.execute(undo, back=True)
    assert Member.objects.get().ended_on is None


@pytest.mark.parametrize(
    "spoilt",
    [
        {},
        {"label": "x", "edits": [{"op": "change", "model": "members.email", "table": 7}]},
        {"label": "x", "edits": [{"op": "replace", "model": "members.email"}]},
        {"label": "x", "edits": [{"op": "delete", "model": "auth.user", "pk": 1}]},
    ],
)
def test_a_stored_fix_that_is_not_understood_is_refused(spoilt: dict[str, Any]) -> None:
    with pytest.raises(FixRefused):
        execution.read(spoilt)


def test_a_row_that_no_earlier_edit_made_is_refused() -> None:
    assert "does not make" in refuse(
        create(Email, member_id={"ref": "new"}, address="ada@example.org")
    )


def newcomer(name: str = "Bo Reed", where: str = "Perth") -> Fix:
    """Add a member with a detail, in an electorate and a party that are not there yet."""
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


def test_a_row_to_be_made_carries_what_it_holds_and_json_can_keep() -> None:
    house = factories.chamber()
    made = create_row(
        Member(chamber=house, last_name="Reed", started_on=date(2026, 5, 1)),
        "new",
        role="Premier",
        party_id={"ref": "p"},
    )
    assert (made.op, made.ref) == ("create", "new")
    assert made.values == {
        "chamber_id": house.pk,
        "last_name": "Reed",
        "started_on": "2026-05-01",
        "role": "Premier",
        "party_id": {"ref": "p"},
    }
    assert create_row(Phone(number="12", medium=Phone.Medium.FAX, normalised="x")).values == {
        "number": "12",
        "medium": "fax",
    }
    assert create_row(Address(line1="1 High St", postal=True)).values == {
        "line1": "1 High St",
        "postal": True,
    }
    fix = Fix("Add", (made,))
    assert execution.read(json.loads(json.dumps(asdict(fix)))) == fix


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
    execution.execute(execution.read(json.loads(json.dumps(asdict(undo)))), back=True)
    assert everything() == before


def test_a_slug_that_somebody_takes_at_the_same_moment_is_given_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was free when it was looked for is taken when it is stored: another is given."""
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


def test_a_member_needs_a_chamber() -> None:
    assert refuse(create(Member, last_name="Reed")) == "A member needs a chamber."


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
    there = execution._there
    looked = []

    def too_early(row: Any) -> Any:
        looked.append(row)
        return None if len(looked) == 1 else there(row)

    labor = Party.objects.create(name="Labor")
    monkeypatch.setattr(execution, "_there", too_early)
    monkeypatch.setattr(execution, "fit", lambda row, values: None)
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


def test_two_people_are_said_not_to_be_one_and_that_is_undone() -> None:
    ada = factories.member()
    before = everything()
    fix = Fix(
        "Not the same person", (create(Mismatch, member_id=ada.pk, scheme="aph", value="ABC"),)
    )
    assert execution.members(fix) == {ada.pk}
    undo = execution.execute(fix)
    assert str(ada.mismatches.get()) == "not aph:ABC"
    assert execution.members(undo) == {ada.pk}
    execution.execute(undo, back=True)
    assert everything() == before


def at_once(works: Sequence[Callable[[], object]]) -> None:
    """Do all of these at the same moment, each in a transaction of its own connection."""
    gate, errors = Barrier(len(works)), []

    def work(what: Callable[[], object]) -> None:
        try:
            gate.wait()
            with transaction.atomic():
                what()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=work, args=(what,)) for what in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors


@pytest.mark.django_db(transaction=True)
def test_members_of_one_name_added_and_taken_away_at_the_same_moment_share_what_they_make() -> None:
    made, undos = [newcomer() for _ in range(4)], []
    at_once([lambda fix=fix: undos.append(execution.execute(fix)) for fix in made])  # type: ignore[misc]
    slugs = sorted(Member.objects.values_list("slug", flat=True))
    assert slugs == ["bo-reed", "bo-reed-nt-la", "bo-reed-nt-la-2", "bo-reed-nt-la-3"]
    assert (Electorate.objects.count(), Party.objects.count()) == (1, 1)
    at_once([lambda undo=undo: execution.execute(undo, back=True) for undo in undos])  # type: ignore[misc]
    assert (Member.objects.count(), Electorate.objects.count(), Party.objects.count()) == (0, 0, 0)
