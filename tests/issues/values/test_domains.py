import pytest

from issues.values.domains import NearDomains, ended, ends_nowhere

near = NearDomains(
    [
        "parliament.nsw.gov.au",
        "parliament.wa.gov.au",
        "senate.ga.gov",
        "parliament.govt.nz",
        "mp.wa.gov.au",
    ]
)


@pytest.mark.parametrize(
    ("domain", "right"),
    [
        ("parliament.nsw.gov.u", "parliament.nsw.gov.au"),
        ("parliament.nsw.gov.ua", "parliament.nsw.gov.au"),
        ("parliment.nsw.gov.au", "parliament.nsw.gov.au"),
        ("paliament.wa.gov.au", "parliament.wa.gov.au"),
        ("parliament.nswgov.au", "parliament.nsw.gov.au"),
        ("parliament.nsw.gv.au", "parliament.nsw.gov.au"),
        ("parliament.gov.nz", "parliament.govt.nz"),
        ("gmial.com", "gmail.com"),
        ("hotnail.com", "hotmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmail.con", "gmail.com"),
    ],
)
def test_a_domain_one_slip_off_another_is_near_it(domain: str, right: str) -> None:
    assert near(domain) == right


@pytest.mark.parametrize(
    "domain",
    [
        "parliament.sa.gov.au",
        "senate.la.gov",
        "senate.pa.gov",
        "mp.sa.gov.au",
        "ymail.com",
        "mail.com",
        "yahoo.ca",
        "example.org",
        "gmail.com",
    ],
)
def test_another_places_own_domain_is_right(domain: str) -> None:
    assert near(domain) == ""


@pytest.mark.parametrize(
    ("domain", "right"),
    [
        ("shire.nsw.gov.a", "shire.nsw.gov.au"),
        ("shire.nsw.gov.auu", "shire.nsw.gov.au"),
        ("shire.nsw.ogv.au", "shire.nsw.gov.au"),
        ("quill.con", "quill.com"),
        ("quill.com.a", "quill.com.au"),
        ("leeds.gov.ul", "leeds.gov.uk"),
        ("parl.cg.ca", "parl.gc.ca"),
        ("council.gov.nz", "council.govt.nz"),
        ("house.ga.gv", "house.ga.gov"),
        ("leeds.gov.uk.uk", ""),
        ("shire.vic.gov.com", ""),
        ("bigpond.comau", ""),
    ],
)
def test_a_domain_that_ends_nowhere_is_known_and_ended_where_that_follows(
    domain: str, right: str
) -> None:
    assert ends_nowhere(domain)
    assert ended(domain) == right


@pytest.mark.parametrize(
    "domain",
    [
        "gov.on.ca",
        "leg.bc.ca",
        "constituency.gov.scot",
        "senedd.cymru",
        "ci.stockton.ca.us",
        "house.mn",
        "jane.au",
        "mail.jane.au",
        "quill.id.au",
        "ada.melbourne",
        "wards.iwi.nz",
        "xn--mori-qsa.nz",
        "cov.uk",
        "quill.vote",
        "example.org",
        "quill.example",
    ],
)
def test_a_domain_of_a_country_a_town_or_a_province_ends_where_it_may(domain: str) -> None:
    assert not ends_nowhere(domain)


def test_a_parliaments_domain_needs_no_others() -> None:
    assert NearDomains([])("parliment.uk") == "parliament.uk"
