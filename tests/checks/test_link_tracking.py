import pytest

from members.models import Link
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges
from tests.factories import link

pytestmark = pytest.mark.django_db
CHECK = "link-tracking"


def plant(number: int) -> None:
    link("http://example.org/?fbclid=1", factories.member(f"Member {number}"))


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("http://example.org/ada?utm_source=a&utm_medium=b", "http://example.org/ada"),
        ("http://example.org/?id=5&fbclid=abc", "http://example.org/?id=5"),
        ("http://example.org/?fbclid=abc&id=5#top", "http://example.org/?id=5#top"),
        ("https://www.facebook.com/ada?ref=hl", "https://www.facebook.com/ada"),
        ("https://twitter.com/ada?lang=en", "https://twitter.com/ada"),
    ],
)
def test_the_pages_own_address_is_left(url: str, right: str) -> None:
    link(url)
    assert assert_fix_converges(CHECK).evidence.expected == right
    assert Link.objects.get().url == right


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/?id=5",
        "http://example.org/?lang=en",
        "http://example.org/?ref=ada",
        "http://example.org/utm_source=a",
        "http://example.org/?",
    ],
)
def test_what_says_which_page_is_meant_is_right(url: str) -> None:
    link(url)
    assert_clean(CHECK)
