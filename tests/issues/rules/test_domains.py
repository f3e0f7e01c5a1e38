import pytest

from issues.rules.domains import Near

near = Near(["parliament.nsw.gov.au", "parliament.wa.gov.au", "senate.ga.gov", "parliament.govt.nz", "mp.wa.gov.au"])


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
