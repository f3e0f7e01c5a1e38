import pytest

from members.models import Link
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags
from tests.factories import link

pytestmark = pytest.mark.django_db
CHECK = "link-malformed"


def plant(number: int) -> None:
    link("htp://example.org", factories.member(f"Member {number}"))


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("http:/example.org", "http://example.org"),
        ("http//example.org", "http://example.org"),
        ("htp://example.org", "http://example.org"),
        ("https;//example.org/ada", "https://example.org/ada"),
        ("ttp://example.org", "http://example.org"),
        ("http: //example.org", "http://example.org"),
        ("http://www. example.org/ada", "http://www.example.org/ada"),
        ("www,example.org", "www.example.org"),
        ("http://www.example,org/ada", "http://www.example.org/ada"),
        ("http://example..org", "http://example.org"),
        ("http:\\\\example.org\\ada", "http://example.org/ada"),
        ("http://wwww.example.org", "http://www.example.org"),
        ("http://wwwexample.org", "http://www.example.org"),
        ("http://example.con/ada", "http://example.com/ada"),
        ("Website: http://example.org", "http://example.org"),
        ("http://example.org (personal)", "http://example.org"),
        ('<a href="http://example.org">Ada</a>', "http://example.org"),
    ],
)
def test_a_slip_is_mended(url: str, right: str) -> None:
    link(url)
    assert assert_fix_converges(CHECK).evidence.observed == url
    assert Link.objects.get().url == right


def test_two_links_become_two_details() -> None:
    link("http://example.org; www.example.net")
    assert_fix_converges(CHECK)
    assert [link.url for link in Link.objects.all()] == ["http://example.org", "www.example.net"]


def test_a_space_in_the_path_may_be_too_much_or_part_of_a_name() -> None:
    link("http://example.org/ada quill.html")
    fixes = assert_flags(CHECK, "ada-quill", field="link:website").fixes
    assert [fix.edits[0].values["url"] for fix in fixes] == [
        "http://example.org/adaquill.html",
        "http://example.org/ada%20quill.html",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "ada@example.org",
        "mailto:ada@example.org",
        "http://ada@example.org",
        "http://.x",
        "http://localhost",
        "http://www.ada",
        "/members/ada",
        "ftp://example.org",
        "1 Farrer Place",
        "(02) 9977 6411",
        "02.9977.6411",
        "Ada Quill",
    ],
)
def test_what_is_no_link_has_no_fix(url: str) -> None:
    link(url)
    assert assert_flags(CHECK, "ada-quill", field="link:website", observed=url).fixes == ()


@pytest.mark.parametrize(
    "url",
    [
        "www.example.org",
        "example.org/ada",
        "HTTPS://WWW.Example.org/Ada",
        "http://m\u00fcller.example/\u00e4",
        "http://example.org:8080/",
        "http://example.org/it's_(ada)",
        "http://example.org/a,b;c=1?x=y@z#d",
        "https://example.org/@ada",
        "https://web.archive.org/web/2012/http://example.org/",
        "http://ww2.example.org",
        "http://www-ada.example.org",
        "http://192.0.2.1/ada",
        " http://example.org ",
        "http://example.org/?a=1&amp;b=2",
        "",
    ],
)
def test_a_link_may_look_odd_and_be_right(url: str) -> None:
    link(url)
    assert_clean(CHECK)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("@ada", "twitter"),
        ("ada.quill", "facebook"),
        ("Ada_Quill", "wikipedia"),
        ("@ada@example.org", "mastodon"),
        ("ada", "blog"),
        ("TBC", ""),
    ],
)
def test_names_of_accounts_are_judged_elsewhere(url: str, kind: str) -> None:
    link(url, kind=kind)
    assert_clean(CHECK)
