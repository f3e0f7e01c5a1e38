"""Whole names, split into their parts."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from members.names import NameParts, split


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("Penny Wong", ("", "Penny", "Wong", "")),
        ("Senator the Hon Penny Wong", ("Senator the Hon", "Penny", "Wong", "")),
        ("Hon. Richard John Amery MP", ("Hon.", "Richard John", "Amery", "MP")),
        ("Rt Hon Sir John Smith KC MP", ("Rt Hon Sir", "John", "Smith", "KC MP")),
        ("Hon John Smith, A.M., M.L.C.", ("Hon", "John", "Smith", "A.M. M.L.C.")),
        ("Cr Van Nguyen", ("Cr", "Van", "Nguyen", "")),
        ("Sir Keir Starmer KCB", ("Sir", "Keir", "Starmer", "KCB")),
        ("Senator-elect Jane Smith", ("Senator-elect", "Jane", "Smith", "")),
        ("Conseillère Anne Tremblay", ("Conseillère", "Anne", "Tremblay", "")),
        ("Councillor Ana de la Cruz OAM JP", ("Councillor", "Ana", "de la Cruz", "OAM JP")),
        ("Payne, Marise", ("", "Marise", "Payne", "")),
        ("WONG, Penny, MP", ("", "Penny", "WONG", "MP")),
        ("Lee, Dr Jane", ("Dr", "Jane", "Lee", "")),
        ("Donald M. Payne Jr.", ("", "Donald M.", "Payne Jr.", "")),
        ("Donald Sternoff Beyer, Jr.", ("", "Donald Sternoff", "Beyer Jr.", "")),
        ("Charles (Chuck) Schumer III", ("", "Charles (Chuck)", "Schumer III", "")),
        ("Jesús G. “Chuy” García", ("", "Jesús G. “Chuy”", "García", "")),
        ('Robert C. "Bobby" Scott', ("", 'Robert C. "Bobby"', "Scott", "")),
        ("Madonna", ("", "", "Madonna", "")),
        ("Mr Smith", ("Mr", "", "Smith", "")),
        ("  Ann \t Lee ", ("", "Ann", "Lee", "")),
        ("Ms Ged Kearney MP (Cooper)", ("Ms", "Ged", "Kearney", "MP (Cooper)")),
        ("Jane Smith (Western Victoria)", ("", "Jane", "Smith", "(Western Victoria)")),
        ("Jane Smith (Cooper, Vic) MP", ("", "Jane", "Smith", "MP (Cooper, Vic)")),
        ("Schumer, Charles (Chuck)", ("", "Charles (Chuck)", "Schumer", "")),
        ("(Cooper)", ("", "", "(Cooper)", "")),
        ("van der Berg", ("", "", "van der Berg", "")),
        ("Mr Van Der Berg MP", ("Mr", "", "Van Der Berg", "MP")),
        ("von Trapp", ("", "", "von Trapp", "")),
        ("Al de Vries", ("", "Al", "de Vries", "")),
        ("Di Natale", ("", "Di", "Natale", "")),
        ("al smith", ("", "al", "smith", "")),
        ("Wm. Dell Carver", ("", "Wm. Dell", "Carver", "")),
        ("Carver, Chas.", ("", "Chas.", "Carver", "")),
        ("St. Clair Carver", ("", "St. Clair", "Carver", "")),
        ("St. John", ("", "", "St. John", "")),
        ("Lt. Col. Ann Carver", ("Lt. Col.", "Ann", "Carver", "")),
        ("Rev. Dr. Ann Carver", ("Rev. Dr.", "Ann", "Carver", "")),
        ("Congresswoman Ann Carver", ("Congresswoman", "Ann", "Carver", "")),
        ("L'hon. Anne Roy", ("L'hon.", "Anne", "Roy", "")),
        ("Premier-elect Ann Carver", ("Premier-elect", "Ann", "Carver", "")),
        ("Sir Bo Carver KCVO", ("Sir", "Bo", "Carver", "KCVO")),
        ("Ann Carver, MSc", ("", "Ann", "Carver", "MSc")),
        ("Carver, JD", ("", "JD", "Carver", "")),
        ("Bo Carver 3rd", ("", "Bo", "Carver 3rd", "")),
    ],
)
def test_a_whole_name_is_split(whole: str, parts: tuple[str, str, str, str]) -> None:
    assert split(whole) == NameParts(*parts)


@pytest.mark.parametrize(
    "whole",
    [
        "Jack Ma",
        "Wei Ao",
        "Prince Chestnut",
        "Major Owens",
        "Earl Carter",
        "Guy Barnett",
        "Dean Winter",
    ],
)
def test_a_name_that_is_also_a_title_or_an_honour_stays_a_name(whole: str) -> None:
    assert split(whole) == NameParts("", *whole.split())


@pytest.mark.parametrize(
    "whole",
    [
        "MP",
        "Hon",
        "Mr",
        "-",
        "김민준",
        "Ms. X",
        "A, B, C, D",
        ", Ann",
        "Ann,",
        "J. née K.",
        "Peter Dutton née X",
        "😀 Lee",
        "a ((b)) c)",
        ") Ann (",
        "Cooper (a) (b)",
    ],
)
def test_no_word_of_an_odd_name_is_lost(whole: str) -> None:
    assert split(whole).last_name
    assert words(" ".join(split(whole))) == words(whole)


def test_no_word_of_any_real_name_is_lost(data: Path) -> None:
    found: set[str] = set()
    for path in data.rglob("*.csv"):
        if path.parent.name != "yvih-2012":
            with path.open(newline="", encoding="utf-8-sig", errors="replace") as file:
                found.update(row.get("name") or "" for row in csv.DictReader(file))
    lost = [name for name in found if name.strip() and words(" ".join(split(name))) != words(name)]
    assert len(found) > 1000
    assert lost == []


def words(text: str) -> Counter[str]:
    return Counter(word for word in re.split(r"[\s,]+", text) if word)


def test_a_name_longer_than_anybodys_is_parted_by_position_and_nothing_is_lost() -> None:
    whole = "Dr, " * 1_000 + "Ada Quill"
    name = split(whole)
    assert (name.last_name, f"{name.first_name} {name.last_name}") == ("Quill", whole)
