import pytest

from members.models import Link
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges
from tests.factories import link

pytestmark = pytest.mark.django_db
CHECK = "link-protocol-doubled"


def plant(number: int) -> None:
    link("http://http://example.org", factories.member(f"Member {number}"))


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("http://http://example.org/ada", "http://example.org/ada"),
        ("http://https://example.org", "https://example.org"),
        ("https://http//example.org", "http://example.org"),
        ("http://www.http://example.org", "http://example.org"),
        ("https://www.www.example.org", "https://www.example.org"),
        ("www.www.example.org", "www.example.org"),
        ("http://example.orghttp://example.org", "http://example.org"),
        ("HTTP://HTTP://example.org", "HTTP://example.org"),
    ],
)
def test_one_beginning_is_left(url: str, right: str) -> None:
    link(url)
    assert assert_fix_converges(CHECK).evidence.observed == url
    assert Link.objects.get().url == right


def test_an_account_is_mended_alike() -> None:
    link("http://https://twitter.com/ada", kind="twitter")
    assert_fix_converges(CHECK)
    assert Link.objects.get().normalised == "ada"


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/web/2012/http://example.org/",
        "http://example.org/?next=http://example.net",
        "http://http.example.org",
        "http://www.example.org/www",
    ],
)
def test_a_link_within_a_link_is_right(url: str) -> None:
    link(url)
    assert_clean(CHECK)
