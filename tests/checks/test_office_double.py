import pytest

from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "office-double"


def plant(number: int) -> None:
    of = factories.chamber(f"chamber-{number}", jurisdiction=f"au-{number}")
    for name in ("Ada", "Bo"):
        factories.member(f"{name} {number}", of, role="Premier")


def holding(*roles: str, chambers: tuple[str, ...] = ("vic-la", "vic-lc")) -> None:
    """Add members with these roles, in these chambers of one jurisdiction in turn."""
    for number, role in enumerate(roles):
        chamber = factories.chamber(chambers[number % len(chambers)], jurisdiction="au-vic")
        factories.member(f"Ada {number}", chamber, role=role)


def test_a_state_has_one_premier_in_both_chambers_together() -> None:
    holding("Premier; Minister for the Arts", "Minister for Roads\npremier")
    finding = assert_flags(CHECK, "ada-0", "ada-1", field="role", observed="premier")
    assert finding.key == "premier"
    assert finding.chamber.slug == "vic-la"


def test_an_office_may_be_spelt_with_or_without_a_hyphen() -> None:
    holding("Attorney-General and Minister for Justice", "Attorney General")
    assert_flags(CHECK, "ada-0", "ada-1", field="role", observed="attorney general")


def test_nor_do_spaces_and_capitals_matter() -> None:
    holding("Prime  Minister", "PRIME\u00a0MINISTER")
    assert_flags(CHECK, "ada-0", "ada-1", field="role", observed="prime minister")


def test_each_chamber_has_a_speaker_and_a_leader_of_the_opposition_of_its_own() -> None:
    holding("Leader of the Opposition", "Leader of the Opposition")
    assert_clean(CHECK)
    holding_in_one = factories.chamber("vic-la", jurisdiction="au-vic")
    factories.member("Bo Reed", holding_in_one, role="Leader of the Opposition")
    assert len(findings(CHECK)) == 1


@pytest.mark.parametrize(
    "role",
    [
        "Deputy Premier",
        "Acting Speaker",
        "Shadow Treasurer",
        "Minister Assisting the Premier",
        "Manager of Opposition Business\nShadow Portfolios:\nTreasurer",
        "Parliamentary Secretary to the Premier; Treasurer",
        "Speaker pro tempore",
        "Leader of the Opposition in the Council",
        "Former Premier",
    ],
)
def test_deputies_shadows_and_helpers_hold_other_offices(role: str) -> None:
    holding(*["Premier; Treasurer; Speaker; Leader of the Opposition", role], chambers=("vic-la",))
    assert_clean(CHECK)


def test_a_predecessor_two_states_and_a_chamber_of_many_presidents_are_right() -> None:
    factories.member(
        "Ada Quill", factories.chamber("nt-la", jurisdiction="au-nt"), role="Treasurer"
    )
    factories.member("Bo Reed", factories.chamber("sa-ha", jurisdiction="au-sa"), role="Treasurer")
    factories.member(
        "Cy Stone",
        factories.chamber("sa-ha", jurisdiction="au-sa"),
        role="Treasurer",
        ended_on=TODAY,
    )
    holding(*["President"] * 8)
    assert_clean(CHECK)
