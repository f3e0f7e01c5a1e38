"""Fixes that are refused: nothing is written, and the reason is given."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from issues.findings.edits import change, create, delete
from issues.findings.finding import Edit
from issues.fixes import execution, stored_fixes
from issues.fixes.validation import FixRefused
from members.models import Email, Member, Party, PartyAlias, Phone
from tests import factories
from tests.issues.fixes.execution_parts import execute, refuse

pytestmark = pytest.mark.django_db


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
        == "ada.quill@example.org: address is now “ada.quill@example.org”, no longer “ ada@example.org”."
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
        assert refuse(edit) == "The email no longer exists."
    execution.execute(undo, back=True)
    assert "already exists" in refuse(*undo.edits)


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


def test_what_one_row_alone_may_have_is_refused_to_another() -> None:
    labor = Party.objects.create(name="Labor")
    execute(create(PartyAlias, party_id=labor.pk, name="ALP"))
    execute(create(PartyAlias, party_id=labor.pk, name="ALP"))
    assert PartyAlias.objects.count() == 1
    greens = Party.objects.create(name="Greens")
    assert "already exists" in refuse(create(PartyAlias, party_id=greens.pk, name="ALP"))


def test_an_electorate_of_another_chamber_is_refused() -> None:
    ada, elsewhere = factories.member(), factories.electorate("Perth", factories.chamber("wa-la"))
    assert refuse(change(ada, electorate_id=elsewhere.pk)) == "Perth is not an electorate of NT-LA."
    execute(change(ada, electorate_id=elsewhere.pk, chamber_id=elsewhere.chamber_id))
    assert Member.objects.get().chamber.slug == "wa-la"


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
        stored_fixes.read(spoilt)


def test_a_row_that_no_earlier_edit_made_is_refused() -> None:
    assert "does not create" in refuse(
        create(Email, member_id={"ref": "new"}, address="ada@example.org")
    )


def test_a_member_needs_a_chamber() -> None:
    assert refuse(create(Member, last_name="Reed")) == "A member needs a chamber."
