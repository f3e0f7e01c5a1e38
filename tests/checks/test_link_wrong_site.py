import pytest

from members.models import Link
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges
from tests.factories import link

pytestmark = pytest.mark.django_db
CHECK = "link-wrong-site"


def plant(number: int) -> None:
    link("http://www.facebook.com/ada", factories.member(f"Member {number}"), kind="twitter")


@pytest.mark.parametrize(
    ("url", "kind", "right"),
    [
        ("http://www.facebook.com/ada", "twitter", "facebook"),
        ("https://x.com/ada", "facebook", "twitter"),
        ("http://ada.example.org/", "wikipedia", "website"),
        ("www.ada.example.org", "twitter", "website"),
        ("https://vimeo.com/ada", "YouTube", "website"),
        ("https://notfacebook.com/ada", "facebook", "website"),
    ],
)
def test_a_link_comes_under_the_kind_of_its_site(url: str, kind: str, right: str) -> None:
    link(url, kind=kind)
    assert assert_fix_converges(CHECK).field == f"link:{kind}"
    assert Link.objects.get().kind == right


def test_a_link_that_is_listed_already_is_taken_out() -> None:
    ada = factories.member()
    link("http://www.facebook.com/ada", ada, kind="facebook")
    link("http://www.facebook.com/ada", ada, kind="twitter")
    assert_fix_converges(CHECK)
    assert [link.kind for link in Link.objects.all()] == ["facebook"]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://x.com/ada", "twitter"),
        ("https://mobile.twitter.com/ada", "twitter"),
        ("https://en-gb.facebook.com/ada", "facebook"),
        ("https://fr.wikipedia.org/wiki/Ada_Quill", "wikipedia"),
        ("https://youtu.be/ada", "youtube"),
        ("https://t.co/abc", "twitter"),
        ("https://www.facebook.com/ada", "website"),
        ("https://aus.social/@ada", "mastodon"),
        ("ada.quill", "facebook"),
    ],
)
def test_other_names_of_a_site_and_an_account_as_a_website_are_right(url: str, kind: str) -> None:
    link(url, kind=kind)
    assert_clean(CHECK)
