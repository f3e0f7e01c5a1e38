import pytest

from members.models import Identifier, Member, Party
from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "member-double"


def plant(number: int) -> None:
    for slug in (f"ada-{number}", f"ada-{number}-2"):
        factories.member(f"Ada Quill{number}", slug=slug)


def two(
    first: str = "Ada Quill",
    second: str = "Ada Quill",
    chambers: tuple[str, str] = ("nt-la", "nt-la"),
    **same: object,
) -> list[Member]:
    """Add two members with these names, each in an electorate of their own."""
    return [
        factories.member(
            name, of, slug=f"m{n}", electorate=factories.electorate(f"Seat {n}", of), **same
        )
        for n, (name, of) in enumerate(
            zip((first, second), map(factories.chamber, chambers), strict=True)
        )
    ]


def test_one_name_twice_in_a_chamber_is_one_finding() -> None:
    two()
    finding = assert_flags(CHECK, "m0", "m1", field="name", observed="Ada Quill; Ada Quill")
    assert finding.key == "adaquill"


@pytest.mark.parametrize(
    ("first", "second"), [("Zoë O'Brien", "ZOE OBRIEN"), ("Mary-Ann Lee", "Mary Ann Lee")]
)
def test_case_accents_and_punctuation_do_not_make_two_people(first: str, second: str) -> None:
    two(first, second)
    assert_flags(CHECK, "m0", "m1", field="name")


def test_two_people_of_one_name_are_told_apart_by_identifiers() -> None:
    for member, value in zip(
        two("Mike Rogers", "Mike Rogers"), ("R000572", "R000575"), strict=True
    ):
        Identifier.objects.create(member=member, scheme="bioguide", value=value)
    assert_clean(CHECK)


def test_two_people_of_one_name_are_told_apart_by_their_addresses() -> None:
    for number, member in enumerate(two()):
        factories.email(f"seat{number}@example.org", member)
    assert_clean(CHECK)


def test_two_people_of_one_name_are_told_apart_by_their_parties() -> None:
    for number, member in enumerate(two()):
        Member.objects.filter(pk=member.pk).update(
            party=Party.objects.create(name=f"Party {number}")
        )
    assert_clean(CHECK)


def test_an_electorate_has_nobody_twice_whatever_else_differs() -> None:
    seat = factories.electorate("Tasmania", seats=12)
    for slug, value in (("bob-brown", "9"), ("bob-brown-2", "283")):
        Identifier.objects.create(
            member=factories.member("Bob Brown", slug=slug, electorate=seat),
            scheme="oaf",
            value=value,
        )
    assert_flags(CHECK, "bob-brown", "bob-brown-2", field="name")


def test_a_shared_identifier_is_said_elsewhere() -> None:
    for member in two():
        Identifier.objects.create(member=member, scheme="oaf", value="9")
    assert_clean(CHECK)
    Identifier.objects.update(value="TBC")
    assert_flags(CHECK, "m0", "m1", field="name")


def test_one_name_and_party_in_two_chambers_of_a_parliament_is_one_person() -> None:
    for slug in ("fed-hor", "fed-senate"):
        factories.chamber(slug, jurisdiction="au")
    two(chambers=("fed-hor", "fed-senate"), party=Party.objects.create(name="Greens"))
    assert_flags(CHECK, "m0", "m1", field="name")


def test_one_name_in_two_chambers_says_little_without_a_party_and_nothing_in_two_jurisdictions() -> (
    None
):
    two(chambers=("fed-hor", "fed-senate"))
    greens = Party.objects.create(name="Greens")
    factories.member(
        "Bo Reed", factories.chamber("nt-la", jurisdiction="au-nt"), slug="bo", party=greens
    )
    factories.member(
        "Bo Reed", factories.chamber("sa-ha", jurisdiction="au-sa"), slug="bo-2", party=greens
    )
    assert_clean(CHECK)


def test_a_person_who_returned_and_seats_that_nobody_holds_are_right() -> None:
    factories.member("Ada Quill", ended_on=TODAY)
    factories.member("Ada Quill", slug="ada-quill-2")
    for slug in ("vacant", "vacant-2"):
        factories.member("Vacant Seat", slug=slug)
    assert_clean(CHECK)
