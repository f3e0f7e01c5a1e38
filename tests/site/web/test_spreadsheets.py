"""CSV from the site: a spreadsheet runs nothing in it, and the product's own comes back unchanged,
whatever the text."""

from __future__ import annotations

import ast
import csv
import io
import random
from pathlib import Path

import pytest
from django.core.management import call_command

from issues.models import Issue
from members.models import Member
from members.sources.csv import escaped, unescaped
from tests import factories

ROOT = Path(__file__).parents[3]
#: The functions that write CSV: their cells are tested below.
WRITERS = {"members/transfer/export.py", "issues/management/commands/listissues.py"}
#: Writes a redacted row of a list's copy, which stays as its publisher wrote it and is exported by
#: nobody.
KEEPS_COPIES = {"issues/privacy/list_cells.py"}
LETTERS = [*"=+-@\t\r\n'()/. \u00a01x\",;\uff1d\uff0b", "''", "61", "|cmd"]


def texts(number: int, seed: int) -> list[str]:
    dice = random.Random(seed)
    return ["".join(dice.choices(LETTERS, k=dice.randint(1, 6))) for _ in range(number)]


def is_run(cell: str) -> bool:
    """True if a spreadsheet would run this cell, as the contract defines it."""
    if cell[:1] in ("+", "-"):
        return any(letter not in "0123456789 \u00a0()[]./-" for letter in cell[1:])
    return cell[:1] in ("=", "@", "\t", "\r") and cell != ""


def test_any_text_is_written_so_that_nothing_runs_and_read_back_as_it_was() -> None:
    for text in texts(200_000, seed=1):
        cell = escaped(text)
        assert not is_run(cell), text
        assert unescaped(cell) == text, text
        assert cell in (text, f"'{text}")
        assert is_run(text) <= (cell != text), text


def test_a_cell_that_no_export_wrote_is_read_as_it_is() -> None:
    for cell in ["'t Hooft", "'", "''", "'-5", "'+61 2 9977 6411", "=1", "x'=1"]:
        assert unescaped(cell) == cell


@pytest.mark.django_db
def test_every_cell_of_every_csv_is_safe(capsys: pytest.CaptureFixture[str]) -> None:
    values = [text for text in texts(300, seed=2) if text.strip()]
    for number, value in enumerate(values):
        factories.member(
            "Ada Quill", slug=f"ada-{number}", role=value, honorific=value, photo_url=value
        )
        Issue.objects.create(
            issue=value,
            label=value,
            field=value[:50],
            evidence={"observed": value, "expected": value},
        )
    for command in (["exportmembers"], ["listissues", "--format", "csv"]):
        capsys.readouterr()
        call_command(*command)
        rows = list(csv.reader(io.StringIO(capsys.readouterr().out, newline=""), strict=True))
        assert len(rows) == 1 + len(values)
        assert [cell for row in rows for cell in row if is_run(cell)] == []


@pytest.mark.django_db
def test_members_come_back_as_they_were(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    values = [text for text in texts(300, seed=3) if text.strip()]
    for number, value in enumerate(values):
        factories.member("Ada Quill", slug=f"ada-{number}", role=value)
    call_command("exportmembers")
    file = tmp_path / "members.csv"
    file.write_bytes(capsys.readouterr().out.encode())
    Member.objects.all().delete()
    call_command("importmembers", "csv", str(file))
    assert list(Member.objects.order_by("pk").values_list("role", flat=True)) == values


def test_nobody_else_writes_csv() -> None:
    found = set()
    for app in ("members", "issues", "yvih_site"):
        for file in (ROOT / app).rglob("*.py"):
            calls = [
                node.func
                for node in ast.walk(ast.parse(file.read_text()))
                if isinstance(node, ast.Call)
            ]
            names = {getattr(call, "attr", getattr(call, "id", "")) for call in calls}
            if names & {"writer", "DictWriter"}:
                found.add(str(file.relative_to(ROOT)))
    assert found == WRITERS | KEEPS_COPIES
