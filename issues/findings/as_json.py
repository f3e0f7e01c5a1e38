"""Findings as plain lists and dicts, as JSON keeps them, and back.

Only findings as they are kept until they are stored (`issues/findings/collected.py`): they know the
members, electorates and chambers that they are about as rows.
"""

from __future__ import annotations

from dataclasses import astuple
from typing import Any, cast

from issues.findings.finding import (
    NOTHING,
    AnyChamber,
    AnyMember,
    Edit,
    Evidence,
    Finding,
    Fix,
    MemberIdentity,
    Subject,
)
from members.rows.places import ChamberRow, ElectorateRow

_KINDS: dict[str, type[Any]] = {
    "member": MemberIdentity,
    "electorate": ElectorateRow,
    "chamber": ChamberRow,
}


def to_json(finding: Finding) -> list[Any]:
    """Return a finding as a list that `json` can write. Equal findings give equal lists."""
    evidence = finding.evidence
    return [
        finding.kind,
        finding.subject,
        finding.message,
        finding.field,
        finding.key,
        [
            evidence.observed,
            evidence.expected,
            evidence.compared,
            dict(evidence.context),
            evidence.claims,
            evidence.choices,
        ],
        [[fix.label, [astuple(edit) for edit in fix.edits]] for fix in finding.fixes],
        finding.members,
        finding.chambers,
        finding.sources,
        finding.person,
        dict(finding.identifiers),
        None if finding.counted is None else [[*part, n] for part, n in finding.counted.items()],
    ]


def from_json(values: list[Any]) -> Finding:
    """Return the finding of such a list, as `json` has read it."""
    kind, subject, message, field, key, evidence, fixes, *groups = values
    members, chambers, sources, person, identifiers, counted = groups
    observed, expected, compared, context, claims, choices = evidence
    return Finding(
        subject=_row(kind, subject),
        message=message,
        field=field,
        key=key,
        evidence=Evidence(
            observed, expected, tuple(compared), context or NOTHING, tuple(claims), choices
        ),
        fixes=tuple(Fix(label, tuple(Edit(*edit) for edit in edits)) for label, edits in fixes),
        members=tuple(cast("AnyMember", _row("member", each)) for each in members),
        chambers=tuple(cast("AnyChamber", _row("chamber", each)) for each in chambers),
        sources=tuple(sources),
        person=person,
        identifiers=identifiers or NOTHING,
        counted=counted if counted is None else {(what, where): n for what, where, n in counted},
    )


def _row(kind: str, values: list[Any]) -> Subject:
    """Return the row of a member, an electorate or a chamber; the last value of the first two is
    their chamber."""
    if kind != "chamber":
        values = [*values[:-1], ChamberRow._make(values[-1])]
    return cast("Subject", _KINDS[kind]._make(values))
