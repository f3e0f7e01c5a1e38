import pytest

from members.models import Link
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags
from tests.factories import link

pytestmark = pytest.mark.django_db
CHECK = "link-placeholder"


def plant(number: int) -> None:
    link("http://", factories.member(f"Member {number}"))


@pytest.mark.parametrize(
    "url",
    [
        "n/a",
        "TBC",
        "#",
        "http://",
        "https://",
        "http://www",
        "http://www.",
        "http://n/a",
        "none",
        "-",
        "http://tbc/",
        "N.A.",
    ],
)
def test_what_only_fills_the_place_is_flagged(url: str) -> None:
    link(url)
    assert_flags(CHECK, "ada-quill", field="link:website", observed=url)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://na.example.org", "website"),
        ("www.tba.example.org", "website"),
        ("TestaMP", "twitter"),
        ("", "website"),
    ],
)
def test_a_link_that_only_looks_like_one_is_right(url: str, kind: str) -> None:
    link(url, kind=kind)
    assert_clean(CHECK)


def test_the_fix_takes_it_out() -> None:
    link("TBC", kind="twitter")
    assert_fix_converges(CHECK)
    assert not Link.objects.exists()
