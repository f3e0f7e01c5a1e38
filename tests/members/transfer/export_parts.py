"""Values that are easily lost, and the round trip through a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from members.models import DETAILS, Chamber, Electorate, Member, Party
from tests.members.conftest import Command

NASTY = [
    "=1+1",
    "'=1",
    "''=1",
    "'",
    "''",
    "'t Hooft",
    "@ada",
    "'@ada",
    "+x",
    "+61 2 9977 6411",
    "'+61",
    "-",
    "-5",
    "-2+3+cmd|' /C calc'!A0",
    "+61 2=cmd|' /C calc'!A0",
    "\r=1",
    "\uff1d1",
    "\uff0b61 2",
    "\tx",
    "\t",
    "one\ntwo",
    "one\r\ntwo\rthree",
    "\n=1",
    'a "quote", and more',
    '"',
    ";;;;;;\t\t",
    " before and after ",
    "no\u00a0break",
    "\u00a0edge\u00a0",
    "\u202eright to left",
    "שלום",
    "\U0001f600",
    "\ufeffmark",
    "a\u2028b\x0bc\x85d\x1ae",
    "nan",
    "\x7f\x01",
    "long " * 999,
    "#N/A",
    "<script>",
    "0801",
    "1e5",
]


def stored() -> list[Any]:
    """Return every member and its details: all columns except keys and the member's version."""
    found: list[Any] = []
    for each in Member.objects.select_related("chamber", "electorate", "party").order_by("pk"):
        values = [
            getattr(each, field.name)
            for field in Member._meta.fields
            if field.name not in ("id", "version")
        ]
        found.append(
            [
                str(value) if isinstance(value, (Chamber, Electorate, Party)) else value
                for value in values
            ]
        )
        for model in DETAILS:
            names = [
                field.name for field in model._meta.fields if field.name not in ("id", "member")
            ]
            found.append(
                list(model._default_manager.filter(member=each).order_by("pk").values_list(*names))
            )
    return found


def forget() -> None:
    """Delete everything that a load writes."""
    Member.objects.all().delete()
    Electorate.objects.all().delete()
    Party.objects.all().delete()


def round_trip(command: Command) -> str:
    """Export, load into an empty database, export again, and expect the same bytes and rows. Return
    the CSV."""
    first = command("exportmembers")
    assert (first.error, first.listed) == ("", [])
    before = stored()
    forget()
    Path("members.csv").write_bytes(first.out.encode())
    said = command("importmembers", "csv", "members.csv")
    assert (said.error, said.listed) == ("", [])
    assert stored() == before
    assert command("exportmembers").out == first.out
    return first.out
