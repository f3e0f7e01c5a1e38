import pytest

from members.models import Address
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "column-shift"


def plant(number: int) -> None:
    slipped(5, f"N{number}", f"house-{number}")


def slipped(
    rows: int, prefix: str = "M", chamber: str = "nsw-la", kind: str = "electorate"
) -> None:
    there = factories.chamber(chamber)
    for row in range(rows):
        member = factories.member(f"{prefix} {chr(65 + row)}", there)
        Address.objects.create(
            member=member,
            kind=kind,
            line1="PO Box 5",
            line2="Dee Why",
            suburb="NSW",
            state="2099",
            postcode="",
        )


def test_columns_that_slipped_in_many_rows_are_one_finding_of_the_chamber() -> None:
    slipped(5)
    finding = assert_flags(
        CHECK,
        *(f"m-{letter}" for letter in "abcde"),
        field="address:electorate",
        observed="state: postcode; suburb: state",
    )
    assert (finding.kind, finding.chamber.slug) == ("chamber", "nsw-la")
    assert len(findings("address-wrong-column")) == 5, "each row is named as well, with its own fix"


def test_words_under_the_postcode_count_as_well() -> None:
    for row in range(5):
        Address.objects.create(
            member=factories.member(f"M {row}"),
            postcode=f"Level {30 + row} Governor Macquarie Tower",
            suburb="Sydney",
        )
    assert_flags(
        CHECK, *(f"m-{row}" for row in range(5)), field="address", observed="postcode: street"
    )


def test_four_rows_are_named_one_by_one() -> None:
    slipped(4)
    assert_clean(CHECK)


def test_rows_of_different_chambers_and_kinds_do_not_add_up() -> None:
    slipped(3, "A", "nsw-la")
    slipped(3, "B", "nsw-lc")
    slipped(3, "C", "nsw-la", kind="parliamentary")
    assert_clean(CHECK)


def test_its_fix_puts_right_every_row_of_which_one_fix_follows() -> None:
    slipped(6)
    Address.objects.update(line2="")
    (fix,) = assert_fix_converges(CHECK).fixes
    assert fix.label == "Put each value in its own column, in all 6 rows"
    assert set(Address.objects.values_list("suburb", "state", "postcode")) == {("", "NSW", "2099")}


def test_rows_of_which_none_follows_are_left_out_of_the_fix() -> None:
    slipped(5)
    Address.objects.filter(member__slug="m-a").update(suburb="12 High Street")
    (fix,) = findings(CHECK)[0].fixes
    assert fix.label == "Put each value in its own column, in 4 of 5 rows"
