import pytest
from django.db.models import Q

from issues.checks.helpers.peers import (
    ENOUGH,
    NO_CONTACT,
    by_electorate,
    chamber_sizes,
    chambers_lacking,
    first_chamber,
    unlike_peers,
)
from members.models import Member
from tests import factories

pytestmark = pytest.mark.django_db
NO_ROLE = Q(role="")


def crowd(slug: str, size: int, lacking: int) -> None:
    """Add a chamber of this size, with so many members without a role."""
    of = factories.chamber(slug)
    for number in range(size):
        factories.member(f"Member {slug}{number}", of=of, role="" if number < lacking else "Whip")


@pytest.mark.parametrize(
    ("size", "lacking", "unlike"),
    [(ENOUGH, 1, 1), (2 * ENOUGH, 2, 2), (2 * ENOUGH, 3, 0), (ENOUGH - 1, 1, 0), (ENOUGH, 0, 0)],
)
def test_who_lacks_what_nine_of_ten_have_is_unlike_them(
    size: int, lacking: int, unlike: int
) -> None:
    crowd("nt-la", size, lacking)
    every = Member.objects.sitting()
    assert len(unlike_peers(every, NO_ROLE, chamber_sizes(every))) == unlike


def test_each_chamber_has_its_own_custom() -> None:
    crowd("nt-la", 20, 1)
    crowd("qld-la", 20, 20)
    every = Member.objects.sitting()
    sizes = chamber_sizes(every)
    assert [member.chamber.slug for member in unlike_peers(every, NO_ROLE, sizes)] == ["nt-la"]


@pytest.mark.parametrize(
    ("size", "lacking", "some", "most"),
    [(20, 9, True, False), (20, 10, False, True), (8, 3, True, False), (8, 6, False, False)],
)
def test_a_chamber_in_which_most_lack_it_counts_if_ten_do(
    size: int, lacking: int, some: bool, most: bool
) -> None:
    crowd("nt-la", size, lacking)
    every = Member.objects.sitting()
    found = chambers_lacking(every, NO_ROLE, chamber_sizes(every))
    assert tuple(map(bool, found)) == (some, most)


def test_one_detail_of_any_kind_is_a_contact() -> None:
    factories.email("ada@example.org", factories.member("Ada Quill"))
    factories.link("https://example.org", factories.member("Bo Reed"))
    silent = factories.member("Cy Stone")
    assert list(Member.objects.filter(NO_CONTACT)) == [silent]


def test_members_come_by_electorate_and_by_slug() -> None:
    reef, cove = factories.electorate("Reef"), factories.electorate("Cove")
    for name, seat in (("Bo Reed", reef), ("Cy Stone", cove), ("Ada Quill", reef)):
        factories.member(name, electorate=seat)
    assert [
        (electorate.name, [member.slug for member in members])
        for electorate, members in by_electorate(Member.objects.all())
    ] == [("Reef", ["ada-quill", "bo-reed"]), ("Cove", ["cy-stone"])]


def test_the_first_chamber_is_that_of_the_first_slug() -> None:
    members = [factories.member(f"Ada {slug}", of=factories.chamber(slug)) for slug in ("z", "a")]
    assert first_chamber(members).slug == "a"
