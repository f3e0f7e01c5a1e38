import pytest

from members.models import Email
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges

pytestmark = pytest.mark.django_db
CHECK = "email-commented"


def plant(number: int) -> None:
    factories.email(f"seat{number}@example.org (part-time)", factories.member(f"Member {number}"))


@pytest.mark.parametrize(
    "around",
    [
        "http://www.example.org/About/{}",
        "mailto:{}",
        "Ada Quill <{}>",
        "{} (Kangaroo Island)",
        "{} - part-time",
        "{}.",
        "Email: {}",
    ],
)
def test_the_address_is_taken_out_of_what_stands_around_it(around: str) -> None:
    factories.email(around.format("ada.quill@example.org"))
    assert_fix_converges(CHECK)
    assert Email.objects.get().address == "ada.quill@example.org"


@pytest.mark.parametrize(
    "address",
    [
        "ada.quill@example.org",
        "lori garciasander.house@coleg.gov",
        "ada@example.org; bo@example.org",
        "missing@invalid.no (x)",
        " ada@example.org",
    ],
)
def test_an_address_alone_two_and_a_piece_of_one_are_not_comments(address: str) -> None:
    factories.email(address)
    assert_clean(CHECK)
