"""Rows say what the models say, whoever wrote it last."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from members.models import DETAILS, Address, Email, Identifier, Member, Party
from members.rows import reading
from members.rows.reading import ChamberMembers
from members.rows.rows import SEPARATOR
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 15)
#: Where a row has the value of a column that the model keeps as the key of another row.
ELSEWHERE = {"chamber", "electorate", "party", "member"}


@pytest.fixture
def ada() -> Member:
    """A member with a value in every column and a detail of each kind."""
    house = factories.chamber()
    ada = factories.member(
        of=house,
        honorific="Dr",
        post_nominals="AM",
        role="Speaker\nof the house",
        electorate=factories.electorate("Reef", house, seats=2),
        party=Party.objects.create(name="Reef Party", abbreviation="RP"),
        started_on=date(2020, 1, 2),
        photo_url="https://example.org/ada.jpg",
        verified_on=date(2026, 6, 1),
    )
    when: dict[str, Any] = {"verified_on": date(2026, 6, 2), "verified_by": "aph"}
    Identifier.objects.create(member=ada, scheme="aph", value="A1", **when)
    factories.email("Ada@Example.org", ada, "other")
    factories.phone("(08) 8946 1433", ada, kind="electorate", medium="fax")
    Address.objects.create(member=ada, kind="electorate", line1="1 Reef St", postal=True, **when)
    factories.address(ada, suburb="Ludmilla", state="NT", postcode="0820")
    factories.link("https://x.com/ada", ada, "twitter")
    return ada


def whole(today: date = TODAY) -> list[ChamberMembers]:
    return list(reading.by_chamber(today))


def columns(record: models.Model) -> list[str]:
    return [field.name for field in record._meta.concrete_fields if field.name not in ELSEWHERE]


def assert_says(row: Any, record: models.Model) -> None:
    """Assert that the row has the value of each of the record's columns, with the same type."""
    for name in columns(record):
        name = "pk" if name == "id" else name
        assert (getattr(row, name), type(getattr(row, name))) == (
            getattr(record, name),
            type(getattr(record, name)),
        ), name
    assert str(row) == str(record)
    assert row._meta is record._meta


def test_a_row_has_every_column_of_the_member_and_of_each_detail(ada: Member) -> None:
    ada.refresh_from_db()
    [chamber] = whole()
    [row] = chamber.sitting
    assert reading.of_members(["ada-quill"], TODAY) == [row]
    assert_says(row, ada)
    for model in DETAILS:
        records = list(model._default_manager.filter(member=ada))
        rows = [each for each in row.details if each._meta is model._meta]
        for each, record in zip(rows, records, strict=True):
            assert_says(each, record)
            assert (each.field, each.member_id) == (record.field, ada.pk)


def test_chamber_electorate_and_party_come_with_the_member(ada: Member) -> None:
    [row] = reading.of_members(["ada-quill"], TODAY)
    assert ada.electorate is not None
    assert row.electorate is not None
    assert row.party is not None
    assert (row.chamber.pk, row.chamber.slug, row.chamber_id) == (
        ada.chamber.pk,
        "nt-la",
        ada.chamber.pk,
    )
    assert (row.electorate.name, row.electorate.seats) == ("Reef", 2)
    assert row.electorate.chamber is row.chamber
    assert (row.party.name, row.party.abbreviation) == ("Reef Party", "RP")
    assert (row.electorate_id, row.party_id) == (ada.electorate_id, ada.party_id)


def test_the_texts_are_all_that_people_read(ada: Member) -> None:
    [row] = reading.of_members(["ada-quill"], TODAY)
    texts = row.texts.split(SEPARATOR)
    for text in ("Ada", "Speaker\nof the house", "Ada@Example.org", "1 Reef St", "0820"):
        assert text in texts
    assert texts[0] == texts[-1] == ""


