import pytest

from members.models import Address, Identifier, Link, Phone
from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_fix_converges, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "detail-repeated"


def plant(number: int) -> None:
    member = factories.member(f"Ada {number}")
    for _ in range(2):
        factories.email(f"ada{number}@example.org", member)


def phones(*numbers: str) -> None:
    member = factories.member()
    for number in numbers:
        Phone.objects.create(member=member, kind="electorate", number=number)


def test_a_number_given_twice_in_two_spellings_is_said_once() -> None:
    phones("(08) 8999 6554", "+61 8 8999 6554")
    assert_flags(CHECK, "ada-quill", field="phone:electorate", observed="+61 8 8999 6554")
    assert_fix_converges(CHECK)
    assert [phone.number for phone in Phone.objects.all()] == ["(08) 8999 6554"]


def test_what_is_there_three_times_loses_two() -> None:
    phones("(08) 8999 6554", "08 8999 6554", "0889996554")
    assert_fix_converges(CHECK)
    assert Phone.objects.count() == 1


def test_every_kind_of_detail_is_looked_at() -> None:
    ada = factories.member()
    for _ in range(2):
        Identifier.objects.create(member=ada, scheme="aph", value="R36")
        Link.objects.create(member=ada, kind="twitter", url="https://twitter.com/adaquill")
        Address.objects.create(
            member=ada,
            kind="electorate",
            line1="5 Smith Street",
            suburb="Darwin",
            state="NT",
            postcode="0800",
        )
        factories.email("ada@example.org", ada)
    assert {finding.field for finding in findings(CHECK)} == {
        "id:aph",
        "link:twitter",
        "address:electorate",
        "email",
    }


def test_extensions_other_fields_and_a_postal_address_are_no_repetition() -> None:
    phones("(08) 8999 6554 ext 12", "(08) 8999 6554 ext 13")
    bo = factories.member("Bo Reed")
    for kind in ("electorate", "parliamentary"):
        Phone.objects.create(member=bo, kind=kind, number="(08) 8999 6555")
    Phone.objects.create(
        member=bo, kind="electorate", medium=Phone.Medium.FAX, number="(08) 8999 6555"
    )
    for postal in (True, False):
        Address.objects.create(
            member=bo,
            line1="5 Smith Street",
            suburb="Darwin",
            state="NT",
            postcode="0800",
            postal=postal,
        )
    assert_clean(CHECK)


def test_what_has_no_plain_form_and_those_who_left_are_not_compared() -> None:
    phones("TBC", "TBC")
    gone = factories.member("Bo Reed", ended_on=TODAY)
    for _ in range(2):
        factories.email("bo@example.org", gone)
    assert_clean(CHECK)
