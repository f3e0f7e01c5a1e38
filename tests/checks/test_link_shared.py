import pytest

from members.models import Party
from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags, findings
from tests.factories import link

pytestmark = pytest.mark.django_db
CHECK = "link-shared"


def plant(number: int) -> None:
    for name in ("Ada", "Bo"):
        link(f"http://seat{number}.example.org/me", factories.member(f"{name} {number}"))


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("twitter", "https://twitter.com/AdaQ", "@adaq"),
        ("website", "http://www.adaquill.example.org/", "https://adaquill.example.org"),
        (
            "wikipedia",
            "https://en.wikipedia.org/wiki/Ada_Quill",
            "https://en.wikipedia.org/wiki/Ada_Quill",
        ),
        (
            "website",
            "http://parliament.example.org/member?id=55",
            "http://parliament.example.org/member?id=55",
        ),
        (
            "website",
            "http://parliament.example.org/ada-quill",
            "http://parliament.example.org/ada-quill",
        ),
    ],
)
def test_two_members_with_one_link_are_one_finding_of_their_chamber(
    kind: str, first: str, second: str
) -> None:
    link(first, factories.member("Ada Quill"), kind)
    link(second, factories.member("Bo Reed"), kind)
    finding = assert_flags(CHECK, "ada-quill", "bo-reed", field=f"link:{kind}", observed=first)
    assert (finding.kind, finding.chamber.slug) == ("chamber", "nt-la")


@pytest.mark.parametrize("kind", ["source", "contact", "council", "other"])
def test_a_page_of_all_may_be_shared(kind: str) -> None:
    for name in ("Ada Quill", "Bo Reed"):
        link("http://example.org/councillors", factories.member(name), kind)
    assert_clean(CHECK)


@pytest.mark.parametrize(
    ("kind", "url"),
    [("website", "TBC"), ("facebook", "https://www.facebook.com/sharer/sharer.php?u=x")],
)
def test_what_leads_to_nobody_is_told_of_each_member_by_itself(kind: str, url: str) -> None:
    for name in ("Ada Quill", "Bo Reed"):
        link(url, factories.member(name), kind)
    assert_clean(CHECK)


def test_a_site_that_many_list_is_a_parliaments_or_a_partys() -> None:
    for name in ("Ada Quill", "Bo Reed", "Cy Stone", "Di Thorn"):
        link("http://example.org", factories.member(name))
    assert_clean(CHECK)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://riverland.example.org", "website"),
        ("@RiverlandParty", "twitter"),
        ("http://parliament.example.org/members", "website"),
        ("http://example.org", "website"),
    ],
)
def test_the_site_of_a_party_or_a_parliament_may_be_shared_by_few(url: str, kind: str) -> None:
    party = Party.objects.create(name="Riverland Party")
    for name in ("Ada Quill", "Bo Reed"):
        link(url, factories.member(name, party=party), kind)
    assert_clean(CHECK)


def test_nonsense_a_predecessors_link_and_one_person_who_sits_twice_are_not_compared() -> None:
    link("http://ada.example.org/me", factories.member("Ada Quill"))
    link(
        "http://ada.example.org/me",
        factories.member("Ada Quill", factories.chamber("sa-ha"), slug="ada-quill-sa-ha"),
    )
    link("http://bo.example.org/me", factories.member("Bo Reed"))
    link("http://bo.example.org/me", factories.member("Cy Stone", ended_on=TODAY))
    link("see above", factories.member("Di Thorn"))
    link("see above", factories.member("Ed Upton"))
    assert_clean(CHECK)


def test_old_addresses_of_two_accounts_are_two() -> None:
    link("http://twitter.com/#!/ada", factories.member("Ada Quill"), "twitter")
    link("http://twitter.com/#!/bo", factories.member("Bo Reed"), "twitter")
    assert_clean(CHECK)


def test_a_scope_limits_what_is_reported_and_not_what_it_is_compared_with() -> None:
    link("@ada", factories.member("Ada Quill", factories.chamber("nt-la")), "twitter")
    link("@ada", factories.member("Bo Reed", factories.chamber("sa-ha")), "twitter")
    for slug in ("nt-la", "sa-ha"):
        assert [finding.chamber.slug for finding in findings(CHECK, slug)] == ["nt-la"], (
            "the first by slug"
        )
    assert findings(CHECK, "act-la") == []