def test_members_come_by_chamber_and_those_who_left_without_their_details(ada: Member) -> None:
    other = factories.chamber("qld-la")
    bo = factories.member("Bo Reed", other, ended_on=TODAY)
    factories.email("bo@example.org", bo)
    factories.member("Cy Stone", factories.chamber())
    nt, qld = sorted(whole(), key=lambda each: each.chamber.slug)
    assert [row.slug for row in nt.sitting] == ["ada-quill", "cy-stone"]
    assert (nt.former, qld.sitting) == ([], [])
    assert [(row.slug, row.emails) for row in qld.former] == [("bo-reed", ())]
    assert reading.of_members(["bo-reed"], TODAY) == list(qld.former)


def test_only_the_chambers_asked_for_are_read(ada: Member) -> None:
    factories.member("Bo Reed", factories.chamber("qld-la"))
    assert [each.chamber.slug for each in reading.by_chamber(TODAY, ["qld-la"])] == ["qld-la"]


def test_many_chambers_are_read_in_groups_with_one_read_of_each_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 4)
    for number in range(10):
        factories.member(f"Member {number}", factories.chamber(f"c-{number // 2}"))
    with CaptureQueriesContext(connection) as captured:
        found = whole()
    assert [len(each.sitting) for each in found] == [2] * 5
    of_emails = [each for each in captured.captured_queries if "members_email" in each["sql"]]
    assert len(of_emails) == 3
    assert len(captured) == 2 + 3 * (1 + len(DETAILS))


def test_what_the_caller_has_just_written_is_read(ada: Member) -> None:
    Member.objects.filter(pk=ada.pk).update(role="Whip")  # in the test's open transaction
    [row] = reading.of_members(["ada-quill"], TODAY)
    assert row.role == "Whip"
    assert row.version > ada.version


def test_a_row_cannot_be_changed(ada: Member) -> None:
    [row] = reading.of_members(["ada-quill"], TODAY)
    with pytest.raises(AttributeError):
        row.role = "Whip"  # type: ignore[misc]


def test_an_unknown_member_is_not_there() -> None:
    assert reading.of_members(["nobody"], TODAY) == []


def test_a_member_that_is_edited_while_it_is_read_has_a_version_older_than_its_details(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ada = factories.member()
    factories.email("wrong", ada)
    ada.refresh_from_db()
    read = reading._details

    def edited_before(of: Any) -> Any:
        Email.objects.update(address="right@example.org", normalised="right@example.org")
        return read(of)

    monkeypatch.setattr(reading, "_details", edited_before)
    [row] = reading.of_members([ada.slug], TODAY)
    assert [email.address for email in row.emails] == ["right@example.org"]
    assert row.version == ada.version < Member.objects.get().version


def test_members_with_keys_far_apart_have_their_own_details_and_no_others() -> None:
    house = factories.chamber()
    for key, name in ((1, "Ada Quill"), (500, "Bo Reed"), (1000, "Cy Lane")):
        member = factories.member(name, house, pk=key)
        factories.email(f"{key}@example.org", member)
    Member.objects.filter(pk=500).update(ended_on=date(2026, 1, 1))
    [chamber] = whole()
    assert [[email.address for email in row.emails] for row in chamber.sitting] == [
        ["1@example.org"],
        ["1000@example.org"],
    ]
    assert [row.emails for row in chamber.former] == [()]


@pytest.mark.once("only SQLite holds impossible days")
def test_a_damaged_detail_of_a_member_who_has_left_is_not_looked_at() -> None:
    house = factories.chamber()
    members = [factories.member(name, house) for name in ("Ada Quill", "Bo Reed", "Cy Lane")]
    for member in members:
        factories.email("a@example.org", member)
    Member.objects.filter(pk=members[1].pk).update(ended_on=date(2026, 1, 1))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE members_email SET verified_on = '2026-02-30' WHERE member_id = %s",
            [members[1].pk],
        )
    [chamber] = whole()
    assert [len(row.emails) for row in chamber.sitting] == [1, 1]
    Member.objects.update(ended_on=None)
    [chamber] = whole()
    with pytest.raises(ValueError, match="day"):
        list(chamber.sitting[0].emails)
    assert [len(row.phones) for row in chamber.sitting] == [0, 0, 0]
