import pytest

from members.models import Email
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "email-name-typo"


def plant(number: int) -> None:
    factories.email(
        "clare.curren@example.org",
        factories.member(
            "Clare Curran", slug=f"clare-{number}", of=factories.chamber(f"house-{number}")
        ),
    )


@pytest.mark.parametrize(
    ("address", "name", "right"),
    [
        ("clare.curren@example.org", "Clare Curran", "clare.curran@example.org"),
        ("Clare.Curren@Example.org", "Clare Curran", "Clare.Curran@Example.org"),
        ("ccurren@example.org", "Clare Curran", "ccurran@example.org"),
        ("CrRichardHiggine@example.org", "Richard Higgins", "CrRichardHiggins@example.org"),
    ],
)
def test_a_misspelt_last_name_is_flagged_and_written_right(
    address: str, name: str, right: str
) -> None:
    factories.email(address, factories.member(name))
    assert_fix_converges(CHECK)
    assert Email.objects.get().address == right


def test_how_an_address_writes_an_apostrophe_is_not_guessed() -> None:
    factories.email("lily.dambrosoi@example.org", factories.member("Lily D'Ambrosio"))
    assert assert_flags(CHECK, "lily-d'ambrosio", field="email").fixes == ()


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("clare.curran@example.org", "Clare Curran"),
        ("catherine.quill@example.org", "Cathy Quill"),
        ("jon.smith@example.org", "John Smith"),
        ("michael.obrien@example.org", "Michael O'Brien"),
        ("hans.mueller@example.org", "Hans Müller"),
        ("rtangerman@example.org", "Robin Chesnut-Tangerman"),
        ("jane.jones@example.org", "Jane Murray"),
        ("mulgoa@example.org", "Tanya Davies"),
        ("bcollam@example.org", "Brian Collamore"),
    ],
)
def test_nicknames_accents_compounds_and_former_names_are_right(address: str, name: str) -> None:
    factories.email(address, factories.member(name))
    assert_clean(CHECK)


def test_a_name_that_was_read_in_the_wrong_encoding_is_said_by_another_check() -> None:
    factories.email("ada.blackforde@example.org", factories.member("Ada Blackford\u00c3\u00a9"))
    assert_clean(CHECK)


@pytest.mark.parametrize(
    ("address", "name", "right"),
    [
        ("jacqi.dean@parliament.govt.nz", "Jacqui Dean", "jacqui.dean@parliament.govt.nz"),
        ("Louise.Wall@parliament.govt.nz", "Louisa Wall", "Louisa.Wall@parliament.govt.nz"),
        ("kathrine.clark@mail.house.gov", "Katherine Clark", "katherine.clark@mail.house.gov"),
        ("michelia.cash.mp@aph.gov.au", "Michaelia Cash", "michaelia.cash.mp@aph.gov.au"),
    ],
)
def test_a_first_name_a_letter_off_in_an_official_address_is_flagged(
    address: str, name: str, right: str
) -> None:
    factories.email(address, factories.member(name))
    assert_fix_converges(CHECK)
    assert Email.objects.get().address == right


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("steven.herbert@parliament.vic.gov.au", "Steve Herbert"),
        ("jon.young@parliament.govt.nz", "Jan Young"),
        ("matthew.viney@parliament.vic.gov.au", "Matt Viney"),
        ("katherine.clark@mail.house.gov", "Catherine Clark"),
        ("genevieve.roy@parl.gc.ca", "Geneviève Roy"),
        ("louise.wall@example.org", "Louisa Wall"),
        ("louise.dean@parliament.govt.nz", "Louisa Wall"),
        ("anne.marie.roy@parl.gc.ca", "Anne-Marie Roy"),
    ],
)
def test_short_and_other_first_names_are_right(address: str, name: str) -> None:
    factories.email(address, factories.member(name))
    assert_clean(CHECK)
