"""Popolo JSON: memberships, terms, parties and chambers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from members.models import Chamber, Member
from members.sources import popolo
from members.sources.records import (
    AddressRecord,
    EmailRecord,
    IdentifierRecord,
    LinkRecord,
    MemberRecord,
    PhoneRecord,
)
from tests.members.conftest import Command
from tests.members.sources.popolo_parts import ADA, HOUSE, REDS, document, seat


def records(*memberships: dict[str, Any], **more: Any) -> tuple[MemberRecord, ...]:
    parsed = popolo.parse(document(*memberships, **more))
    assert parsed.problems == ()
    return parsed.records


def test_everything_has_its_place() -> None:
    ada = {
        **ADA,
        "honorific_prefix": "Dr",
        "given_name": "Ada",
        "family_name": "Quill",
        "honorific_suffix": "AM",
        "email": "ada@example.org",
        "image": "https://example.org/ada.jpg",
        "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}],
        "contact_details": [
            {"type": "email", "value": "ada@example.org"},
            {"type": "voice", "value": "1", "label": "Electorate office"},
            {"type": "cell", "value": "2"},
            {"type": "fax", "value": "3", "label": "Parliament House"},
            {"type": "address", "value": "5 Some St\nHere", "label": "Home"},
            {"type": "twitter", "value": "ada"},
        ],
        "links": [
            {"url": "https://en.wikipedia.org/wiki/Ada", "note": "Wikipedia (en)"},
            {"url": "https://ada.example", "note": "blog"},
        ],
    }
    held = seat(
        role="Whip",
        area_id="north",
        on_behalf_of_id="reds",
        start_date="2012-11-07",
        contact_details=[{"type": "email", "value": "b@x"}],
    )
    (record,) = records(held, persons=[ada], areas=[{"id": "north", "name": "North"}])
    assert record == MemberRecord(
        line=3,
        body="house",
        name="Ada Quill",
        honorific="Dr",
        first_name="Ada",
        last_name="Quill",
        post_nominals="AM",
        role="Whip",
        electorate="North",
        party="The Reds",
        started_on=date(2012, 11, 7),
        photo_url="https://example.org/ada.jpg",
        identifiers=(IdentifierRecord("popolo", "ada"), IdentifierRecord("wikidata", "Q1")),
        emails=(EmailRecord("ada@example.org"), EmailRecord("b@x")),
        phones=(
            PhoneRecord("1", "electorate"),
            PhoneRecord("2"),
            PhoneRecord("3", "parliamentary", fax=True),
        ),
        addresses=(AddressRecord("Home", text="5 Some St\nHere"),),
        links=(
            LinkRecord("ada", "twitter"),
            LinkRecord("https://en.wikipedia.org/wiki/Ada", "wikipedia"),
            LinkRecord("https://ada.example", "blog"),
        ),
    )


def test_records_may_stand_within_each_other() -> None:
    area = {"name": "North"}
    inside = {"person": ADA, "organization": HOUSE, "area": area, "on_behalf_of": REDS}
    ((one,), (two,), (three,)) = (
        records(inside, persons=[], organizations=[]),
        records(persons=[{**ADA, "memberships": [{**inside, "person": None}]}]),
        records(organizations=[{**HOUSE, "memberships": [{**inside, "organization": None}]}, REDS]),
    )
    assert {(each.name, each.body, each.electorate, each.party) for each in (one, two, three)} == {
        ("Ada Quill", "house", "North", "The Reds")
    }


def test_a_post_says_organisation_area_and_role_where_the_membership_does_not() -> None:
    posts = [
        {"id": "p", "organization_id": "house", "area_id": "north", "label": "Member for North"}
    ]
    (record,) = records(
        {"person_id": "ada", "post_id": "p"}, posts=posts, areas=[{"id": "north", "name": "North"}]
    )
    assert (record.body, record.electorate, record.role) == ("house", "North", "Member for North")


def test_terms_that_follow_each_other_are_one_sitting() -> None:
    (record,) = records(
        seat(start_date="2016-08-30", on_behalf_of_id="reds", role="member"),
        seat(start_date="2010-09-28", end_date="2013-08-05"),
        seat(start_date="2013-11-12", end_date="2016-05-09", role="Whip"),
    )
    assert (record.started_on, record.ended_on, record.party, record.role) == (
        date(2010, 9, 28),
        None,
        "The Reds",
        "",
    )


def test_who_returns_after_a_gap_is_a_member_again() -> None:
    first, second = records(
        seat(start_date="2016-08-30"), seat(start_date="2010-09-28", end_date="2013-08-05")
    )
    assert (first.started_on, first.ended_on, second.started_on, second.ended_on) == (
        date(2010, 9, 28),
        date(2013, 8, 5),
        date(2016, 8, 30),
        None,
    )
    assert first.identifiers == second.identifiers


def test_terms_take_the_dates_of_their_legislative_period() -> None:
    events = [
        {"id": "t1", "start_date": "2010-09-28", "end_date": "2013-08-05"},
        {"id": "t2", "start_date": "2013-11-12"},
    ]
    (record,) = records(
        seat(legislative_period_id="t1", start_date="2011-01-01"),
        seat(legislative_period_id="t2", end_date="2014-01-01"),
        events=events,
    )
    assert (record.started_on, record.ended_on) == (date(2011, 1, 1), date(2014, 1, 1))


def test_memberships_without_dates_are_roles_of_the_same_sitting() -> None:
    (record,) = records(seat(role="councillor", start_date="2012-11-07"), seat(role="mayor"))
    assert (record.started_on, record.ended_on, record.role) == (
        date(2012, 11, 7),
        None,
        "mayor; councillor",
    )


def test_a_person_of_two_chambers_is_two_members() -> None:
    senate = {"id": "bodies/senate", "name": "Senate", "classification": "upper house"}
    both = records(seat(), seat(organization_id="bodies/senate"), organizations=[HOUSE, senate])
    assert [record.body for record in both] == ["house", "senate"]


def test_a_party_is_that_of_the_membership_or_of_a_membership_of_a_party() -> None:
    assert records(seat(), seat(organization_id="reds"))[0].party == "The Reds"
    unknown = {"id": "none", "name": "Unknown", "classification": "party"}
    assert records(seat(on_behalf_of_id="none"), organizations=[HOUSE, unknown])[0].party == ""


@pytest.fixture
def house(db: None) -> Chamber:
    return Chamber.objects.create(slug="house", name="House", country="AU")


def test_an_organisation_is_the_chamber_of_its_slug(load: Command, house: Chamber) -> None:
    said = load(document(seat()), form="popolo")
    assert (said.error, said.listed, Member.objects.get().chamber) == ("", [], house)


def test_an_organisation_that_is_no_chamber_is_that_of_the_call(load: Command) -> None:
    assert (
        load(document(seat()), form="popolo").error
        == "m.csv:3: there is no chamber 'house'; create chambers with `importchambers`"
    )
    assert load(document(seat()), "--chamber", "nt-la", form="popolo").error == ""
    assert Member.objects.get().chamber.slug == "nt-la"


def test_one_chamber_does_not_stand_for_two_organisations(load: Command, house: Chamber) -> None:
    senate, council = ({"id": name, "classification": "chamber"} for name in ("senate", "council"))
    two = document(seat(), seat(organization_id="senate"), organizations=[HOUSE, senate])
    three = document(
        seat(),
        seat(organization_id="senate"),
        seat(organization_id="council"),
        organizations=[HOUSE, senate, council],
    )
    assert load(three, "--chamber", "nt-la", form="popolo").error.startswith(
        "--chamber stands for one chamber, but these are members of 2"
    )
    assert load(two, "--chamber", "nt-la", form="popolo").error == ""
    assert sorted(Member.objects.values_list("chamber__slug", flat=True)) == ["house", "nt-la"]
