import pytest

from tests import factories
from tests.checks.verbs import assert_clean, assert_flags
from tests.factories import link

pytestmark = pytest.mark.django_db
CHECK = "link-handle"


def plant(number: int) -> None:
    link("@ada", factories.member(f"Member {number}"))


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("@ada", "website"),
        ("adaquill", "contact"),
        ("ada_quill", ""),
        ("SYDNEY", "website"),
        ("@ada.quill", "source"),
    ],
)
def test_a_single_word_is_no_page(url: str, kind: str) -> None:
    finding = link(url, kind=kind)
    assert_flags(CHECK, "ada-quill", field=finding.field, observed=url)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("@ada", "twitter"),
        ("ada", "Facebook"),
        ("UC123", "youtube"),
        ("Ada_Quill", "wikipedia"),
        ("ada", "bluesky"),
        ("example.org", "website"),
        ("TBC", "website"),
    ],
)
def test_names_of_accounts_and_sites_are_right(url: str, kind: str) -> None:
    link(url, kind=kind)
    assert_clean(CHECK)
