import pytest

from members.models import Email
from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "email-malformed"


def plant(number: int) -> None:
    factories.email("nonsense", factories.member(f"Member {number}"))


@pytest.mark.parametrize(
    "address",
    [
        "ada.quill",
        "ada quill@example.org",
        "ada@quill@example.org",
        "http://example.org/",
        "ada@",
        "ada.@example.org",
        "senihara jr.@capitol.hawaii.gov",
        "08 8946 1433",
        "1 Main Street",
    ],
)
def test_what_is_no_address_is_flagged(address: str) -> None:
    factories.email(address)
    assert_flags(CHECK, "ada-quill", field="email", observed=address)


@pytest.mark.parametrize(
    "address",
    [
        "o'brien@example.org",
        "ada+office@example.org",
        "ADA@Example.ORG",
        "ada@exämple.org",
        "a@b.example.org",
    ],
)
def test_an_address_that_only_looks_odd_is_right(address: str) -> None:
    factories.email(address)
    assert_clean(CHECK)


@pytest.mark.parametrize(
    "address",
    [
        "TBC",
        "ada@example.org (x)",
        "ada@example.org, bo@example.org",
        " ada@example.org",
        "ada@example.org&nbsp;",
        "",
    ],
)
def test_what_another_check_names_is_left_to_it(address: str) -> None:
    factories.email(address)
    assert_clean(CHECK)


@pytest.mark.parametrize(
    "address",
    [
        "ada@@example.org",
        "ada@example..org",
        "ada @example.org",
        "ada@example,org",
        "ada [at] example.org",
    ],
)
def test_a_slip_that_leaves_no_doubt_is_corrected(address: str) -> None:
    factories.email(address)
    assert_fix_converges(CHECK)
    assert Email.objects.get().address == "ada@example.org"


def test_where_there_is_doubt_no_fix_is_offered() -> None:
    factories.email("repla chica@capitol.hawaii.gov", factories.member("Trish La Chica"))
    assert assert_flags(CHECK, "trish-la-chica", field="email").fixes == ()


def test_two_bad_addresses_of_one_kind_are_one_finding_and_of_two_kinds_two() -> None:
    ada = factories.member()
    factories.email("one", ada)
    factories.email("two", ada)
    assert_flags(CHECK, "ada-quill", field="email", observed="one; two")


def test_a_member_who_left_is_not_looked_at() -> None:
    factories.email("nonsense", factories.member(ended_on=TODAY))
    assert_clean(CHECK)
