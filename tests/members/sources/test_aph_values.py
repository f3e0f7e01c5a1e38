"""The lists of the Parliament of Australia: states, titles, parties and names."""

from __future__ import annotations

import pytest

from members.sources import aph_representatives
from tests.members.sources.aph_parts import (
    NEW,
    NEW_QUILL,
    changed,
    representative,
    senator,
    table,
    the_only,
)


@pytest.mark.parametrize(
    ("given", "whole"),
    [
        ("ACT", "Australian Capital Territory"),
        ("NT", "Northern Territory"),
        ("Tas.", "Tasmania"),
        ("QLD", "Queensland"),
        ("Victoria", "Victoria"),
        ("Elsewhere", "Elsewhere"),
    ],
)
def test_states_are_given_by_their_whole_names(given: str, whole: str) -> None:
    assert senator(State=given).electorate == whole


def test_windows_1252_and_hard_spaces_are_understood() -> None:
    record = senator(
        Surname="O\u2019Marsh\xe9",
        ElectorateAddressLine1="Level\xa02,",
        ElectorateFax="(03) 5550 0007\xa0",
    )
    assert record.last_name == "O\u2019Marsh\xe9"
    assert record.addresses[0].line1 == "Level 2,"
    assert record.phones[1].number == "(03) 5550 0007"


@pytest.mark.parametrize(
    ("titles", "role"),
    [
        ("Minister for Rain,  Minister for  Snow ", "Minister for Rain, Minister for Snow"),
        ("Minister for  Rain\r\n Minister for Snow\n\n", "Minister for Rain; Minister for Snow"),
        ("Minister for Rain; Minister for Snow \n", "Minister for Rain; Minister for Snow"),
        ("Minister for Rain;\nMinister for Snow", "Minister for Rain; Minister for Snow"),
        ("Minister for Rain,\nMinister for Snow", "Minister for Rain, Minister for Snow"),
        ("Minister for Rain\nChief Whip\n\n Chief Whip\n", "Minister for Rain; Chief Whip"),
        ("\n", ""),
    ],
)
def test_titles_are_tidied_and_each_is_said_once(titles: str, role: str) -> None:
    assert senator(Parliamentary_Title=titles).role == role


@pytest.mark.parametrize(
    ("party", "titles", "role"),
    [
        ("SPK", "", "Speaker"),
        ("PRES", "President of the Senate", "President of the Senate"),
        ("PRES", "Minister for Rain", "Minister for Rain; President"),
        (
            "DPRES",
            "Chair; Deputy President and Chair of Committees",
            "Chair; Deputy President and Chair of Committees",
        ),
        ("DSPK", "Speaker of nothing", "Speaker of nothing; Deputy Speaker"),
        ("cwm", "", "Deputy Speaker"),
    ],
)
def test_an_office_in_the_partys_place_is_a_role_and_no_party(
    party: str, titles: str, role: str
) -> None:
    record = senator(Political_Party=party, Parliamentary_Title=titles)
    assert (record.party, record.role) == ("", role)


def test_a_salutation_stands_in_for_a_missing_title() -> None:
    assert representative(Courtesy_Title="", Salutation="Dr").honorific == "Dr"
    assert (
        the_only(
            aph_representatives.parse(table(NEW, changed(NEW, NEW_QUILL, Honorific="")))
        ).honorific
        == "Ms"
    )


@pytest.mark.parametrize(
    ("other", "preferred", "names"),
    [
        ("", "", ()),
        ("", "Adelaide", ()),
        ("Jane", "", ("Adelaide Jane Quill",)),
        ("", "Ada", ("Ada Quill",)),
    ],
)
def test_other_names_are_those_that_say_something_else(
    other: str, preferred: str, names: tuple[str, ...]
) -> None:
    assert representative(Other_Names=other, Preferred_Name=preferred).other_names == names
