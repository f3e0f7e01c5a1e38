"""The claims of several lists about one fact, merged into one finding.

Where lists disagree, every claim is shown and a person chooses. The choice is kept as the set of
claims, not as the value that the directory then has. Otherwise the list that was not followed would
raise the same issue in every run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from issues.findings.finding import Evidence, Finding, Fix
from issues.official.changes import ListDifference, ListedField
from issues.official.official_list import OfficialList
from issues.official.person import Person
from members import fields
from members.rows.rows import MemberRow

#: Put into the context of such findings: why their fixes are not applied in bulk.
DISAGREE = {"choose": "the lists do not agree"}


@dataclass(frozen=True)
class Claim:
    """One list's claim about a field of a member. `alternatives` are further fixes."""

    listed: OfficialList
    person: Person
    given: ListedField
    alternatives: tuple[Fix, ...] = ()

    @property
    def field(self) -> str:
        """Return the field, in the CSV's words."""
        return self.given.field

    @property
    def changes(self) -> tuple[ListDifference, ...]:
        """Return the differences from the directory; empty if the list confirms it."""
        return self.given.changes


#: Compares a member with their row.
Compare = Callable[[MemberRow, Person], Iterator[Claim]]


def merged_finding(member: MemberRow, field: str, claims: Sequence[Claim]) -> Finding:
    """Return one finding for all lists' claims about one field of a member.

    At least one of the claims differs from the directory. Lists that agree give one fix; lists that
    disagree give one for each claim, and none of them is applied in bulk.
    """
    differing = [claim for claim in claims if claim.changes]
    every = list({each.compared: each for claim in differing for each in claim.changes}.values())
    # A list that confirms a value which another would replace contradicts that other; one that
    # confirms another value does not.
    contrary = [
        claim
        for claim in claims
        if not claim.changes and any(each.compared[0] in claim.given.confirmed for each in every)
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
    by_list = (
        ()
        if agree
        else claims_by_list((claim.listed, claim.given.key) for claim in (*differing, *contrary))
    )
    chosen = (
        [_fix(differing[0], "")]
        if agree
        else [_fix(claim, f", as {claim.listed.slug} says") for claim in differing]
    )
    fixes = [fix for fix in chosen if fix] + [_keep(claim) for claim in contrary]
    alternatives = {fix.label: fix for claim in differing for fix in claim.alternatives}
    unusable = (
        "" if fixes else " But the directory cannot take that value: the list itself is wrong."
    )
    return Finding(
        subject=member,
        field=field,
        message=(
            _message(member, field, observed, expected, differing)
            if agree
            else _disagreement(member, field, observed, claims)
        )
        + unusable,
        evidence=Evidence(
            observed="; ".join(observed),
            expected="; ".join(expected),
            # If a list confirms the directory, the directory's value is one of the claims;
            # otherwise it is a further value.
            compared=compared if agree else by_list if contrary else (*by_list, *compared),
            context={
                **context(
                    differing[0].listed,
                    {claim.listed: _values_and_line(claim) for claim in (*differing, *contrary)},
                ),
                **({} if agree else DISAGREE),
            },
            claims=by_list,
            choices=0 if agree else len(fixes),
        ),
        fixes=(*fixes, *alternatives.values()),
        sources=slugs(claim.listed for claim in (*differing, *contrary)),
    )


def context(first: OfficialList, by_list: dict[OfficialList, str]) -> dict[str, str]:
    """Return the context of a finding that rests on lists: a dict of "copy" to the key of the first
    list's copy, and of each list's slug to its words and its date."""
    return {
        "copy": str(first.snapshot.pk),
        **{listed.slug: f"{words} ({listed.claim})" for listed, words in by_list.items()},
    }


def claims_by_list(claims: Iterable[tuple[OfficialList, Iterable[str]]]) -> tuple[str, ...]:
    """Return the claims in the form in which a decision between them is kept: for each list, in the
    order of slugs, its slug, its values and ""."""
    return tuple(
        part
        for slug, key in sorted((listed.slug, tuple(key)) for listed, key in claims)
        for part in (slug, *key, "")
    )


def lists_in_words(lists: Iterable[OfficialList]) -> str:
    """Return the subject of a sentence in the singular: "The official list aph, as well as
    openaustralia,"."""
    names = slugs(lists)
    return f"The official list {', as well as '.join(names)}{',' if names[1:] else ''}"


def slugs(lists: Iterable[OfficialList]) -> tuple[str, ...]:
    """Return the slugs of these lists, each once, in their order."""
    return tuple(dict.fromkeys(each.slug for each in lists))


def _values_and_line(claim: Claim) -> str:
    values = [each.expected for each in claim.changes] or claim.given.values
    return f"{'; '.join(values)}, line {claim.person.record.line}"


def _fix(claim: Claim, ending: str) -> Fix | None:
    edits = tuple(edit for each in claim.changes for edit in each.edits)
    written = "; ".join(each.expected for each in claim.changes if each.edits)
    return Fix(f"Write {' '.join(written.split())}{ending}", edits) if edits else None


def _keep(claim: Claim) -> Fix:
    return Fix(
        f"Keep {' '.join('; '.join(claim.given.values).split())}, as {claim.listed.slug} says", ()
    )


def _message(
    member: MemberRow, field: str, observed: list[str], expected: list[str], claims: list[Claim]
) -> str:
    sources = slugs(claim.listed for claim in claims)
    lists = (
        f"the official list {sources[0]} has"
        if len(sources) == 1
        else f"the official lists {' and '.join(sources)} have"
    )
    new, old = " ".join("; ".join(expected).split()), " ".join("; ".join(observed).split())
    return (
        f"{fields.label(field)} of {member}: {lists} {new}, the directory has {old or 'nothing'}."
    )


def _disagreement(
    member: MemberRow, field: str, observed: list[str], claims: Sequence[Claim]
) -> str:
    by_list = ", ".join(
        f"{claim.listed.slug} has {' '.join('; '.join(claim.given.values).split())}"
        for claim in claims
    )
    old = " ".join("; ".join(observed).split())
    return (
        f"{fields.label(field)} of {member}: the official lists do not agree: {by_list}."
        f" The directory has {old or 'nothing'}."
    )
