import pytest

from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "email-malformed"


def plant(number: int) -> None:
    factories.email("nonsense", factories.member(f"Member {number}"))


@pytest.mark.parametrize(
    "address", ["ada.quill", "ada quill@example.org", "ada@quill@example.org", "http://example.org/", "ada@", "ada@example..org", "TBC"]
)
def test_what_is_no_address_is_flagged(address: str) -> None:
    ada = factories.member()
    factories.email(address, ada)
    assert_flags(CHECK, "ada-quill", field="email", observed=address)


@pytest.mark.parametrize(
    "address", ["o'brien@example.org", "ada+office@example.org", "ADA@Example.ORG", "ada@exämple.org", "a@b.example.org"]
)
def test_an_address_that_only_looks_odd_is_right(address: str) -> None:
    factories.email(address)
    assert_clean(CHECK)


def test_two_bad_addresses_of_one_kind_are_one_finding_and_of_two_kinds_two() -> None:
    ada = factories.member()
    factories.email("one", ada)
    factories.email("two", ada)
    assert_flags(CHECK, "ada-quill", field="email", observed="one; two")


def test_a_member_who_left_is_not_looked_at() -> None:
    factories.email("nonsense", factories.member(ended_on=TODAY))
    assert_clean(CHECK)
