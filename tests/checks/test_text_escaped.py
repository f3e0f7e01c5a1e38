import pytest

from members.models import Address, Email, Link
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges

pytestmark = pytest.mark.django_db
CHECK = "text-escaped"


def plant(number: int) -> None:
    factories.member(f"Member {number}", role="Minister for Health &amp; Sport")


def test_an_entity_becomes_the_character_and_what_it_leaves_is_trimmed() -> None:
    factories.email("o&#39;brien@example.org&nbsp;")
    assert assert_fix_converges(CHECK).field == "email"
    assert Email.objects.get().address == "o'brien@example.org"


def test_a_link_with_an_escaped_ampersand_leads_elsewhere() -> None:
    Link.objects.create(
        member=factories.member(), kind="website", url="https://example.org/?a=1&amp;id=2"
    )
    assert assert_fix_converges(CHECK).field == "link:website"
    assert Link.objects.get().url == "https://example.org/?a=1&id=2"


def test_a_tag_that_breaks_the_line_becomes_a_comma_or_a_line() -> None:
    ada = factories.member()
    Address.objects.create(
        member=ada,
        kind="electorate",
        line1="Shop 2<br/>1 Main Street",
        suburb="Darwin",
        state="NT",
        postcode="0800",
    )
    assert_fix_converges(CHECK)
    assert Address.objects.get().line1 == "Shop 2, 1 Main Street"


@pytest.mark.parametrize(
    "url",
    ["https://example.org/?a=1&copy=2", "https://example.org/?a=1&lt=2", "https://example.org/a&b"],
)
def test_an_ampersand_of_a_web_address_is_right(url: str) -> None:
    Link.objects.create(
        member=factories.member(role="Minister for Health & Sport; Arts"), kind="website", url=url
    )
    assert_clean(CHECK)


def test_brackets_of_an_address_are_no_tag_and_what_stays_malformed_is_another_checks() -> None:
    factories.email("Ada <a@example.org>")
    factories.email("<p>nonsense</p>", factories.member("Bo Reed"))
    factories.email("a@example.org<br>b@example.org", factories.member("Cy Stone"))
    assert_clean(CHECK)
