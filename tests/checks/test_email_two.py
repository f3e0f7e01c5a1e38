import pytest

from members.models import Email
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "email-two"


def plant(number: int) -> None:
    factories.email(
        f"one{number}@example.org, two{number}@example.org", factories.member(f"Member {number}")
    )


@pytest.mark.parametrize("between", ["; ", ", ", " ", "\n", " or ", "/", "<br>"])
def test_two_addresses_are_split_into_two_details_of_the_same_kind(between: str) -> None:
    factories.email(f"ada@example.org{between}office@example.org", kind="electorate")
    assert_fix_converges(CHECK)
    assert list(Email.objects.order_by("pk").values_list("address", "kind")) == [
        ("ada@example.org", "electorate"),
        ("office@example.org", "electorate"),
    ]


def test_three_are_three() -> None:
    factories.email("ada@example.org, bo@example.org, cy@example.org")
    assert_flags(CHECK, "ada-quill", field="email")
    assert_fix_converges(CHECK)
    assert Email.objects.count() == 3


@pytest.mark.parametrize(
    "address",
    [
        "ada@example.org",
        "ada@example.org, ada@example.org",
        "Ada Quill ada@example.org",
        "ada@quill@example.org",
        "a, b",
    ],
)
def test_one_address_once_or_twice_and_nonsense_are_not_two(address: str) -> None:
    factories.email(address)
    assert_clean(CHECK)
