"""The shapes of what a check reports: a Finding, with its Evidence and its Fixes.

Plain frozen dataclasses, without a database or a clock. An issue stores evidence and fixes as JSON,
so every value in them is text or what JSON keeps.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from dataclasses import field as dataclass_field
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, cast

from django.db.models.options import Options

from members.models import Chamber, Electorate, Member
from members.rows.places import ChamberRow, ElectorateRow
from members.rows.rows import MemberRow

#: No values; one object for all findings, of which there may be many.
NOTHING: Mapping[str, str] = MappingProxyType({})


class MemberIdentity(NamedTuple):
    """A member as far as a stored finding needs it: who it is, and in which version it was read."""

    pk: int
    slug: str
    version: int
    name: str
    chamber: ChamberRow

    @property
    def _meta(self) -> Options[Member]:
        return Member._meta

    def __str__(self) -> str:
        return self.name or self.slug


#: A member, an electorate or a chamber, as a check was given it, and as a finding keeps it.
AnyMember = Member | MemberRow | MemberIdentity
AnyElectorate = Electorate | ElectorateRow
AnyChamber = Chamber | ChamberRow
Subject = AnyMember | AnyElectorate | AnyChamber


@dataclass(frozen=True, slots=True)
class Evidence:
    """The values that a finding rests on: what the directory has now, and what it should have.

    - `observed`: the value now, as stored; several are joined by "; "
    - `expected`: the value it should be; "" if that is not known
    - `compared`: both in the form in which the check compares them, for example in lower case;
      empty if they are compared as they are
    - `context`: further facts for the reader: a dict of label to text, never compared
    - `claims`: the values that official lists give, by list, if the lists disagree
    - `choices`: how many of the finding's fixes, from the first on, decide between the lists

    A dismissed issue is reopened as soon as `compared` changes. A decision between lists lasts as
    long as `claims` stay the same, whichever list the directory follows.
    """

    observed: str = ""
    expected: str = ""
    compared: tuple[str, ...] = ()
    context: Mapping[str, str] = dataclass_field(default_factory=lambda: NOTHING)
    claims: tuple[str, ...] = ()
    choices: int = 0

    def __post_init__(self) -> None:
        for value in (self.observed, self.expected, *self.compared):
            if not isinstance(value, str):
                raise TypeError(f"Evidence is text, not {value!r}.")


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of a fix: one row to create, change or delete.

    Made with `change`, `create` and `delete` (`issues/findings/edits.py`).

    - `op`: "create", "change" or "delete"
    - `model`: Django's label of the model, for example "members.email"
    - `pk`: the key of the row; None for a row to create
    - `ref`: a name for the row to create, by which later edits of the same fix refer to it
    - `expect`: a dict of column to the value that the row must still have; a difference refuses the
      whole fix
    - `values`: a dict of column to the new value

    Columns are those of the database (`number`, `party_id`). Values are as JSON keeps them, a date
    as "2026-06-15". `{"ref": "new"}` as a value stands for the key of the row that an earlier edit
    with that `ref` created.
    """

    op: Literal["create", "change", "delete"]
    model: str
    pk: int | None = None
    ref: str = ""
    expect: Mapping[str, Any] = dataclass_field(default_factory=dict)
    values: Mapping[str, Any] = dataclass_field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fix:
    """A button on the issue's page: a label, and the edits that pressing it makes.

    Either all edits are made or none. Several fixes of one finding are alternatives. A fix without
    edits settles the question and leaves the data as it is.
    """

    label: str
    edits: tuple[Edit, ...]


