import pytest

from members.models import Identifier, Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "identifier-odd"


def plant(number: int) -> None:
    known([*(f"A{n:06}" for n in range(20)), "A12"], number)


def known(values: list[str], chamber: int = 0) -> None:
    """Add a chamber of members with these identifiers."""
    of = factories.chamber(f"chamber-{chamber}")
    members = [
        Member(slug=f"ada-{chamber}-{n}", first_name="Ada", last_name=f"Q{n}", chamber=of)
        for n in range(len(values))
    ]
    for member, value in zip(Member.objects.bulk_create(members), values, strict=True):
        Identifier.objects.create(member=member, scheme="bioguide", value=value)


def test_a_digit_that_was_lost_makes_an_identifier_odd() -> None:
    known([*(f"B{n:06}" for n in range(20)), "B00944"])
    finding = assert_flags(CHECK, "ada-0-20", field="id:bioguide", observed="B00944")
    assert finding.fixes == ()


@pytest.mark.parametrize(
    ("wrong", "right"), [("b000944", "B000944"), (" B000944", "B000944"), ("B 000944", "B000944")]
)
def test_blanks_and_case_are_put_right(wrong: str, right: str) -> None:
    known([*(f"B{n:06}" for n in range(20)), wrong])
    assert_fix_converges(CHECK)
    assert Identifier.objects.filter(value=right).exists()


def test_noughts_that_a_spreadsheet_took_come_back() -> None:
    known([*(f"{n:06}" for n in range(20)), "944"])
    assert_fix_converges(CHECK)
    assert Identifier.objects.filter(value="000944").exists()


def test_no_identifier_is_written_that_somebody_has() -> None:
    known([*(f"B{n:06}" for n in range(20)), "b000001"])
    assert assert_flags(CHECK, "ada-0-20", field="id:bioguide").fixes == ()


def test_a_counter_grows_and_has_no_length() -> None:
    known([*(str(n) for n in range(100, 130)), "7", "1004"])
    assert_clean(CHECK)


def test_something_else_than_a_number_among_numbers_is_odd() -> None:
    known([*(str(n) for n in range(100, 130)), "c/o 7"])
    assert_flags(CHECK, "ada-0-30", field="id:bioguide", observed="c/o 7")


def test_identifiers_without_a_form_and_few_identifiers_are_not_judged() -> None:
    known(["R36", "HK5", "008K0", "M3A", "00AN3", "SR5", "249127", "DYW", "83Z", "AV4"] * 3)
    known(["A000001", "A000002", "7"], chamber=1)
    assert_clean(CHECK)


def test_three_of_another_form_are_a_second_kind() -> None:
    known([*(f"B{n:06}" for n in range(40)), "2019-1", "2019-2", "2019-3"])
    assert_clean(CHECK)


def test_blank_identifiers_and_what_a_spreadsheet_made_of_them_are_said_elsewhere() -> None:
    known([*(f"B{n:06}" for n in range(20)), "TBC"])
    known([*(f"B{n:06}" for n in range(20)), "6.1E+11"], chamber=1)
    assert_clean(CHECK)
