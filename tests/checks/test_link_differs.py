import pytest

from members.models import Link
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "link-differs"


def plant(number: int) -> None:
    Link.objects.create(
        member=factories.member(f"Ada Quill{number}"),
        kind="website",
        url=f"https://quill{number}.example.org",
    )
    factories.listed(name=f"Ada Quill{number}", link__website=f"https://reed{number}.example.org")


def test_another_link_is_found_and_takes_the_place_of_the_old_one() -> None:
    plant(1)
    assert_flags(CHECK, "ada-quill1", field="link:website", observed="https://quill1.example.org")
    assert_fix_converges(CHECK)


@pytest.mark.parametrize(
    ("kind", "here", "said"),
    [
        ("website", "https://www.quill.example.org/", "http://quill.example.org"),
        ("website", "quill.example.org/about", "https://quill.example.org/about/"),
        ("twitter", "@AdaQuill", "https://twitter.com/adaquill"),
        ("twitter", "https://x.com/adaquill", "https://mobile.twitter.com/AdaQuill/"),
        ("facebook", "https://facebook.com/ada.quill", "https://m.facebook.com/ada.quill/"),
        ("website", "https://quill.example.org", ""),
    ],
)
def test_scheme_www_trailing_slash_and_the_form_of_a_handle_are_no_difference(
    kind: str, here: str, said: str
) -> None:
    Link.objects.create(member=factories.member("Ada Quill"), kind=kind, url=here)
    factories.official_list({"name": "Ada Quill", f"link:{kind}": said})
    assert_clean(CHECK)
