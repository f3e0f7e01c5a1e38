import pytest

from members.models import Chamber
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "email-not-own"
PEERS = ("Bo Reed", "Cy Stone", "Di Thorn", "Ed Umber", "Flo Vane", "Gil Wren")


def plant(number: int) -> None:
    house = factories.chamber(f"house-{number}")
    peers("{0}.{1}@example.org", house, suffix=f"-{number}")
    ada = factories.member("Ada Quill", house, slug=f"ada-{number}")
    factories.email(f"bob.north{'abcdefghijklmn'[number]}@example.org", ada)


def peers(made: str, of: Chamber | None = None, suffix: str = "") -> None:
    """Add six members, each with an address made from the first name, last name, initial and
    electorate."""
    for name in PEERS:
        first, last = name.lower().split()
        seat = factories.electorate(f"Port {first.capitalize()}", of)
        person = factories.member(name, of, electorate=seat, slug=f"{first}-{last}{suffix}")
        factories.email(made.format(first, last, first[0], f"port{first}"), person)


@pytest.mark.parametrize(
    ("made", "neighbours"),
    [
        ("{0}.{1}@example.org", "hal.yates@example.org"),
        ("{2}{1}@example.org", "hyates@example.org"),
        ("rep{1}@example.org", "repyates@example.org"),
        ("Cr{0}{1}@example.org", "CrHalYates@example.org"),
        ("{1}.{0}@example.org", "yates.hal@example.org"),
    ],
)
def test_what_the_pattern_gives_for_the_neighbour_is_flagged(made: str, neighbours: str) -> None:
    peers(made)
    factories.member("Hal Yates")
    factories.email(neighbours, factories.member("Ada Quill"))
    assert (
        "Hal Yates" in assert_flags(CHECK, "ada-quill", field="email", observed=neighbours).message
    )


def test_the_neighbours_electorate_is_flagged_where_addresses_are_made_of_electorates() -> None:
    peers("electorate.{3}@example.org")
    factories.member("Hal Yates", electorate=factories.electorate("Port Darwin"))
    factories.email(
        "electorate.portdarwin@example.org",
        factories.member("Ada Quill", electorate=factories.electorate("Fannie Bay")),
    )
    found = assert_flags(CHECK, "ada-quill", field="email")
    assert found.evidence.expected == "electorate.fanniebay@example.org"


def test_another_name_in_the_shape_of_the_pattern_is_flagged() -> None:
    peers("{0}.{1}@example.org")
    factories.email("bob.north@example.org", factories.member("Ada Quill"))
    assert (
        assert_flags(CHECK, "ada-quill", field="email").evidence.expected == "ada.quill@example.org"
    )


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Ada Quill", "ada.quill@example.org"),
        ("Margaret Quill", "peggy.quill@example.org"),
        ("Ada Quill", "ada.northcote@example.org"),
        ("Ada Quill-Marsh", "a.marsh@example.org"),
        ("Lily D'Ambrosio", "lily.d'ambrosio@example.org"),
        ("Hans Müller", "hans.mueller@example.org"),
        ("Ada Quill", "fanniebay@example.org"),
        ("Ada Quill", "electorate.office@example.org"),
        ("Ada Quill", "leader.opposition@example.org"),
        ("Ada Quill", "bob.north@example.com"),
        ("Clare Curran", "clare.curren@example.org"),
    ],
)
def test_nicknames_former_names_offices_and_other_domains_are_right(
    name: str, address: str
) -> None:
    peers("{0}.{1}@example.org")
    factories.email(address, factories.member(name, electorate=factories.electorate("Fannie Bay")))
    assert_clean(CHECK)


def test_a_shared_address_is_said_by_another_check() -> None:
    peers("{0}.{1}@example.org")
    factories.email("bo.reed@example.org", factories.member("Ada Quill"))
    assert_clean(CHECK)


def test_an_address_under_another_kind_may_be_anybodys() -> None:
    peers("{0}.{1}@example.org")
    factories.email("bob.north@example.org", factories.member("Ada Quill"), kind="other")
    assert_clean(CHECK)


def test_five_are_a_pattern_only_where_they_are_more_than_half() -> None:
    peers("{0}.{1}@example.org")
    factories.email("bob.north@example.org", factories.member("Ada Quill"))
    for number in range(7):
        factories.email(f"office{number}@example.org", factories.member(f"Member Nr{number}"))
    assert_clean(CHECK)


def test_a_scope_limits_what_is_reported() -> None:
    plant(0)
    assert len(findings(CHECK, "house-0")) == 1
    assert findings(CHECK, "nt-la") == []
