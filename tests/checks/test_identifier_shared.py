import pytest

from members.models import Identifier, Member
from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "identifier-shared"


def plant(number: int) -> None:
    for name in ("Ada", "Bo"):
        identify(factories.member(f"{name} {number}"), f"R{number + 1}")


def identify(member: Member, value: str, scheme: str = "aph") -> None:
    Identifier.objects.create(member=member, scheme=scheme, value=value)


def test_two_members_of_one_identifier_are_one_finding() -> None:
    identify(factories.member("Ada Quill"), "R36")
    identify(factories.member("Bo Reed"), "R36")
    finding = assert_flags(CHECK, "ada-quill", "bo-reed", field="id:aph", observed="R36")
    assert finding.key == "aph:R36"
    assert finding.subject.pk == factories.chamber().pk
    assert "one person" not in finding.message


def test_one_person_in_two_chambers_is_named_so() -> None:
    identify(factories.member("Zoë Quill", factories.chamber("vic-lc")), "R36")
    identify(factories.member("Zoe Quill", factories.chamber("vic-la")), "R36")
    finding = assert_flags(CHECK, "zoe-quill", "zoë-quill", field="id:aph")
    assert finding.message.endswith("It seems to be one person who is listed in VIC-LA and VIC-LC.")
    assert [found.chamber.slug for found in findings(CHECK, "vic-lc")] == ["vic-la"]


def test_one_value_in_two_schemes_a_former_member_and_one_member_twice_are_right() -> None:
    ada = factories.member("Ada Quill")
    identify(ada, "7")
    identify(ada, "7")
    identify(factories.member("Bo Reed"), "7", scheme="oaf")
    identify(factories.member("Cy Stone", ended_on=TODAY), "7")
    assert_clean(CHECK)


@pytest.mark.parametrize("value", ["TBC", "0", "", "6.1E+11"])
def test_what_is_no_identifier_is_shared_by_many(value: str) -> None:
    for name in ("Ada Quill", "Bo Reed"):
        identify(factories.member(name), value)
    assert_clean(CHECK)
