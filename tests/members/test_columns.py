"""Every text column of a member makes every journey: from a list into the database, to the admin,
and out again.

The columns are taken from the model, so new ones are included. `tests/test_contributing.py` adds
one.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields
from pathlib import Path

import pytest
from django.db import models
from django.test import Client

from members.admin import reading
from members.lists import mapping_rows
from members.member_columns import MEMBER_COLUMNS, TEXTS, Holds, columns_of
from members.models import Member
from members.sources.records import MemberRecord
from tests import factories
from tests.members.admin.admin_parts import MEMBERS, save
from tests.members.conftest import Command
from tests.members.sources.source_parts import ALL, LIST, client_with, settings_of, source

COLUMNS = [field.name for field in Member._meta.fields if isinstance(field, models.TextField)]
SPOKEN = [column for column in COLUMNS if column not in columns_of(Holds.WEB)]
GIVEN = {column: f"The {column}" for column in COLUMNS}
DOCS = Path(__file__).resolve().parents[2] / "docs" / "csv.md"


def stored() -> dict[str, str]:
    member = Member.objects.get()
    return {column: getattr(member, column) for column in COLUMNS}


def table(*rows: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def test_every_text_column_is_declared() -> None:
    assert sorted(TEXTS) == sorted(COLUMNS)


def test_every_declared_column_is_a_field_of_the_record_and_of_the_model() -> None:
    declared = {column.name for column in MEMBER_COLUMNS}
    assert len(declared) == len(MEMBER_COLUMNS)
    assert declared <= {field.name for field in fields(MemberRecord)}
    assert declared - set(columns_of(Holds.WHOLE_NAME)) <= {
        field.name for field in Member._meta.fields
    }


def test_every_declared_column_is_described() -> None:
    described = DOCS.read_text()
    assert [column.name for column in MEMBER_COLUMNS if f"`{column.name}`" not in described] == []


def test_every_text_column_is_imported_and_exported(load: Command, command: Command) -> None:
    said = load(table(COLUMNS, [*GIVEN.values()]), "--chamber", "nt-la")
    assert (said.error, said.listed) == ("", [])
    assert stored() == GIVEN

    exported = command("exportmembers")
    assert exported.listed == []
    (row,) = csv.DictReader(io.StringIO(exported.out))
    assert row == {"chamber": "nt-la", "slug": Member.objects.get().slug, **GIVEN}


def test_every_text_column_can_be_what_a_column_of_another_list_is(command: Command) -> None:
    Path("list.csv").write_text(table([f"Their {column}" for column in COLUMNS], [*GIVEN.values()]))
    Path("mapping.json").write_text(
        json.dumps({"columns": {f"Their {column}": column for column in COLUMNS}})
    )
    said = command(
        "importmembers", "mapped-csv", "list.csv", "--mapping", "mapping.json", "--chamber", "nt-la"
    )
    assert (said.error, said.listed) == ("", [])
    assert stored() == GIVEN


def test_every_text_column_but_addresses_of_pages_can_be_joined_from_two(command: Command) -> None:
    Path("list.csv").write_text(table(["One", "Two"], ["this", "that"]))
    Path("mapping.json").write_text(
        json.dumps({"joined": {column: ["One", "Two"] for column in SPOKEN}})
    )
    said = command(
        "importmembers", "mapped-csv", "list.csv", "--mapping", "mapping.json", "--chamber", "nt-la"
    )
    assert (said.error, said.listed) == ("", [])
    between = {column: "; " if column in columns_of(Holds.TEXT) else " " for column in SPOKEN}
    assert {column: stored()[column] for column in SPOKEN} == {
        column: f"this{sign}that" for column, sign in between.items()
    }


def test_every_text_column_is_suggested_where_a_list_is_mapped() -> None:
    suggested = dict(mapping_rows.WORDS)
    assert {column: suggested[column] for column in COLUMNS} == {
        column.name: column.words for column in MEMBER_COLUMNS if column.name in COLUMNS
    }


@pytest.mark.django_db
def test_a_list_may_have_words_of_its_own_for_every_text_column_but_addresses_of_pages() -> None:
    of = source()
    words = {column: {"their word": "our word"} for column in SPOKEN}
    response = client_with(*ALL).post(
        f"{LIST}{of.pk}/change/", settings_of(of, vocabulary=json.dumps(words))
    )
    assert response.status_code == 302
    of.refresh_from_db()
    assert of.vocabulary == words


@pytest.mark.django_db
def test_every_text_column_is_shown_where_a_list_is_read_in_the_admin() -> None:
    (shown,) = reading.preview(source(), table(COLUMNS, [*GIVEN.values()]).encode()).shown
    assert [text for text in GIVEN.values() if text not in str(shown)] == []


def test_every_text_column_is_edited_in_the_admin(admin_client: Client) -> None:
    member = Member.objects.create(slug="ada-quill", chamber=factories.chamber(), **GIVEN)
    page = admin_client.get(f"{MEMBERS}{member.pk}/change/").content.decode()
    assert [column for column in COLUMNS if f'name="{column}"' not in page] == []

    changed = {column: f"Another {column}" for column in COLUMNS}
    save(admin_client, member, **changed)
    assert stored() == changed
