"""The demo's issues: what is known of each that depends on neither time, row numbers nor wording.

Fingerprints and stored fixes of earlier versions are in operators' databases: they have to stay
what they are.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils import timezone

from tests.site.contract.demo import load
from tests.site.contract.running import output, read_json, status

#: The differences of the official list, one row each.
DIFFERENCES = [
    ("party", "Lantern League"),
    ("electorate", "Newfoundwood"),
    ("last_name", "Otherwise"),
    ("role", "Speaker"),
    ("email", "other@assembly.example.org"),
    ("phone:electorate", "(02) 5550 1999"),
    ("address:electorate:line1", "99 Other Street"),
    ("link:website", "https://assembly.example.org/other"),
    ("fax:electorate", "(02) 5550 5999"),
]
MISSING = {
    "chamber": "demo-assembly",
    "id:demo": "D999",
    "first_name": "Nova",
    "last_name": "Quillon",
    "electorate": "Tallowood",
}
DAY = "2026-11-27"
VARYING = {"id", "first_seen", "text"}
_HASH = re.compile("[0-9a-f]{32,}")


def collect(folder: Path) -> dict[str, Any]:
    """Collect the demo's own issues, and those of official lists made of its export: with changes,
    and cut in half."""
    load()
    of_the_demo = _all(set())
    return {"of the demo": of_the_demo, "of an official list": _all(_compare(folder))}


def _compare(folder: Path) -> set[int]:
    """Compare the demo with a list that differs and with one that is rejected; return the issues
    there were before."""
    before = {row["id"] for row in read_json("listissues")}
    header, *rows = csv.reader(io.StringIO(output("exportmembers", "--chamber", "demo-assembly")))
    for row in rows:  # the demo is verified on the day of the load
        row[header.index("verified_on")] = DAY
    for number, (column, value) in enumerate(DIFFERENCES, 4):
        rows[number][header.index(column)] = value
    del rows[0]
    rows.append([MISSING.get(column, "") for column in header])
    for slug, part in (("whole", rows), ("half", rows[:9])):
        _write(folder / slug, header, part)
        assert status("addsource", slug, "--format", "csv", "--chamber", "demo-assembly") == 0
        assert status("fetchsources", slug, "--file", folder / slug) == (slug == "half")
    assert status("runchecks") == 0
    return before


def _write(file: Path, *lines: Any) -> None:
    header, rows = lines
    with file.open("w", newline="") as out:
        csv.writer(out).writerows([header, *rows])


def _all(but: set[int]) -> list[dict[str, Any]]:
    listed = {row["id"]: row for row in read_json("listissues") if row["id"] not in but}
    issues = apps.get_model("issues.issue")._default_manager.filter(pk__in=listed)
    return sorted(
        (_told(issue, listed[issue.pk]) for issue in issues),
        key=lambda told: (told["check"], told["fingerprint"]),
    )


def _told(issue: Any, row: dict[str, Any]) -> dict[str, Any]:
    return {
        **{key: value for key, value in row.items() if key not in VARYING},
        "fingerprint": issue.fingerprint,
        "evidence": {
            key: value if key != "context" else sorted(value)
            for key, value in issue.evidence.items()
        },
        # The hash of fixes depends on row numbers.
        "hashes": sorted(hashes(issue)) if not issue.fixes else None,
        "fixes": [[_plain(edit) for edit in fix["edits"]] for fix in issue.fixes],
        "keys of a fix": sorted({key for fix in issue.fixes for key in fix}),
    }


def hashes(issue: Any) -> set[str]:
    """Return the hashes that are stored with an issue, whatever their columns are called."""
    values = [getattr(issue, field.attname) for field in issue._meta.concrete_fields]
    return {value for value in values if isinstance(value, str) and _HASH.fullmatch(value)}


def _plain(edit: dict[str, Any]) -> dict[str, Any]:
    """Return an edit with the rows that it names by number named in words."""
    told = {**edit, "pk": _row(edit["model"], edit.get("pk"))}
    for part in ("expect", "values"):
        told[part] = {
            column: _value(edit["model"], column, value)
            for column, value in edit.get(part, {}).items()
        }
    return told


def _value(model: str, column: str, value: Any) -> Any:
    if value == timezone.localdate().isoformat():
        return "<today>"
    field = next(
        (field for field in apps.get_model(model)._meta.concrete_fields if field.attname == column),
        None,
    )
    return (
        _row(field.related_model._meta.label_lower, value)
        if field and field.is_relation and isinstance(value, int)
        else value
    )


def _row(model: str, key: int | None) -> str | None:
    return None if key is None else f"<{apps.get_model(model)._default_manager.get(pk=key)}>"
