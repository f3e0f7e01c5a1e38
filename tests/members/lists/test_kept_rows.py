"""What is kept of the copies in force, so that no run parses them again."""

from __future__ import annotations

import json
import zlib
from dataclasses import fields, replace
from datetime import date

import pytest

from members.lists import kept_rows, snapshots
from members.lists.contents import read_list
from members.models import Chamber, Snapshot, SnapshotRows, Source
from members.rows.details import AddressRow, PhoneRow
from members.sources.records import MemberRecord

pytestmark = pytest.mark.django_db

#: A list with a value for everything that a record holds.
FULL = {
    "persons": [
        {
            "id": "p1",
            "name": "Zoë Quill",
            "family_name": "Quill",
            "given_name": "Zoë",
            "honorific_prefix": "Dr",
            "honorific_suffix": "AM",
            "image": "https://example.org/zoe.jpg",
            "identifiers": [{"scheme": "aph", "identifier": "Z1"}],
            "email": "zoe@example.org",
            "contact_details": [
                {"type": "voice", "value": "(08) 8946 1400", "label": "electorate"},
                {"type": "fax", "value": "(08) 8946 1401"},
                {"type": "address", "value": "1 Reef St\nDarwin NT 0800"},
            ],
            "links": [{"url": "https://twitter.com/zoe", "note": "twitter"}],
        },
        {"id": "p2", "name": "Bo \udc80 Reed"},
    ],
    "organizations": [{"id": "c", "name": "House", "classification": "legislature"}],
    "memberships": [
        {
            "person_id": "p1",
            "organization_id": "c",
            "role": "Minister",
            "start_date": "2020-02-03",
            "end_date": "2026-05-01",
            "area": {"name": "Reef"},
        },
        {"person_id": "p2", "organization_id": "c"},
    ],
}


def take(source: Source, data: bytes) -> Snapshot:
    return snapshots.take(source, data, "made up").snapshot


def listing(*names: str) -> bytes:
    return "\n".join(
        ["name,phone:electorate", *(f"{name},08 8946 1400" for name in names)]
    ).encode()


def test_rows_are_kept_with_the_copy_exactly_as_they_were_read(source: Source) -> None:
    source.format = "popolo"
    source.save()
    copy = take(source, json.dumps(FULL).encode())
    assert copy.verdict == Snapshot.Verdict.ACCEPTED
    contents = read_list(source, copy.data)
    assert kept_rows.read(copy) == kept_rows.listed_members(contents, source.chamber)
    named = replace(contents.records[0], other_names=("Zed Quill", "Z. Quill"))
    changed = replace(contents, records=(named, *contents.records[1:]))
    kept_rows.keep(copy, kept_rows.packed(copy, changed))
    kept = kept_rows.read(copy)
    assert kept is not None
    assert [record for record, _ in kept.members] == [named, *contents.records[1:]]
    given = {
        column.name
        for record, _ in kept.members
        for column in fields(MemberRecord)
        if getattr(record, column.name)
    }
    assert given >= {"started_on", "ended_on", "other_names", "identifiers", "emails", "links"}
    assert isinstance(kept.members[0][0].started_on, date)
    details = kept.members[0][1]
    assert {type(each).__name__[:-3] for each in details} == {
        *("Identifier", "Email", "Phone", "Address", "Link"),
    }
    assert {each.medium for each in details if isinstance(each, PhoneRow)} == {"voice", "fax"}
    assert all(each.normalised for each in details if isinstance(each, PhoneRow | AddressRow))


def test_rows_that_could_not_be_placed_are_kept_as_text(source: Source) -> None:
    copy = take(source, b"chamber,name\nnt-la,Ada Quill\nnt-la,\n")
    read = read_list(source, copy.data)
    kept = kept_rows.read(copy)
    assert kept is not None
    assert kept == kept_rows.listed_members(read, source.chamber)


def test_only_the_rows_of_the_copy_in_force_are_kept(source: Source) -> None:
    names = [f"Ada Quill{letter}" for letter in "abcdefghij"]
    first, second = take(source, listing(*names)), take(source, listing(*names[1:]))
    assert kept_rows.read(first) is None
    assert kept_rows.read(second) is not None
    rejected = take(source, b"\x00")
    assert rejected.verdict == Snapshot.Verdict.REJECTED
    assert [kept.snapshot_id for kept in SnapshotRows.objects.all()] == [second.pk]


@pytest.mark.parametrize("changed", ["settings", "program"])
def test_rows_read_in_another_way_do_not_count(
    source: Source, changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = take(source, listing("Ada Quill"))
    if changed == "settings":
        source.vocabulary = {"party": {"SPK": ""}}
        source.save()
    else:
        monkeypatch.setattr("members.own_code.digest", lambda: "of the next release")
    copy = Snapshot.objects.select_related("source__chamber").get(pk=copy.pk)
    assert kept_rows.read(copy) is None
    assert kept_rows.missing([copy]) == [copy]
    kept_rows.keep(copy, kept_rows.packed(copy, read_list(copy.source, copy.data)))
    assert kept_rows.missing([copy]) == []


@pytest.mark.parametrize(
    "content", [b"", b"rubbish", zlib.compress(b"{"), zlib.compress(b"[[[1]], []]")]
)
def test_damaged_rows_do_not_count(source: Source, content: bytes) -> None:
    copy = take(source, listing("Ada Quill"))
    SnapshotRows.objects.update(content=content)
    assert kept_rows.read(copy) is None


def test_rows_go_with_their_copy(source: Source) -> None:
    copy = take(source, listing("Ada Quill"))
    assert SnapshotRows.objects.exists()
    copy.delete()
    assert not SnapshotRows.objects.exists()


def test_the_country_decides_the_plain_forms(source: Source) -> None:
    copy = take(source, listing("Ada Quill"))
    Chamber.objects.filter(pk=source.chamber_id).update(country="NZ")
    copy = Snapshot.objects.select_related("source__chamber").get(pk=copy.pk)
    assert kept_rows.read(copy) is None
