from typing import Any

import pytest

from members.models import Address, Chamber, Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "address-placeholder"


def plant(number: int) -> None:
    address(factories.member(f"Member {number}"), line1="5 Quill Street", suburb="TBC")


def address(of: Member | None = None, /, **parts: Any) -> Address:
    return Address.objects.create(member=of or factories.member(), kind="electorate", **parts)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("suburb", "TBC"),
        ("suburb", "Suburb"),
        ("state", "State"),
        ("postcode", "n/a"),
        ("line2", "--"),
    ],
)
def test_a_word_for_nothing_is_flagged_and_taken_out(column: str, value: str) -> None:
    planted = address(line1="5 Quill Street", **{column: value})
    assert_fix_converges(CHECK)
    planted.refresh_from_db()
    assert planted.lines == ["5 Quill Street"]


@pytest.mark.parametrize(
    "value", ["Address", "To be advised", "not available", "Address Line 1", "???"]
)
def test_an_address_that_is_nothing_else_is_taken_away(value: str) -> None:
    address(text=value)
    assert_flags(CHECK, "ada-quill", field="address:electorate", observed=value)
    assert_fix_converges(CHECK)
    assert not Address.objects.exists()


@pytest.mark.parametrize(
    "parts",
    [
        {"suburb": "City", "state": "ACT"},
        {"line1": "Nil Street"},
        {"line1": "Test Cricket House"},
        {"suburb": "Nana Glen"},
        {"line1": "Suite 4"},
        {"line1": "State Office Block"},
        {"text": "Address: 5 Quill Street"},
        {"line1": "No. 5"},
    ],
)
def test_words_that_begin_like_one_are_right(parts: dict[str, str]) -> None:
    address(**parts)
    assert_clean(CHECK)


def test_street_is_a_town_in_somerset_and_nowhere_else() -> None:
    address(
        factories.member(of=factories.chamber(country="GB")),
        line1="5 Quill Road",
        suburb="Street",
        postcode="BA16 0AA",
    )
    assert_clean(CHECK)
    Chamber.objects.update(country="AU")
    assert_flags(CHECK, "ada-quill", field="address:electorate", observed="Street")
