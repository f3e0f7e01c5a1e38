import pytest

from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "photo-malformed"


def plant(number: int) -> None:
    factories.member(f"Ada {number}", photo_url=f"photos/{number}.jpg")


@pytest.mark.parametrize(
    "url",
    [
        "quill.jpg",
        "/images/quill.jpg",
        "https://",
        "https://quill",
        "htp://example.org/7.jpg",
        "C:\\photos\\7.jpg",
    ],
)
def test_what_no_browser_opens_is_no_address(url: str) -> None:
    factories.member(photo_url=url)
    assert assert_flags(CHECK, "ada-quill", field="photo_url", observed=url).fixes == ()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (" https://example.org/7.jpg ", "https://example.org/7.jpg"),
        ("https://example.org/ada quill.jpg", "https://example.org/ada%20quill.jpg"),
        ("//example.org/7.jpg", "https://example.org/7.jpg"),
        ("http://https://example.org/7.jpg", "https://example.org/7.jpg"),
        ("n/a", ""),
    ],
)
def test_the_right_address_follows_from_the_wrong_one(wrong: str, right: str) -> None:
    factories.member(photo_url=wrong)
    finding = assert_fix_converges(CHECK)
    assert finding.fixes[0].edits[0].values == {"photo_url": right}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://example.org/7.jpg",
        "HTTP://www.example.org:8080/photo?id=7&size=large",
        "https://web.archive.org/web/2019/http://example.org/7.jpg",
        "https://example.org/Zoë.jpg",
    ],
)
def test_addresses_with_ports_queries_and_other_addresses_inside_are_right(url: str) -> None:
    factories.member(photo_url=url)
    assert_clean(CHECK)
