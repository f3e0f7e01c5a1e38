"""The Victorian councillors of 2016, as Popolo and as CSV of the same day. They are not part of the
project."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from members.models import Chamber, Member
from tests.members.conftest import Command
from tests.members.transfer.export_parts import round_trip
from tests.support.need import need_list

FOLDER = "councillors/2016-09-16"
UNKNOWN = ("", "unknown")


@pytest.mark.django_db
def test_every_councillor_is_loaded_as_the_list_beside_says(command: Command) -> None:
    folder = need_list(FOLDER)
    document = json.loads((folder / "vic-popolo.json").read_bytes())
    councils = [
        council
        for council in document["organizations"]
        if council["classification"] == "legislature"
    ]
    Path("chambers.csv").write_text(
        "slug,country,jurisdiction,name,seats,members_per_electorate\n"
        + "".join(
            f'{council["id"].partition("/")[2]},AU,vic,"{council["name"]}",,\n'
            for council in councils
        )
    )
    assert command("importchambers", "chambers.csv").error == ""
    said = command("importmembers", "popolo", str(folder / "vic-popolo.json"))
    assert (said.error, said.listed) == ("", [])

    loaded = (
        Member.objects.select_related("chamber", "party")
        .prefetch_related("identifiers", "emails")
        .order_by("pk")
    )
    with (folder / "vic.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(loaded) == len(document["persons"]) == 619
    assert Counter(
        (
            member.identifiers.get().value,
            member.chamber.name,
            *(email.address for email in member.emails.all()),
        )
        for member in loaded
    ) == Counter((row["id"], row["council"], *filter(None, [row["email"].strip()])) for row in rows)
    by_id = {row["id"]: row for row in rows}
    for member in loaded:
        row = by_id[member.identifiers.get().value]
        whole = " ".join(filter(None, [member.honorific, member.name, member.post_nominals]))
        assert Counter(whole.split()) == Counter(row["name"].split())
        assert str(member.party or "") == (
            "" if row["party"].lower() in UNKNOWN else row["party"]
        ), row
        assert row["executive"] in member.role
        assert (str(member.started_on or ""), member.photo_url) == (
            row["start_date"],
            row["image"].strip(),
        )
    assert Chamber.objects.filter(members__isnull=False).distinct().count() == 77
    round_trip(command)
