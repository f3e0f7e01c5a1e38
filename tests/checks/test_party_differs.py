import pytest

from issues.fixes import execution
from members.models import Member, Party, PartyAlias
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "party-differs"


def plant(number: int) -> None:
    factories.member(f"Ada Quill{number}", party=party("Tide"))
    factories.listed(name=f"Ada Quill{number}", party="Foam")


def party(name: str, abbreviation: str = "") -> Party:
    return Party.objects.get_or_create(name=name, defaults={"abbreviation": abbreviation})[0]


def test_another_party_is_found_and_written_even_when_it_is_new() -> None:
    factories.member("Ada Quill", party=party("Tide"))
    factories.member("Bo Reed", party=party("Tide"))
    factories.official_list(
        {"name": "Ada Quill", "party": "Foam"}, {"name": "Bo Reed", "party": "Tide"}
    )
    finding = assert_flags(CHECK, "ada-quill", field="party", observed="Tide")
    assert finding.evidence.expected == "Foam"
    execution.execute(finding.fixes[0])
    assert_clean(CHECK)
    assert str(Member.objects.get(slug="ada-quill").party) == "Foam"


def test_a_word_that_the_list_uses_for_all_of_a_party_can_be_remembered_as_its_other_name() -> None:
    for name in ("Ada Quill", "Bo Reed"):
        factories.member(name, party=party("Tide"))
    factories.official_list(
        {"name": "Ada Quill", "party": "Flood"}, {"name": "Bo Reed", "party": "Flood"}
    )
    execution.execute(findings(CHECK)[0].fixes[1])
    assert_clean(CHECK)


@pytest.mark.parametrize("said", ["The Sea Tide Party", "sea tide", "STP", "stp", "High Water", ""])
def test_the_same_party_in_other_words_and_a_blank_are_no_difference(said: str) -> None:
    tide = party("Sea Tide Party", "STP")
    PartyAlias.objects.create(party=tide, name="High Water")
    factories.member("Ada Quill", party=tide)
    factories.official_list({"name": "Ada Quill", "party": said})
    assert_clean(CHECK)


def test_a_list_of_abbreviations_needs_no_aliases() -> None:
    for name in ("Ada Quill", "Bo Reed", "Cy Stone"):
        factories.member(name, party=party("Sea Tide Party"))
    factories.official_list(
        *({"name": name, "party": "STP"} for name in ("Ada Quill", "Bo Reed", "Cy Stone"))
    )
    assert_clean(CHECK)


def test_an_office_in_the_place_of_a_party_is_handled_by_the_sources_vocabulary() -> None:
    factories.member("Ada Quill", party=party("Tide"))
    source = factories.official_list({"name": "Ada Quill", "party": "SPK"})
    assert len(findings(CHECK)) == 1
    source.vocabulary = {"party": {"SPK": ""}}
    source.save()
    assert_clean(CHECK)
