"""The real lists of 2012: every cell that is not blank is loaded or listed. They are not part of
the project."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pytest
from django.db.models import Count

from members.models import Member, Phone
from tests.members.conftest import Command

CHAMBERS = {
    "nswla": ("nsw-la", 93),
    "nswlc": ("nsw-lc", 42),
    "nt": ("nt-la", 25),
    "sa-ha": ("sa-ha", 45),
    "sa-lc": ("sa-lc", 22),
    "tas-ha": ("tas-ha", 25),
    "tas-lc": ("tas-lc", 15),
    "vic-council": ("vic-lc", 40),
    "vic-hoa": ("vic-la", 87),
    "wa-la": ("wa-la", 59),
    "wa-lc": ("wa-lc", 36),
}
KINDS = {"1": "electorate", "2": "other", "3": "parliamentary", "4": "ministerial"}
ROLES = ("Job", "Portfolios", "")


def stored(member: Member) -> Counter[str]:
    """Count every value of the member and its details."""
    values = [
        member.honorific,
        member.first_name,
        member.last_name,
        str(member.electorate or ""),
        str(member.party or ""),
    ]
    values += [identifier.value for identifier in member.identifiers.all()]
    values += [email.address for email in member.emails.all()]
    values += [phone.number for phone in member.phones.all()]
    values += [link.url for link in member.links.all()]
    for address in member.addresses.all():
        values += [address.line1, address.line2, address.suburb, address.state, address.postcode]
        assert (address.text, address.line3) == ("", "")
    return Counter(value for value in values if value)


def kinds(member: Member) -> Counter[str]:
    """Return the kind of every address, and whether it is postal."""
    return Counter(f"{address.kind} {int(address.postal)}" for address in member.addresses.all())


@pytest.mark.parametrize("name", CHAMBERS)
@pytest.mark.django_db
def test_every_cell_of_a_real_list_is_loaded_or_listed(
    data: Path, command: Command, name: str
) -> None:
    path = data / "yvih-2012" / f"{name}.csv"
    chamber, members = CHAMBERS[name]
    said = command("importmembers", "yvih", str(path), "--chamber", chamber)
    assert said.error == ""

    text = path.read_bytes().decode("utf-8-sig")
    delimiter = max(",;", key=text.partition("\n")[0].count)
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    loaded = list(Member.objects.order_by("pk"))
    assert len(loaded) == len(rows) - len(said.listed) == members

    for row, member in zip(rows, loaded, strict=True):
        have, roles, said_kinds = stored(member), member.role, Counter[str]()
        trailing = [
            cell.strip()
            for cell in row[max(i for i, cell in enumerate(header) if cell.strip()) + 1 :]
        ]
        further = bool(trailing) and trailing[0] in KINDS
        for position, (column, cell) in enumerate(
            zip(header, (cell.strip() for cell in row), strict=True)
        ):
            begins = column == "Address Type" or (further and position == len(row) - len(trailing))
            if begins and any(part.strip() for part in row[position + 2 : position + 7]):
                said_kinds[
                    f"{KINDS.get(cell, 'other')} {int(row[position + 1].strip() == '1')}"
                ] += 1
            if (
                not cell
                or begins
                or column == "Postal"
                or (further and position == len(row) - len(trailing) + 1)
            ):
                continue
            if column in ROLES and not (column == "" and further):
                role = re.sub(r"[;\s]+$", "", cell)
                assert role in roles, (member, column, cell)
                roles = roles.replace(role, "", 1)
            else:
                assert have[cell] > 0, (member, column, cell)
                have[cell] -= 1
        assert not +have, f"{member}: stored, but in no cell: {+have}"
        assert not roles.strip("; "), f"{member}: a role that is in no cell: {roles}"
        assert kinds(member) == said_kinds, member


@pytest.mark.django_db
def test_all_real_lists_together_are_489_members(data: Path, command: Command) -> None:
    for name, (chamber, _) in CHAMBERS.items():
        assert (
            command(
                "importmembers",
                "yvih",
                str(data / "yvih-2012" / f"{name}.csv"),
                "--chamber",
                chamber,
            ).error
            == ""
        )
    assert Member.objects.count() == 489
    with_two_of_a_kind = (
        Phone.objects.filter(medium="voice")
        .values("member", "kind")
        .annotate(count=Count("pk"))
        .filter(count__gt=1)
    )
    assert len({row["member"] for row in with_two_of_a_kind}) == 37


@pytest.mark.django_db
def test_the_template_without_members_is_refused(data: Path, command: Command) -> None:
    said = command(
        "importmembers",
        "yvih",
        str(data / "yvih-2012" / "member-data-import-template.csv"),
        "--chamber",
        "nt-la",
    )
    assert said.error.endswith("the file has a header and no rows")
