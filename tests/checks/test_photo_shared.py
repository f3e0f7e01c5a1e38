import pytest

from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "photo-shared"
PHOTO = "https://example.org/photos/7.jpg"


def plant(number: int) -> None:
    for name in ("Ada", "Bo"):
        factories.member(f"{name} {number}", photo_url=f"https://example.org/{number}.jpg")


def test_two_members_of_one_photo_are_one_finding() -> None:
    for name in ("Ada Quill", "Bo Reed"):
        factories.member(name, photo_url=PHOTO)
    finding = assert_flags(CHECK, "ada-quill", "bo-reed", field="photo_url", observed=PHOTO)
    assert finding.key == PHOTO


PLACEHOLDERS = ("default", "no-photo", "Placeholder", "blank")


def test_what_many_have_and_what_says_so_stands_for_no_photo() -> None:
    for number in range(4):
        factories.member(f"Ada {number}", photo_url=PHOTO)
        factories.member(
            f"Bo {number}",
            photo_url=f"https://example.org/{PLACEHOLDERS[number]}.png",
        )
        factories.member(
            f"Cy {number}",
            photo_url=f"https://example.org/{PLACEHOLDERS[number]}.png",
        )
    assert_clean(CHECK)


def test_one_person_in_two_chambers_and_a_former_member_are_right() -> None:
    factories.member("Ada Quill", photo_url=PHOTO)
    factories.member("Ada Quill", factories.chamber("sa-ha"), slug="ada-2", photo_url=PHOTO)
    factories.member("Bo Reed", photo_url=PHOTO, ended_on=TODAY)
    assert_clean(CHECK)
