import pytest

from members.models import Address, Email, Link, Member, Phone
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "text-untidy"


def plant(number: int) -> None:
    factories.member(f"Member {number}", role="Minister  for Health")


@pytest.mark.parametrize(
    "address",
    [
        " ada@example.org",
        "ada@example.org ",
        "ada@example.org\u00a0",
        "\u200bada@example.org",
        "ada@example.org\n",
    ],
)
def test_white_space_around_an_address_is_taken_away(address: str) -> None:
    factories.email(address, kind="electorate")
    assert assert_fix_converges(CHECK).field == "email:electorate"
    assert Email.objects.get().address == "ada@example.org"


def test_every_kind_of_value_is_looked_at() -> None:
    factories.member(" Ada  Quill", slug="ada")
    assert_fix_converges(CHECK)
    ada = Member.objects.get()
    assert (ada.first_name, ada.last_name) == ("Ada", "Quill")
    Phone.objects.create(member=ada, number="(08)  8946 1433", kind="electorate", medium="fax")
    assert assert_fix_converges(CHECK).field == "fax:electorate"
    Link.objects.create(member=ada, url="https://example.org/ada ", kind="website")
    assert assert_fix_converges(CHECK).field == "link:website"
    Address.objects.create(
        member=ada,
        kind="electorate",
        line1="1 Main Street\nShop 2 ",
        suburb="Darwin\t",
        state="NT",
        postcode="0800",
    )
    assert assert_fix_converges(CHECK).field == "address:electorate"
    assert str(Address.objects.get()) == "1 Main Street, Shop 2, Darwin NT 0800"


def test_values_of_several_lines_may_have_them() -> None:
    ada = factories.member(role="Minister for Health \nMinister for Sport")
    Address.objects.create(member=ada, text="1 Main Street\r\nDarwin NT 0800")
    assert_clean(CHECK)


@pytest.mark.parametrize(
    "address", ["nonsense ", " TBC", "ada quill@example.org ", " a@example.org, b@example.org"]
)
def test_what_stays_malformed_when_trimmed_is_another_checks(address: str) -> None:
    factories.email(address)
    assert_clean(CHECK)


def test_letters_of_other_languages_and_what_holds_html_are_not_untidy() -> None:
    factories.member("Zoë Müller", slug="zoe")
    factories.email("ada@example.org&nbsp;", factories.member("Bo Reed"))
    assert_clean(CHECK)


def test_a_detail_that_is_blank_is_taken_away() -> None:
    factories.email(" ")
    assert_flags(CHECK, "ada-quill", field="email")
    assert_fix_converges(CHECK)
    assert not Email.objects.exists()
