"""What several lists say of one fact, as one finding: where they do not agree, every claim is shown
and somebody chooses.

A choice is kept as what was claimed, not as what the directory then holds: otherwise the list that
was not followed would say the same again, for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from issues.findings.finding import Evidence, Finding, Fix
from issues.official.changes import ListDifference, Said
from issues.official.lists import OfficialList, Person
from members import fields
from members.models import Member

#: Why nothing of it is applied to many issues at once.
DISAGREE = {"choose": "the lists do not agree"}


@dataclass(frozen=True)
class Claim:
    """What one list says of a field of a member. `besides` are other ways to put it right."""

    listed: OfficialList
    person: Person
    said: Said
    besides: tuple[Fix, ...] = ()

    @property
    def field(self) -> str:
        return self.said.field

    @property
    def changes(self) -> tuple[ListDifference, ...]:
        return self.said.changes


def finding(member: Member, field: str, claims: Sequence[Claim]) -> Finding:
    """One finding of all lists' claims about one field of a member, of which some or all are not so
    in the directory."""
    differing = [claim for claim in claims if claim.changes]
    every = list({each.compared: each for claim in differing for each in claim.changes}.values())
    # A list that confirms what another would replace says the contrary; one that confirms something
    # else does not mind.
    contrary = [
        claim
        for claim in claims
        if not claim.changes and any(each.compared[0] in claim.said.confirmed for each in every)
    ]
    agree = (
        not contrary
        and len({frozenset(each.compared for each in claim.changes) for claim in differing}) == 1
    )
    observed = list(dict.fromkeys(each.observed for each in every if each.observed))
    expected = list(dict.fromkeys(each.expected for each in every))
    compared = tuple(
        part for each in sorted(every, key=lambda each: each.compared) for part in each.compared
    )
    said = (
        ()
        if agree
        else said_by((claim.listed, claim.said.key) for claim in (*differing, *contrary))
    )
    chosen = (
        [_fix(differing[0], "")]
        if agree
        else [_fix(claim, f", as {claim.listed.slug} says") for claim in differing]
    )
    fixes = [fix for fix in chosen if fix] + [_kept(claim) for claim in contrary]
    besides = {fix.label: fix for claim in differing for fix in claim.besides}
    unusable = (
        ""
        if fixes
        else " But that is none that the directory could take: the list itself is wrong."
    )
    return Finding(
        subject=member,
        field=field,
        message=(
            _message(member, field, observed, expected, differing)
            if agree
            else _contrary(member, field, observed, claims)
        )
        + unusable,
        evidence=Evidence(
            observed="; ".join(observed),
            expected="; ".join(expected),
            # Where a list confirms the directory, it stands for one of the claims; otherwise it
            # says something of its own.
            compared=compared if agree else said if contrary else (*said, *compared),
            context={
                **context(
                    differing[0].listed,
                    {claim.listed: _says(claim) for claim in (*differing, *contrary)},
                ),
                **({} if agree else DISAGREE),
            },
            claims=said,
            choices=0 if agree else len(fixes),
        ),
        fixes=(*fixes, *besides.values()),
        sources=tuple(dict.fromkeys(claim.listed.slug for claim in (*differing, *contrary))),
    )


def context(first: OfficialList, said: dict[OfficialList, str]) -> dict[str, str]:
    """What stands beside the evidence of lists: the key of the copy, and what each list says where."""
    return {
        "copy": str(first.snapshot.pk),
        **{listed.slug: f"{words} ({listed.claim})" for listed, words in said.items()},
    }


def said_by(claims: Iterable[tuple[OfficialList, Iterable[str]]]) -> tuple[str, ...]:
    """What each list says, in the form in which a decision between them is kept: in the order of
    their slugs."""
    return tuple(
        part
        for slug, key in sorted((listed.slug, tuple(key)) for listed, key in claims)
        for part in (slug, *key, "")
    )


def _says(claim: Claim) -> str:
    values = [each.expected for each in claim.changes] or claim.said.values
    return f"{'; '.join(values)}, line {claim.person.record.line}"


def _fix(claim: Claim, ending: str) -> Fix | None:
    edits = tuple(edit for each in claim.changes for edit in each.edits)
    written = "; ".join(each.expected for each in claim.changes if each.edits)
    return Fix(f"Write {' '.join(written.split())}{ending}", edits) if edits else None


def _kept(claim: Claim) -> Fix:
    return Fix(
        f"Keep {' '.join('; '.join(claim.said.values).split())}, as {claim.listed.slug} says", ()
    )


def _message(
    member: Member, field: str, observed: list[str], expected: list[str], claims: list[Claim]
) -> str:
    slugs = list(dict.fromkeys(claim.listed.slug for claim in claims))
    lists = (
        f"the official list {slugs[0]} has"
        if len(slugs) == 1
        else f"the official lists {' and '.join(slugs)} have"
    )
    new, old = " ".join("; ".join(expected).split()), " ".join("; ".join(observed).split())
    return (
        f"{fields.label(field)} of {member}: {lists} {new}, the directory has {old or 'nothing'}."
    )


def _contrary(member: Member, field: str, observed: list[str], claims: Sequence[Claim]) -> str:
    said = ", ".join(
        f"{claim.listed.slug} has {' '.join('; '.join(claim.said.values).split())}"
        for claim in claims
    )
    old = " ".join("; ".join(observed).split())
    return f"{fields.label(field)} of {member}: the official lists do not agree: {said}. The directory has {old or 'nothing'}."
