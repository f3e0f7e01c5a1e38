import pytest

from tests import factories
from tests.checks.verbs import assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "email-placeholder"


def plant(number: int) -> None:
    factories.email("missing@invalid.no", factories.member(f"Member {number}"))


@pytest.mark.parametrize(
    "address",
    [
        "missing@invalid.no",
        "ada@invalid.no",
        "none@none.com",
        "noemail@example.org",
        "test@test.com",
        "noreply@example.org",
        "Firstname.Lastname@example.org",
        "TBC",
        "n/a",
        "-",
        "mailto:none@none.com",
        "TBC ",
    ],
)
def test_what_stands_for_no_address_is_flagged(address: str) -> None:
    factories.email(address)
    assert_flags(CHECK, "ada-quill", field="email", observed=address)


@pytest.mark.parametrize(
    "address",
    [
        "ada@example.org",
        "ada@example.com",
        "office@nonesuch.org",
        "info@example.org",
        "nonsense",
        "",
    ],
)
def test_an_address_of_somebody_is_right_and_nonsense_is_another_checks(address: str) -> None:
    factories.email(address)
    assert_clean(CHECK)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Pat Noone", "noone@example.org"),
        ("John Doe", "john.doe@example.org"),
        ("Min Na", "na@example.org"),
    ],
)
def test_a_member_may_be_called_so(name: str, address: str) -> None:
    factories.email(address, factories.member(name))
    assert_clean(CHECK)


@pytest.mark.parametrize(
    "address",
    ["email@example.com", "no@no.com", "email@email.com", "a@a.com", "not.available@example.org"],
)
def test_what_manuals_and_hurried_people_write_is_flagged(address: str) -> None:
    factories.email(address)
    assert_flags(CHECK, "ada-quill", field="email", observed=address)


@pytest.mark.parametrize(
    "address", ["email@quill.org", "me@quill.com", "ada.quill@email.com", "ada@ada.com"]
)
def test_a_plain_word_at_ones_own_domain_is_right(address: str) -> None:
    factories.email(address)
    assert_clean(CHECK)
