"""Values that are not stored yet, as rows."""

from __future__ import annotations

from datetime import date

import pytest

from members.models import Member, Phone
from members.rows import reading, typed
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 15)


def test_values_take_the_place_of_what_is_stored_and_everything_else_stays() -> None:
    ada = factories.member(role="Whip")
    factories.phone("(08) 8946 1433", ada)
    factories.email("ada@example.org", ada)
    row = typed.member(ada, {"role": "Speaker", "emails": [{"address": "Ada@B.example"}]}, TODAY)
    assert (row.role, row.last_name) == ("Speaker", "Quill")
    assert [(each.address, each.normalised, each.pk) for each in row.emails] == [
        ("Ada@B.example", "ada@b.example", None)
    ]
    assert [each.normalised for each in row.phones] == ["+61889461433"]
    assert "Ada@B.example" in row.texts
    assert "ada@example.org" not in row.texts
    assert Member.objects.get().role == "Whip"


def test_without_values_it_is_the_stored_member() -> None:
    ada = factories.member()
    factories.link("https://example.org", ada)
    assert [typed.member(ada, {}, TODAY)] == reading.of_members([ada.slug], TODAY)


def test_a_member_who_is_not_stored_has_what_its_record_has() -> None:
    house = factories.chamber()
    seat = factories.electorate("Reef", house)
    ada = Member(first_name="Ada", last_name="Quill")
    phone = {"number": "(08) 8946 1433", "kind": "electorate"}
    row = typed.member(ada, {"chamber": house, "electorate": seat, "phones": [phone]}, TODAY)
    assert (str(row), row.chamber.slug, row.electorate_id) == ("Ada Quill", "nt-la", seat.pk)
    [listed] = row.phones
    assert (listed.field, listed.normalised, listed.line) == (
        "phone:electorate",
        "+61889461433",
        "landline",
    )
    assert listed.medium == Phone.Medium.VOICE


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"shoe_size": 43}, "shoe_size"),
        ({"pk": 1, "rolle": ""}, "rolle"),
        ({"emails": [{"adress": "a"}]}, "adress"),
    ],
)
def test_a_column_that_does_not_exist_is_refused(values: dict[str, object], named: str) -> None:
    with pytest.raises(TypeError, match=f"There is no such column: {named}"):
        typed.member(factories.member(), values, TODAY)


@pytest.mark.parametrize(
    "values",
    [
        {"role": None},
        {"started_on": "2030-01-01"},
        {"chamber": "nt-la"},
        {"chamber": None},
        {"phones": [{"number": 12}]},
    ],
)
def test_a_value_of_the_wrong_type_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="cannot be"):
        typed.member(factories.member(), values, TODAY)
