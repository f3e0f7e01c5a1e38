import pytest

from issues.values.links import LinkFault, is_plain, judge, judge_closely, may_be_placeholder
from issues.values.sites import BY_KIND, Site, site_of


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org",
        "https://www.example.org.au/members/ada?x=1#a",
        "https://example.org/~ada",
        "https://web.archive.org/web/2012/http://example.org/",
    ],
)
def test_what_is_plainly_right_needs_no_closer_look_and_stands_it(url: str) -> None:
    assert is_plain(url, "website")
    assert judge_closely(url, "website") is None


@pytest.mark.parametrize(
    "url",
    [
        "http://http://example.org",
        "http://www.www.example.org",
        "http://wwwexample.org",
        "http://example.con",
        "http://ada@example.org",
        "http://example",
        "http://a.b",
        "http://example.org/a b",
        "http://example.org, http://example.net",
        "http:/example.org",
        "http://www.ada",
        "http://-.org/ <",
    ],
)
def test_nothing_wrong_is_plainly_right(url: str) -> None:
    assert judge_closely(url, "website")
    assert not is_plain(url, "website")


def test_a_choice_with_a_fault_of_its_own_is_none() -> None:
    verdict = judge("http://twitter.com/ ada", "twitter")
    assert verdict is not None
    assert verdict.fault is LinkFault.MALFORMED
    assert verdict.choices == (("http://twitter.com/ada",),), "no account is called %20ada"


def test_a_site_is_known_by_each_of_its_names_and_by_no_other() -> None:
    twitter = Site.of_kind("Twitter")
    assert twitter is not None
    assert twitter == Site.of_kind("x") == site_of("mobile.twitter.com") == site_of("x.com")
    assert site_of("netflix.com") is None
    assert Site.of_kind("website") is None


@pytest.mark.parametrize(
    "url",
    ["TBC", "n/a", "http://", "#", "https://www.", "http://n/a", "-", "N.A.", " to be confirmed "],
)
def test_every_placeholder_may_be_one_at_first_sight(url: str) -> None:
    verdict = judge(url, "website")
    assert verdict is not None
    assert verdict.fault is LinkFault.PLACEHOLDER
    assert may_be_placeholder(url)
    assert not is_plain(url, "website")


@pytest.mark.parametrize(
    "url", ["@ada", "ada", "https://twitter.com/ada", "https://mobile.twitter.com/@ada/"]
)
def test_most_accounts_need_no_closer_look_and_stand_it(url: str) -> None:
    assert is_plain(url, "twitter")
    assert judge_closely(url, "twitter") is None


@pytest.mark.parametrize("kind", sorted(BY_KIND))
def test_no_fault_passes_at_first_sight(kind: str) -> None:
    site = BY_KIND[kind]
    for host in site.hosts:
        for path in (
            "",
            "/",
            "/home",
            "/share",
            "/pages",
            "/wiki",
            "/a b",
            "/watch?v=1",
            "/foo/status/123",
        ):
            for url in (
                f"{host}{path}",
                f"www.{host}{path}",
                f"https://{host}{path}",
                f"https://www.{host}{path}",
            ):
                verdict = judge(url, kind)
                assert not (
                    verdict and verdict.fault is LinkFault.NOT_ACCOUNT and site.plain.fullmatch(url)
                ), url


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("https://www.facebook.com/https://www.facebook.com/ada", "https://www.facebook.com/ada"),
        ("https://www.facebook.com/www.facebook.com/ada", "https://www.facebook.com/ada"),
    ],
)
def test_an_account_behind_its_own_site_begins_twice(url: str, right: str) -> None:
    verdict = judge(url, "facebook")
    assert verdict is not None
    assert verdict.fault is LinkFault.DOUBLED
    assert verdict.choices == ((right,),)


@pytest.mark.parametrize("url", ["facebook", "https://www.facebook.com/facebook", "Yes"])
def test_the_sites_own_name_is_no_account(url: str) -> None:
    verdict = judge(url, "facebook")
    assert verdict is not None
    assert verdict.fault is LinkFault.NOT_ACCOUNT


@pytest.mark.parametrize(
    "url",
    ["https://www.facebook.com/p/Ada-Quill-100089/", "https://www.facebook.com/share/1A2b3C/"],
)
def test_pages_as_facebook_writes_them_are_right(url: str) -> None:
    assert judge(url, "facebook") is None


def test_a_post_is_no_account_and_a_key_elsewhere_no_handle() -> None:
    assert judge("https://www.instagram.com/p/Abc/", "instagram") is not None
    assert judge("Ada Quill", "ballotpedia") is None


@pytest.mark.parametrize("host", ["foo.gov.auu", "foo.ogv", "foo.house.gv", "shire.nsw.ogv.au"])
def test_a_site_that_ends_nowhere_cannot_be(host: str) -> None:
    verdict = judge(f"http://www.{host}/ada", "website")
    assert verdict is not None
    assert verdict.fault is LinkFault.MALFORMED
    assert not is_plain(f"http://www.{host}/ada", "website")
