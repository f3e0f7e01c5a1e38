"""Fixes put into effect on members, and taken back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from issues import fixes
from issues.edits import change, create, delete, stored
from issues.fixes import Refused
from issues.registry import Edit, Fix
from members.models import Email, Identifier, Member, Party, PartyAlias, Phone
from tests import factories

pytestmark = pytest.mark.django_db


def everything() -> list[tuple[str, int, dict[str, Any]]]:
    return [(model._meta.label, row.pk, stored(row)) for model in fixes.EDITABLE.values() for row in model._default_manager.order_by("pk")]


def execute(*edits: Edit) -> Fix:
    return fixes.execute(Fix("Put right", edits))


def refuse(*edits: Edit) -> str:
    """The reason why a fix of these edits is refused; nothing of it was written."""
    before = everything()
    with pytest.raises(Refused) as refused, transaction.atomic():
        execute(*edits)
    assert everything() == before
    return str(refused.value)


def test_a_change_sets_the_value_and_its_plain_form() -> None:
    phone = Phone.objects.create(member=factories.member(), number="12")
    execute(change(phone, number="1800 160 401", kind="tollfree"))
    phone.refresh_from_db()
    assert (phone.number, phone.kind, phone.normalised, phone.line) == ("1800 160 401", "tollfree", "+611800160401", "tollfree")


def test_create_change_and_delete_are_one_fix_and_undone_every_row_is_as_before() -> None:
    ada = factories.member()
    first, second = factories.email("a@example.org; b@example.org", ada), factories.email("old@example.org", ada)
    before = everything()
    undo = execute(change(first, address="a@example.org"), create(Email, member_id=ada.pk, address="b@example.org"), delete(second))
    assert list(ada.emails.values_list("address", flat=True)) == ["a@example.org", "b@example.org"]
    redo = fixes.execute(undo, back=True)
    assert everything() == before
    fixes.execute(redo)
    assert list(ada.emails.values_list("address", flat=True)) == ["a@example.org", "b@example.org"]


def test_a_later_edit_may_name_the_row_that_an_earlier_one_made() -> None:
    house = factories.chamber().pk
    before = everything()
    undo = execute(
        create(Party, ref="party", name="Greens"),
        create(Member, "new", slug="bo-reed", last_name="Reed", chamber_id=house, party_id={"ref": "party"}, started_on=date(2026, 5, 1)),
        create(Identifier, member_id={"ref": "new"}, scheme="aph", value="ABC"),
    )
    bo = Member.objects.get(slug="bo-reed")
    assert (str(bo.party), bo.started_on, str(bo.identifiers.get())) == ("Greens", date(2026, 5, 1), "aph:ABC")
    fixes.execute(undo, back=True)
    assert everything() == before


def test_an_added_member_can_be_taken_away_only_while_nothing_else_refers_to_it() -> None:
    undo = execute(create(Member, slug="bo-reed", last_name="Reed", chamber_id=factories.chamber().pk))
    factories.email("bo@example.org", Member.objects.get(slug="bo-reed"))
    assert "emails belong to it" in refuse(*undo.edits)


def test_a_value_that_changed_meanwhile_is_refused_and_shown() -> None:
    email = factories.email(" ada@example.org")
    fix = change(email, address="ada@example.org")
    Email.objects.update(address="ada.quill@example.org")
    assert refuse(fix) == "ada.quill@example.org: address is now “ada.quill@example.org”, not “ ada@example.org” any more."


def test_when_a_later_edit_is_refused_the_earlier_ones_are_not_done() -> None:
    one, two = factories.email("one@example.org"), factories.email("two@example.org", Member.objects.get())
    edits = change(one, address="1@example.org"), change(two, address="2@example.org")
    Email.objects.filter(pk=two.pk).update(kind="other", address="else@example.org")
    assert "else@example.org" in refuse(*edits)


def test_a_row_that_is_gone_or_came_back_is_refused() -> None:
    email = factories.email("one@example.org")
    edits = change(email, address="1@example.org"), delete(email)
    undo = execute(delete(email))
    for edit in edits:
        assert refuse(edit) == "The email is not there any more."
    fixes.execute(undo, back=True)
    assert "is there already" in refuse(*undo.edits)


@pytest.mark.parametrize(("number", "said"), [("12", "no valid phone"), ("", "blank")])
def test_a_value_that_the_directory_would_not_take_is_refused(number: str, said: str) -> None:
    phone = Phone.objects.create(member=factories.member(), number="13")
    assert said in refuse(change(phone, number=number))


def test_dates_that_make_no_sense_and_columns_that_follow_from_others_are_refused() -> None:
    ada = factories.member(started_on=date(2020, 1, 1))
    assert "before the start" in refuse(change(ada, ended_on="2019-01-01"))
    assert "ended on" in refuse(change(ada, ended_on="soon"))
    assert "needs a name" in refuse(change(ada, first_name="", last_name=""))
    assert "cannot set version" in refuse(Edit("change", "members.member", ada.pk, values={"version": 7}))


def test_nothing_but_members_their_details_parties_and_electorates_is_edited() -> None:
    user = User.objects.create_user("anna")
    assert "cannot edit auth.user" in refuse(Edit("change", "auth.user", user.pk, values={"is_superuser": True}))


def test_the_history_says_who_and_why() -> None:
    anna = User.objects.create_user("anna")
    email = factories.email(" ada@example.org")
    fixes.execute(Fix("Trim", (change(email, address="ada@example.org"),)), anna, "Fix of issue 7: Trim")
    last = Email.history.first()
    assert (last.history_user, last.history_change_reason, last.address) == (anna, "Fix of issue 7: Trim", "ada@example.org")


def test_a_stored_fix_reads_back_as_it_was() -> None:
    email = factories.email(" ada@example.org")
    fix = Fix(
        "Trim", (change(email, address="ada@example.org"), create(Email, ref="x", member_id=email.member_id, address="b@example.org"))
    )
    assert fixes.read(asdict(fix)) == fix
    assert fixes.members(fix) == {email.member_id}


def test_an_undo_that_the_database_could_not_keep_is_refused() -> None:
    labor, greens = Party.objects.create(name="Labor"), Party.objects.create(name="Greens")
    ada = factories.member(party=labor)
    undo = execute(change(ada, party_id=greens.pk))
    labor.delete()
    with pytest.raises(Refused, match="party is not there any more"):
        fixes.execute(undo, back=True)
    undo = execute(delete(factories.member("Bo Reed")))
    factories.member("Bo Reed")
    with pytest.raises(Refused, match="already exists"):
        fixes.execute(undo, back=True)


def test_what_one_row_alone_may_have_is_refused_to_another() -> None:
    labor = Party.objects.create(name="Labor")
    execute(create(PartyAlias, party_id=labor.pk, name="ALP"))
    assert "already exists" in refuse(create(PartyAlias, party_id=labor.pk, name="ALP"))
    assert "already exists" in refuse(create(Party, name="Labor"))


def test_an_electorate_of_another_chamber_is_refused() -> None:
    ada, elsewhere = factories.member(), factories.electorate("Perth", factories.chamber("wa-la"))
    assert refuse(change(ada, electorate_id=elsewhere.pk)) == "Perth is no electorate of NT-LA."
    execute(change(ada, electorate_id=elsewhere.pk, chamber_id=elsewhere.chamber_id))
    assert Member.objects.get().chamber.slug == "wa-la"


def test_a_change_is_undone_however_its_value_was_spelt() -> None:
    ada = factories.member()
    undo = execute(Edit("change", "members.member", ada.pk, values={"ended_on": "2026-6-1"}))
    fixes.execute(undo, back=True)
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
    with pytest.raises(Refused):
        fixes.read(spoilt)


def test_a_row_that_no_earlier_edit_made_is_refused() -> None:
    assert "does not make" in refuse(create(Email, member_id={"ref": "new"}, address="ada@example.org"))
