"""Fixes executed on members, and taken back."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import pytest
from django.contrib.auth.models import User

from issues.findings.edits import change, create, create_row, delete
from issues.findings.finding import Edit, Fix
from issues.fixes import execution, stored_fixes
from issues.fixes.validation import FixRefused
from members.models import Address, Email, Identifier, Member, Mismatch, Party, Phone
from tests import factories
from tests.issues.fixes.execution_parts import everything, execute

pytestmark = pytest.mark.django_db


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
    assert stored_fixes.read(asdict(fix)) == fix
    assert stored_fixes.edited_members(fix) == {email.member_id}


def test_an_undo_that_the_database_could_not_keep_is_refused() -> None:
    labor, greens = Party.objects.create(name="Labor"), Party.objects.create(name="Greens")
    ada = factories.member(party=labor)
    undo = execute(change(ada, party_id=greens.pk))
    labor.delete()
    with pytest.raises(FixRefused, match="party no longer exists"):
        execution.execute(undo, back=True)
    undo = execute(delete(factories.member("Bo Reed")))
    factories.member("Bo Reed")
    with pytest.raises(FixRefused, match="already exists"):
        execution.execute(undo, back=True)


def test_a_change_is_undone_however_its_value_was_spelt() -> None:
    ada = factories.member()
    undo = execute(Edit("change", "members.member", ada.pk, values={"ended_on": "2026-6-1"}))
    execution.execute(undo, back=True)
    assert Member.objects.get().ended_on is None


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
    assert stored_fixes.read(json.loads(json.dumps(asdict(fix)))) == fix


def test_two_people_are_said_not_to_be_one_and_that_is_undone() -> None:
    ada = factories.member()
    before = everything()
    fix = Fix(
        "Not the same person", (create(Mismatch, member_id=ada.pk, scheme="aph", value="ABC"),)
    )
    assert stored_fixes.edited_members(fix) == {ada.pk}
    undo = execution.execute(fix)
    assert str(ada.mismatches.get()) == "not aph:ABC"
    assert stored_fixes.edited_members(undo) == {ada.pk}
    execution.execute(undo, back=True)
    assert everything() == before
