"""The edits that add a person of a list to the directory, with a new electorate and party if
needed."""

from __future__ import annotations

from collections.abc import Iterator

from issues.findings import allowed_values
from issues.findings.edits import create_row
from issues.findings.finding import Edit
from issues.official import changes
from issues.official.official_list import OfficialList
from issues.official.person import Person
from members.member_columns import TEXTS
from members.models import Chamber, Electorate, Party
from members.transfer.places import Electorates, Parties

#: The columns of a member that are left out if the directory does not take their text. The name is
#: never left out.
DISPENSABLE = [column for column in TEXTS if column not in ("first_name", "last_name")]


class DirectoryPlaces:
    """The electorates and parties in the directory, looked up once for all people of a check."""

    def __init__(self) -> None:
        self.parties = Parties()
        self._electorates: dict[int, Electorates] = {}

    def electorates(self, chamber: Chamber) -> Electorates:
        """Return the electorates of this chamber."""
        if chamber.pk not in self._electorates:
            self._electorates[chamber.pk] = Electorates([chamber])
        return self._electorates[chamber.pk]

    def electorate(self, chamber: Chamber, person: Person) -> int | None:
        """Return the key of the electorate that the row names; None if the directory does not have
        it."""
        found = (
            self.electorates(chamber).find(chamber, person.record.electorate)
            if person.record.electorate
            else None
        )
        return found.pk if found else None


def edits_adding(listed: OfficialList, person: Person, places: DirectoryPlaces) -> Iterator[Edit]:
    """Yield the edits that create the member, with all details that the directory would take."""
    record, chamber = person.record, listed.chamber
    electorate = (
        places.electorates(chamber).find(chamber, record.electorate) if record.electorate else None
    )
    party = places.parties.find(record.party) if record.party else None
    seat: dict[str, object] = {
        "chamber_id": chamber.pk,
        "electorate_id": electorate and electorate.pk,
        "party_id": party and party.pk,
    }
    seat |= {
        column: "" for column in DISPENSABLE if allowed_values.objection(person.member, [column])
    }
    new_electorate = Electorate(
        chamber=chamber, name=record.electorate, seats=chamber.members_per_electorate
    )
    if (
        record.electorate
        and not electorate
        and not allowed_values.objection(new_electorate, ["name"])
    ):
        yield create_row(new_electorate, ref="electorate")
        seat["electorate_id"] = {"ref": "electorate"}
    if (
        record.party
        and not party
        and not allowed_values.objection(Party(name=record.party), ["name"])
    ):
        yield create_row(Party(name=record.party), ref="party")
        seat["party_id"] = {"ref": "party"}
    yield create_row(person.member, ref="member", **seat, verified_on=listed.copied_on)
    for detail in person.details:
        if storable := changes.storable_detail(detail, person):
            yield create_row(
                storable,
                member_id={"ref": "member"},
                verified_on=listed.copied_on,
                verified_by=listed.slug,
            )
