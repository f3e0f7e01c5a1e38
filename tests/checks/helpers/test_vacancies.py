import pytest

from issues.checks.helpers.vacancies import Vacancies, vacancies
from issues.findings import Scope
from tests import factories
from tests.checks.verbs import TODAY

pytestmark = pytest.mark.django_db


def found(seats: int | None) -> list[Vacancies]:
    """Return the vacancies if the chamber has this number of seats."""
    factories.chamber(seats=seats)
    return list(vacancies(Scope(TODAY)))


def sits(name: str, seat: str, seats: int | None = 1) -> None:
    factories.member(name, electorate=factories.electorate(seat, seats=seats))


def test_a_chamber_with_nobody_or_with_everybody_has_no_vacancies() -> None:
    factories.electorate("Cove", factories.chamber("qld-la", seats=1))
    sits("Ada Quill", "Reef")
    assert found(1) == []


@pytest.mark.parametrize("seats", [1, None])
def test_an_electorate_without_a_member_lacks_one(seats: int | None) -> None:
    sits("Ada Quill", "Reef")
    cove = factories.electorate("Cove", seats=seats)
    assert found(2) == [Vacancies(cove.chamber_id, open=1, missing=1, electorates=[cove.pk])]


def test_an_electorate_of_several_seats_may_lack_several() -> None:
    sits("Ada Quill", "Reef", seats=3)
    (only,) = found(3)
    assert (only.open, only.missing, only.located) == (2, 2, True)


def test_a_member_too_many_in_one_electorate_fills_no_seat_in_another() -> None:
    sits("Ada Quill", "Reef")
    sits("Bo Reed", "Reef")
    factories.electorate("Cove")
    (only,) = found(2)
    assert (only.open, only.missing, only.located) == (1, 1, True)


def test_electorates_that_lack_more_than_the_chamber_does_do_not_locate_its_vacancies() -> None:
    sits("Ada Quill", "Reef")
    factories.electorate("Cove")
    factories.electorate("Abolished")
    (only,) = found(2)
    assert (only.open, only.missing, only.located) == (1, 2, False)


def test_without_known_seats_of_the_chamber_its_electorates_are_believed() -> None:
    sits("Ada Quill", "Reef")
    factories.electorate("Cove")
    (only,) = found(None)
    assert (only.open, only.missing, only.located) == (None, 1, True)
