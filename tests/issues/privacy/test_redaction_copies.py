"""A value is removed from copies of lists however the file writes it. The list's own reader still
reads the rest and no longer finds the value."""

from __future__ import annotations

import csv
import html
import io
import json
import unicodedata
from collections.abc import Callable
from dataclasses import asdict
from urllib.parse import unquote

import pytest

from issues.privacy import redaction
from members.lists import snapshots
from members.lists.contents import read_list
from members.models import Snapshot, Source
from tests import factories
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

VALUES = [
    "jane@example.org",
    "https://private.example.org/home/ada",
    "Šime Žižek",
    "Pat O'Quill",
    "(02) 5550 1234",
    "12/34 Main Street",
]

#: The ways to write a value in a text, whatever the file.
COATS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "capitals": str.upper,
    "html": lambda value: "".join(f"&#{ord(letter)};" for letter in value),
    "html-hex": lambda value: "".join(f"&#x{ord(letter):x};" for letter in value),
    "html-twice": lambda value: "".join(f"&amp;#{ord(letter)};" for letter in value),
    "link": lambda value: "".join(f"%{byte:02x}" for byte in value.encode()),
    "wide": lambda value: "".join(
        chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in value
    ),
    "invisible": lambda value: f"{value[:3]}\u200b{value[3:]}",
    "inside": lambda value: f"Ring or write to {value}, please",
}


PEOPLE = [f"Ada Member{letter}" for letter in "abcdefghijklmnop"]


def table(said: list[str], encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["name", "role"], *zip(PEOPLE, said, strict=False)])
    return text.getvalue().encode(encoding, "xmlcharrefreplace")


def popolo(said: list[str], write: Callable[[str], str]) -> bytes:
    """Write a Popolo list. `write` turns a text into the inside of a JSON string."""
    people = [{"id": str(number), "name": name} for number, name in enumerate(PEOPLE[: len(said)])]
    seats = [
        {"person_id": each["id"], "organization_id": "o", "role": f"role {each['id']}!"}
        for each in people
    ]
    whole = {
        "persons": people,
        "organizations": [{"id": "o", "name": "O", "classification": "legislature"}],
        "memberships": seats,
    }
    text = json.dumps(whole, indent=1)
    for number, each in enumerate(said):
        text = text.replace(f"role {number}!", write(each))
    return text.encode()


def congress(said: list[str], write: Callable[[str], str]) -> bytes:
    """Write a list in YAML. `write` turns a text into a scalar."""
    person = (
        "- id: {{bioguide: {number}}}\n  name: {{first: Ada, last: {last}}}\n  terms:\n"
        "  - type: rep\n    start: '2025-01-03'\n    end: '2099-01-03'\n    state: OH\n    district: 13\n    address: {said}\n"
    )
    rows = enumerate(zip(PEOPLE, said, strict=False))
    return "".join(
        person.format(number=number, last=name[4:], said=write(each))
        for number, (name, each) in rows
    ).encode()


def in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


#: By kind of file: the format of the list, and the function that writes it.
FILES: dict[str, tuple[str, Callable[[list[str]], bytes]]] = {
    "csv": ("csv", table),
    "csv-windows": ("csv", lambda said: table(said, "cp1252")),
    "json": ("popolo", lambda said: popolo(said, in_json)),
    "json-slashes": (
        "popolo",
        lambda said: popolo(said, lambda text: in_json(text).replace("/", "\\/")),
    ),
    "json-letters": (
        "popolo",
        lambda said: popolo(said, lambda text: "".join(f"\\u{ord(letter):04x}" for letter in text)),
    ),
    "yaml-quoted": (
        "congress-legislators",
        lambda said: congress(said, lambda text: "'" + text.replace("'", "''") + "'"),
    ),
    "yaml-letters": (
        "congress-legislators",
        lambda said: congress(said, lambda text: f'"{"".join(map(in_yaml, text))}"'),
    ),
}


def in_yaml(letter: str) -> str:
    return f"\\x{ord(letter):02X}" if ord(letter) < 256 else f"\\u{ord(letter):04X}"


def copy_of(name: str, said: list[str]) -> Snapshot:
    format, write = FILES[name]
    part = {"congress-legislators": "house", "popolo": "o"}.get(format, "")
    source = Source.objects.create(
        slug="official", format=format, chamber=factories.chamber(), part=part
    )
    copy = snapshots.take(source, write(said), "made up").snapshot
    assert copy.rows == len(said), copy.why
    return copy


def said_by(copy: Snapshot) -> str:
    """Return all that checks read from the copy, without any escapes."""
    records = [asdict(record) for record in read_list(copy.source, copy.data).records]
    text = json.dumps(records, ensure_ascii=False, default=str)
    for _ in range(3):
        text = unquote(html.unescape(text))
    return unicodedata.normalize("NFKC", text).casefold().replace("\u200b", "")


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("name", FILES)
def test_no_reader_finds_it_in_any_form_and_everybody_stays(
    name: str, value: str, queued_mail: QueuedMail
) -> None:
    copy = copy_of(name, [*(coat(value) for coat in COATS.values()), "Speaker"])
    assert said_by(copy).count(value.casefold()) == len(COATS)
    done = redaction.redact(value, "Private.")
    copy.refresh_from_db()
    assert said_by(copy).count(value.casefold()) == 0
    assert done.places == {"members.Snapshot": 1}
    assert len(read_list(copy.source, copy.data).records) == len(COATS) + 1
    assert all(kept in said_by(copy) for kept in ("ring or write to", "please", "speaker"))
    assert redaction.find(value) == {}


def test_a_row_that_says_it_in_several_cells_loses_them_and_the_next_keeps_its_own(
    queued_mail: QueuedMail,
) -> None:
    source = Source.objects.create(slug="official", format="csv", chamber=factories.chamber())
    text = "name,address:home:line1,address:home:suburb,role\nAda Quill,&#49;2 High &#83;treet,&#68;arwin,Whip\n"
    text += "Una Xu,1 Low St,Darwin,Speaker\n"
    copy = snapshots.take(source, text.encode(), "made up").snapshot
    redaction.redact("12 High Street, Darwin", "Private.")
    copy.refresh_from_db()
    assert "arwin" not in copy.data.decode().splitlines()[1]
    assert "Una Xu,1 Low St,Darwin,Speaker" in copy.data.decode()


def test_a_broken_copy_that_says_it_whatever_is_taken_out_is_emptied_and_that_is_said(
    queued_mail: QueuedMail,
) -> None:
    source = Source.objects.create(
        slug="official", format="congress-legislators", chamber=factories.chamber()
    )
    copy = snapshots.take(source, b"- name: \"P&#97;t\n    O'Quill", "made up").snapshot
    assert copy.verdict == Snapshot.Verdict.REJECTED
    done = redaction.redact("Pat O'Quill", "Private.")
    copy.refresh_from_db()
    assert copy.data == b""
    assert done.places == {"members.Snapshot (emptied)": 1}


def test_a_row_whose_cells_say_it_only_together_goes_as_a_whole(queued_mail: QueuedMail) -> None:
    mapping = {"columns": {}, "joined": {"name": ["Name", "Area", "Number"]}}
    source = Source.objects.create(
        slug="official", format="mapped-csv", mapping=mapping, chamber=factories.chamber()
    )
    copy = snapshots.take(
        source, b"Name,Area,Number\nAda Quill,02,5550 1234\nUna Xu,02,5550 9999\n", "made up"
    ).snapshot
    redaction.redact("0255501234", "Private.")
    copy.refresh_from_db()
    assert copy.data == b"Name,Area,Number\nUna Xu,02,5550 9999\n"
