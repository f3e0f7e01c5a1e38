import pytest

from members.models import Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "text-mojibake"


def plant(number: int) -> None:
    factories.member(f"Member {number}", role="Minister for CafÃ©s")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("JosÃ©", "José"),
        ("MÃ¼ller", "Müller"),
        ("PiÃ±ol", "Piñol"),
        ("Oâ€™Brien", "O\u2019Brien"),
        ("Ã\u00a0gnes", "àgnes"),
    ],
)
def test_a_name_read_in_the_wrong_encoding_is_read_again(wrong: str, right: str) -> None:
    factories.member(wrong, slug="ada")
    assert assert_fix_converges(CHECK).field == "name"
    assert Member.objects.get().last_name == right


def test_a_lost_character_is_flagged_and_nobody_guesses_it() -> None:
    factories.member("Jos\ufffd", slug="ada")
    assert assert_flags(CHECK, "ada", field="name").fixes == ()


@pytest.mark.parametrize(
    "name",
    [
        "José Müller",
        "SÃO PAULO",
        "Ângela Ärlig",
        "Ørsted",
        "Łukasz",
        "Nguyễn",
        "Māori",
        "Петров",
        "Ağa",
    ],
)
def test_letters_of_all_languages_are_right(name: str) -> None:
    factories.member(name, slug="ada", role="Minister\u2019s adviser \u2013 arts")
    assert_clean(CHECK)
