import pytest

from members.models import Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "name-title"


def plant(number: int) -> None:
    factories.member("Hon Ada Quill", slug=f"ada-{number}")


@pytest.mark.parametrize(
    "first", ["Hon", "Hon.", "The Hon.", "Dr", "Cr.", "Senator", "Sir", "Deputy Mayor", "Rep."]
)
def test_a_title_in_the_first_name_moves_to_the_honorific(first: str) -> None:
    factories.member(f"{first} Ada Quill", slug="ada")
    assert_flags(CHECK, "ada", field="name", observed=f"{first} Ada Quill")
    assert_fix_converges(CHECK)
    ada = Member.objects.get()
    assert (ada.honorific, ada.first_name, ada.last_name) == (first, "Ada", "Quill")


def test_a_title_joins_the_honorific_and_is_not_said_twice() -> None:
    factories.member("Hon. Ada Quill", slug="ada", honorific="Dr")
    factories.member(
        "Dr Bo Reed", factories.chamber("sa-ha"), slug="bo", honorific="Dr", ended_on="2020-01-01"
    )
    assert_fix_converges(CHECK)
    assert Member.objects.get(slug="ada").honorific == "Hon. Dr"
    Member.objects.filter(slug="bo").update(ended_on=None)
    assert_fix_converges(CHECK)
    assert Member.objects.get(slug="bo").honorific == "Dr"


def test_a_title_in_the_last_name_moves_too() -> None:
    ada = factories.member("Ada Quill")
    Member.objects.filter(pk=ada.pk).update(last_name="Senator Quill")
    assert_fix_converges(CHECK)
    assert Member.objects.get().name == "Ada Quill"


def test_a_title_that_is_all_there_is_has_no_fix() -> None:
    factories.member("Senator Quill", slug="quill")
    assert assert_flags(CHECK, "quill", field="name").fixes == ()


@pytest.mark.parametrize(
    "name",
    [
        "Major Owens",
        "Prince Reed",
        "Dean Reed",
        "Madeleine Dean",
        "Ada Mayor",
        "DR Reed",
        "Del Reed",
        "Sen Li",
        "Hong Reed",
    ],
)
def test_people_are_called_so(name: str) -> None:
    factories.member(name)
    assert_clean(CHECK)


@pytest.mark.parametrize(
    "title", ["Senator-elect", "Rep.-elect", "Councilmember", "Councilwoman", "Conseillère"]
)
def test_titles_of_the_newly_elected_and_of_councils_move_too(title: str) -> None:
    ada = factories.member("Ada Quill")
    Member.objects.filter(pk=ada.pk).update(first_name=f"{title} Ada")
    assert_fix_converges(CHECK)
    ada.refresh_from_db()
    assert (ada.honorific, ada.first_name) == (title, "Ada")
