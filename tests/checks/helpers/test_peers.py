import pytest

from issues.checks.helpers.peers import (
    ENOUGH,
    by_electorate,
    by_slug,
    cannot_be_reached,
    first_chamber,
    unlike_peers,
)
from issues.findings import ChamberMembers
from members.models import Member
from members.rows import reading
from tests import factories
from tests.checks.verbs import TODAY

pytestmark = pytest.mark.django_db


def the_chamber(slug: str = "nt-la") -> ChamberMembers:
    (found,) = reading.by_chamber(TODAY, [slug])
    return found


@pytest.mark.parametrize(
    ("size", "lacking", "unlike"),
    [(ENOUGH, 1, 1), (2 * ENOUGH, 2, 2), (2 * ENOUGH, 3, 0), (ENOUGH - 1, 1, 0), (ENOUGH, 0, 0)],
)
def test_who_lacks_what_nine_of_ten_have_is_unlike_them(
    size: int, lacking: int, unlike: int
) -> None:
    for number in range(size):
        factories.member(f"Member N{number}", role="" if number < lacking else "Whip")
    assert len(unlike_peers(the_chamber(), lambda member: not member.role)) == unlike


def test_one_detail_of_any_kind_is_a_contact() -> None:
    factories.email("ada@example.org", factories.member("Ada Quill"))
    factories.link("https://example.org", factories.member("Bo Reed"))
    factories.member("Cy Stone")
    silent = filter(cannot_be_reached, the_chamber().sitting)
    assert [member.slug for member in silent] == ["cy-stone"]


def test_members_come_by_electorate_and_by_slug() -> None:
    reef, cove = factories.electorate("Reef"), factories.electorate("Cove")
    for name, seat in (("Bo Reed", reef), ("Cy Stone", cove), ("Ada Quill", reef)):
        factories.member(name, electorate=seat)
    assert [
        (electorate.name, [member.slug for member in members])
        for electorate, members in by_electorate(Member.objects.all())
    ] == [("Reef", ["ada-quill", "bo-reed"]), ("Cove", ["cy-stone"])]


def test_members_are_sorted_by_slug() -> None:
    for name in ("Bo Reed", "Ada Quill"):
        factories.member(name)
    assert [member.slug for member in by_slug(the_chamber().sitting)] == ["ada-quill", "bo-reed"]


def test_the_first_chamber_is_that_of_the_first_slug() -> None:
    members = [factories.member(f"Ada {slug}", of=factories.chamber(slug)) for slug in ("z", "a")]
    assert first_chamber(members).slug == "a"