#: One thing that a finding covers: a member's slug and a field, or what there are too many or too
#: few of and the place (`issues/findings/seat_parts.py`).
Part = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation of a check in one run, about one member or about a group.

    - `subject`: the member; for a group, its electorate or chamber
    - `message`: one sentence for people, with the value and what is wrong with it
    - `field`: the field of the member, in the CSV's words: "email", "phone:electorate"
    - `key`: what tells this finding from others of the check about the same subject and field; for
      a group, the value that its members share
    - `evidence`: the values that it rests on
    - `fixes`: alternatives; empty if the right value does not follow
    - `members`: all members of a group; empty for a finding about one member
    - `chambers`: chambers that it concerns besides the subject's
    - `sources`: slugs of the official lists that it rests on
    - `person`: the name in an official list of somebody who is not a member here
    - `identifiers`: that person's identifiers, a dict of scheme to value
    - `counted`: the parts that it covers, a dict of part to count, if these are not the field of
      each member

    Its identity is the fingerprint: the check, the subject, the field and the key. Two findings
    with the same fingerprint are the same issue, in one run and from run to run.
    """

    subject: Subject
    message: str
    field: str = ""
    key: str = ""
    evidence: Evidence = Evidence()
    fixes: tuple[Fix, ...] = ()
    members: tuple[AnyMember, ...] = ()
    chambers: tuple[AnyChamber, ...] = ()
    sources: tuple[str, ...] = ()
    person: str = ""
    identifiers: Mapping[str, str] = dataclass_field(default_factory=lambda: NOTHING)
    counted: Mapping[Part, int] | None = None

    @property
    def parts(self) -> Mapping[Part, int]:
        """Return what the finding covers, as a dict of part to count.

        A wider finding takes in a narrower one if it covers all of its parts
        (`issues/runs/causes.py`).
        """
        return (
            {(member.slug, self.field): 1 for member in self.concerned}
            if self.counted is None
            else self.counted
        )

    @property
    def is_group(self) -> bool:
        """True if the subject is an electorate or a chamber."""
        return self.kind != "member"

    @property
    def kind(self) -> str:
        """Return the kind of the subject: "member", "electorate" or "chamber"."""
        return self.subject._meta.model_name or ""

    @property
    def member(self) -> AnyMember | None:
        """Return the one member whom this is about; None for a group."""
        return None if self.is_group else cast("AnyMember", self.subject)

    @property
    def concerned(self) -> tuple[AnyMember, ...]:
        """Return all members whom this is about, sorted by slug."""
        return (
            tuple(sorted(self.members, key=lambda member: member.slug))
            if self.member is None
            else (self.member,)
        )

    @property
    def about(self) -> str:
        """Return the name of the person, electorate or chamber that this is about."""
        return self.person or str(self.subject)

    @property
    def chamber(self) -> AnyChamber:
        """Return the chamber of the subject."""
        if self.kind == "chamber":
            return cast("AnyChamber", self.subject)
        return cast("AnyMember | AnyElectorate", self.subject).chamber

    def fingerprint(self, check: str) -> str:
        """Return the identity under that check's name, as a SHA-256 in hexadecimal.

        Made of natural keys: slugs, names, the field and the key. Messages, counts and values of
        the member are left out, so that an issue stays the same while they change.
        """
        if self.member is None:
            return _hash(check, self.kind, self.chamber.slug, str(self.subject), self.key)
        return _hash(check, self.kind, self.chamber.slug, self.member.slug, self.field, self.key)

    def evidence_hash(self) -> str:
        """Return a hash that changes with the evidence: what was compared and, for a group, which
        members it concerns."""
        compared = self.evidence.compared or (self.evidence.observed, self.evidence.expected)
        if compared == self.evidence.claims:
            return self.decision_hash()
        return _hash(
            *compared, *(["", *(member.slug for member in self.concerned)] if self.is_group else [])
        )

    def decision_hash(self) -> str:
        """Return the hash under which a decision between disagreeing lists is kept; "" if the lists
        agree."""
        return _hash("claims", *self.evidence.claims) if self.evidence.claims else ""

    def fixes_hash(self) -> str:
        """Return a hash that changes with the fixes; "" without fixes."""
        return fixes_hash([asdict(fix) for fix in self.fixes])


def fixes_hash(fixes: Sequence[Mapping[str, Any]]) -> str:
    """Return a hash of fixes as an issue stores them, as dicts; "" without fixes."""
    return _hash(json.dumps(fixes, sort_keys=True)) if fixes else ""


def _hash(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
