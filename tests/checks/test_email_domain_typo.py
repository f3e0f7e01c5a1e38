import pytest

from members.models import Email
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "email-domain-typo"


def plant(number: int) -> None:
    slip = f"gm{'abcdefghijklmnopqrstuvwxyz'[number]}il.com".replace("gmail", "gmaul")
    factories.email(f"office@{slip}", factories.member(f"Member {number}"))


def five(domain: str) -> None:
    for name in ("Bo", "Cy", "Di", "Ed", "Flo"):
        factories.email(f"{name}@{domain}", factories.member(f"{name} Reed"))


def test_a_domain_one_slip_off_the_others_is_flagged_and_written_as_theirs() -> None:
    five("parliament.nsw.gov.au")
    factories.email("Ada.Quill@parliament.nsw.gov.u")
    assert_fix_converges(CHECK)
    assert Email.objects.get(member__slug="ada-quill").address == "Ada.Quill@parliament.nsw.gov.au"


@pytest.mark.parametrize("domain", ["gmial.com", "hotnail.com", "gmail.co"])
def test_a_well_known_provider_needs_no_others(domain: str) -> None:
    factories.email(f"ada.quill@{domain}")
    assert_flags(CHECK, "ada-quill", field="email")


@pytest.mark.parametrize("domain", ["parliament.sa.gov.au", "example.org", "ymail.com"])
def test_a_neighbours_own_domain_is_right(domain: str) -> None:
    five("parliament.wa.gov.au")
    factories.email(f"ada.quill@{domain}")
    assert_clean(CHECK)


def test_what_few_use_is_no_pattern_and_what_two_use_is_no_slip() -> None:
    factories.email("abe@northshire.example.org", factories.member("Abe Reed"))
    factories.email("ada@northshire.example.com", factories.member("Ada Quill"))
    five("townhall.example.org")
    for name in ("Gil Stone", "Hal Stone"):
        factories.email(f"{name[:3]}@townhal.example.org", factories.member(name))
    assert_clean(CHECK)


def test_a_domain_that_ends_in_nothing_is_flagged_however_many_have_it_and_written_where_that_follows() -> (
    None
):
    factories.email("ada.quill@shire.nsw.ogv.au")
    assert_fix_converges(CHECK)
    assert Email.objects.get().address == "ada.quill@shire.nsw.gov.au"
    five("shire.con")
    assert len(findings(CHECK)) == 5


def test_what_was_meant_is_not_guessed_where_it_does_not_follow() -> None:
    factories.email("ada.quill@shire.vic.gov.com")
    assert assert_flags(CHECK, "ada-quill", field="email").fixes == ()
