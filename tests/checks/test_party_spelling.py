import pytest

from members.models import Member, Party
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "party-spelling"


def sit(party: str, count: int = 1, of: str = "nt-la") -> Party:
    found = Party.objects.get_or_create(name=party)[0]
    for number in range(count):
        factories.member(
            "Ada Quill", factories.chamber(of), slug=f"{found.pk}-{number}-{of}", party=found
        )
    return found


def plant(number: int) -> None:
    name = f"Quill {'abcdefghijkl'[number]}"
    sit(name, 2)
    sit(f"The {name} Party")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Liberal", "Liberal Party"),
        ("The Greens", "GREENS"),
        ("M\u0101ori Party", "Maori"),
        ("Lib-Nat", "Lib Nat"),
    ],
)
def test_the_smaller_of_two_spellings_is_flagged_and_its_members_get_the_other(
    right: str, wrong: str
) -> None:
    sit(right, 3)
    odd = sit(wrong, 2, of="sa-ha")
    finding = assert_flags(
        CHECK, f"{odd.pk}-0-sa-ha", f"{odd.pk}-1-sa-ha", field="party", observed=wrong
    )
    assert (finding.key, finding.evidence.expected) == (wrong, right)
    assert_fix_converges(CHECK)
    assert Member.objects.filter(party__name=right).count() == 5


def test_an_alias_or_abbreviation_is_another_name_of_its_party() -> None:
    labor = sit("Australian Labor Party")
    labor.abbreviation = "ALP"
    labor.save()
    labor.aliases.create(name="Country Labor")
    sit("ALP", 3)
    sit("Country Labor", 2)
    assert {finding.key: finding.evidence.expected for finding in findings(CHECK)} == dict.fromkeys(
        ["ALP", "Country Labor"], labor.name
    )


def test_a_letter_or_two_off_a_far_larger_party_of_the_chamber_is_a_slip() -> None:
    sit("Republican", 5)
    odd = sit("Republcian")
    assert_flags(CHECK, f"{odd.pk}-0-nt-la", field="party")


def test_parties_of_two_countries_are_two_parties() -> None:
    sit("Liberal", 3)
    factories.chamber("ca-commons", country="CA")
    party = Party.objects.create(name="Liberal Party")
    Member.objects.create(
        slug="cy",
        last_name="Lake",
        chamber=factories.chamber("ca-commons", country="CA"),
        party=party,
    )
    assert_clean(CHECK)


@pytest.mark.parametrize(
    "other",
    [
        "Country Labor Party",
        "Socialist Alliance",
        "Democratic/Progressive",
        "Nationals SA",
        "ALQ",
        "Unknown",
        "SPK",
    ],
)
def test_parties_that_look_alike_are_two_parties(other: str) -> None:
    for party in (
        "Australian Labor Party",
        "Socialist Party",
        "Progressive/Democratic",
        "Nationals WA",
        "ALP",
    ):
        sit(party, 5)
    sit(other)
    assert_clean(CHECK)


def test_a_split_in_another_chamber_or_of_like_size_is_no_slip() -> None:
    sit("Democratic", 9, of="sa-ha")
    sit("Democrat", 4)
    sit("Republican", 4)
    sit("Republicans", 2)
    assert_clean(CHECK)
