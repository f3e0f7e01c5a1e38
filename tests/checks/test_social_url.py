import pytest

from members.models import Link
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags
from tests.factories import link

pytestmark = pytest.mark.django_db
CHECK = "social-url"


def plant(number: int) -> None:
    link("https://twitter.com/", factories.member(f"Member {number}"), kind="twitter")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://twitter.com/", "twitter"),
        ("twitter.com", "twitter"),
        ("https://twitter.com/intent/user?screen_name=ada", "twitter"),
        ("https://twitter.com/search?q=ada", "twitter"),
        ("Ada Quill", "twitter"),
        ("rep-quill", "twitter"),
        ("ada.quill.example.org", "twitter"),
        ("http://www.facebook.com/home.php", "facebook"),
        ("https://www.facebook.com/profile.php", "facebook"),
        ("https://www.facebook.com/sharer/sharer.php?u=x", "facebook"),
        ("tr", "facebook"),
        ("https://www.instagram.com/p/abc/", "instagram"),
        ("https://www.youtube.com/watch?v=1", "youtube"),
        ("https://en.wikipedia.org/wiki/", "wikipedia"),
        ("@ada", "wikipedia"),
    ],
)
def test_what_leads_to_no_account_is_flagged(url: str, kind: str) -> None:
    link(url, kind=kind)
    assert assert_flags(CHECK, "ada-quill", field=f"link:{kind}", observed=url).fixes == ()


@pytest.mark.parametrize(
    ("url", "kind", "right"),
    [
        ("https://twitter.com/ada/status/123", "twitter", "https://twitter.com/ada"),
        (
            "https://www.facebook.com/ada.quill/posts/123",
            "facebook",
            "https://www.facebook.com/ada.quill",
        ),
    ],
)
def test_the_account_of_a_single_post_follows(url: str, kind: str, right: str) -> None:
    link(url, kind=kind)
    assert_fix_converges(CHECK)
    assert Link.objects.get().url == right


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("@ada", "twitter"),
        ("AdaQuill_MP", "twitter"),
        ("https://twitter.com/ada/", "twitter"),
        ("http://twitter.com/#!/ada", "twitter"),
        ("twitter.com/@ada?lang=en", "twitter"),
        ("ada.quill.mp", "facebook"),
        ("https://www.facebook.com/pages/Ada-Quill-(MP)/123?fref=ts", "facebook"),
        ("https://www.facebook.com/profile.php?id=123", "facebook"),
        ("https://www.facebook.com/groups/123", "facebook"),
        ("@ada", "youtube"),
        ("https://www.youtube.com/user/ada/videos", "youtube"),
        ("Ada Quill", "wikipedia"),
        ("https://en.wikipedia.org/wiki/Ada_Quill_(politician)", "wikipedia"),
        ("https://www.linkedin.com/in/ada", "linkedin"),
        ("https://www.facebook.com/home.php", "website"),
        ("https://www.facebook.com/ada", "twitter"),
    ],
)
def test_an_account_is_right_as_a_name_and_as_an_address(url: str, kind: str) -> None:
    link(url, kind=kind)
    assert_clean(CHECK)
