"""Cells that a spreadsheet would run or change, escaped on export and restored on import."""

from __future__ import annotations

from itertools import product

import pytest

from members.models import Link
from members.sources.csv import escaped, unescaped
from tests.factories import member
from tests.members.conftest import Command
from tests.members.transfer.export_parts import NASTY, round_trip


@pytest.mark.parametrize("value", [*NASTY, *("'" * n + v for n, v in product(range(1, 4), NASTY))])
def test_unescaping_is_the_inverse_of_escaping(value: str) -> None:
    assert unescaped(escaped(value)) == value


@pytest.mark.parametrize(
    "value",
    [
        "=1",
        "@x",
        "\tx",
        "\r=1",
        "\n=1",
        "+x",
        "-x",
        "-2+3",
        "-2+3+cmd|' /C calc'!A0",
        "+61 2=cmd",
        "\uff1d1",
        "\uff0bx",
        "'=1",
    ],
)
def test_what_a_spreadsheet_would_run_is_escaped(value: str) -> None:
    assert escaped(value) == f"'{value}"


@pytest.mark.parametrize(
    "value", ["+61 2", "+61 (0)2/99-77.64", "+\u00a061", "-5", "-", "'t Hooft", "'", "x=1", ""]
)
def test_nothing_else_is_escaped(value: str) -> None:
    assert escaped(value) == value


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["x" * 5000, "=" + "x" * 4998, '"' * 5000])
def test_the_longest_cell_makes_the_round_trip(command: Command, value: str) -> None:
    Link.objects.create(member=member("Ada Quill"), url=value)
    round_trip(command)
