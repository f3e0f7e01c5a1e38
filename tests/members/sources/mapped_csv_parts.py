"""Helpers that read or load a table by a mapping."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from members.sources import mapped_csv
from members.sources.records import MemberRecord, Parsed
from tests.members.conftest import Command

NAMED = {"SURNAME": "last_name", "FIRST": "first_name"}


def read(text: str | bytes, columns: dict[str, Any] | None = None, **parts: Any) -> Parsed:
    data = text if isinstance(text, bytes) else text.encode()
    return mapped_csv.read(
        data, {"columns": {"NAME": "name"} if columns is None else columns, **parts}
    )


def only(text: str | bytes, columns: dict[str, Any] | None = None, **parts: Any) -> MemberRecord:
    parsed = read(text, columns, **parts)
    assert parsed.problems == ()
    (record,) = parsed.records
    return record


def mapped(mapping: str, text: str, command: Command, form: str = "mapped-csv") -> Any:
    Path("map.json").write_text(mapping)
    Path("list.csv").write_text(text)
    return command(
        "importmembers", form, "list.csv", "--mapping", "map.json", "--chamber", "tas-lc"
    )
