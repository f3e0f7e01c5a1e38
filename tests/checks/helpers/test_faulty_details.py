import pytest

from issues.checks.helpers.faulty_details import faulty_links, faulty_phones
from issues.values.links import LinkFault
from issues.values.links import judge_closely as judge_link
from issues.values.phones import PhoneFault
from issues.values.phones import judge as judge_phone
from members.rows import reading
from members.rows.rows import MemberRow
from tests import factories
from tests.checks.verbs import TODAY

pytestmark = pytest.mark.django_db
PHONES = [
    "(08) 8946 1433", "0400 000 000", "n/a", "(08) 8946 143", "(08) 8946 1433 / (08) 8946 1434",
    "(08) 8946 1433 (work)", "call the office", "ada@example.org", "(09) 7010 1555", "1234 5678 9", "",
]  # fmt: skip
LINKS = [
    ("https://example.org/ada", "website"), ("http://http://example.org", "website"), ("n/a", "website"),
    ("@ada", "website"), ("@ada", "twitter"), ("https://facebook.com/ada", "twitter"), ("ada@example.org", "website"),
    ("https://twitter.com/", "twitter"), ("https://twitter.com/search?q=x", "twitter"), ("https:/example.org", "website"),
    ("example", "website"), ("https://www.www.example.org", "website"), ("http://example.org", "website"),
]  # fmt: skip


def with_all() -> MemberRow:
    """Return the member with all these phones or links."""
    return reading.of_members(["ada-quill"], TODAY)[0]


@pytest.mark.parametrize("fault", PhoneFault)
def test_the_quick_look_leaves_out_no_phone_with_the_fault(fault: PhoneFault) -> None:
    ada = factories.member()
    for text in PHONES:
        factories.phone(text, ada, kind="electorate")
    judged = {text: judge_phone(text, "AU") for text in PHONES}
    expected = {text for text, verdict in judged.items() if verdict and verdict.fault is fault}
    assert {phone.number for phone, _ in faulty_phones(with_all(), fault)} == expected


@pytest.mark.parametrize("fault", LinkFault)
def test_the_quick_look_leaves_out_no_link_with_the_fault(fault: LinkFault) -> None:
    ada = factories.member()
    for url, kind in LINKS:
        factories.link(url, ada, kind=kind)
    judged = {each: judge_link(*each) for each in LINKS}
    expected = {each for each, verdict in judged.items() if verdict and verdict.fault is fault}
    assert {(link.url, link.kind) for link, _ in faulty_links(with_all(), fault)} == expected


def test_these_texts_have_every_fault() -> None:
    phones = {verdict.fault for text in PHONES if (verdict := judge_phone(text, "AU"))}
    links = {found.fault for each in LINKS if (found := judge_link(*each))}
    assert (phones, links) == (set(PhoneFault), set(LinkFault))
