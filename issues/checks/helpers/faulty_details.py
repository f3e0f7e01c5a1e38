"""Searches for a member's details with a certain fault. A quick test leaves out those that are
surely right, and the others are judged one by one.
"""

from __future__ import annotations

from collections.abc import Iterator

from issues.checks.helpers.replacements import replacing_edits
from issues.findings import Fix, MemberRow
from issues.values import links, phones
from issues.values.phones import DUMMY_TAILS, PhoneFault, PhoneVerdict
from issues.values.phones_in_text import Part
from members import normalise
from members.rows.details import LinkRow, PhoneRow

#: The faults that a number which can be dialled may have if there are letters in it.
_WITH_LETTERS = (PhoneFault.NOT_A_NUMBER, PhoneFault.COMMENTED, PhoneFault.TWO_NUMBERS)


def faulty_phones(member: MemberRow, fault: PhoneFault) -> Iterator[tuple[PhoneRow, PhoneVerdict]]:
    """Yield each phone of a member with that fault, and the verdict on it."""
    may_have_letters, is_dummy = fault in _WITH_LETTERS, fault is PhoneFault.PLACEHOLDER
    for phone in member.phones:
        if phone.normalised and not (
            (may_have_letters and phone.number.upper() != phone.number.lower())
            or (is_dummy and phone.normalised.endswith(DUMMY_TAILS))
        ):
            continue
        verdict = phones.judge(phone.number, member.chamber.country)
        if verdict and verdict.fault is fault:
            yield phone, verdict


def fix_in_parts(
    member: MemberRow, phone: PhoneRow, parts: tuple[Part, ...], label: str
) -> tuple[Fix, ...]:
    """Build the fix that writes each of these numbers as a detail of its own, under the kind and
    medium that its words show.

    Returns no fix if there are no parts.
    """
    values = []
    for part in parts:
        _, line = normalise.phone(part.number, member.chamber.country)
        tollfree = part.tollfree and line == "tollfree"
        values.append(
            {
                "number": part.number,
                "medium": part.medium or phone.medium,
                "kind": "tollfree" if tollfree else phone.kind,
            }
        )
    edits = replacing_edits(member, phone, member.phones, *values)
    listed = [edit.values["number"] for edit in edits if "number" in edit.values]
    return (
        (
            Fix(
                f"{label} {' and '.join(listed)}" if listed else "Remove it: it is listed already",
                edits,
            ),
        )
        if parts
        else ()
    )


def faulty_links(
    member: MemberRow, fault: links.LinkFault
) -> Iterator[tuple[LinkRow, links.LinkVerdict]]:
    """Yield each link of a member with that fault, and the verdict on it."""
    for link in member.links:
        verdict = links.judge(link.url, link.kind)
        if verdict and verdict.fault is fault:
            yield link, verdict


def replacement_links(
    member: MemberRow, link: LinkRow, choices: tuple[tuple[str, ...], ...]
) -> tuple[Fix, ...]:
    """Build one fix for each choice of addresses to put in place of a link."""
    return tuple(
        Fix(
            f"Write {' and '.join(urls)}",
            replacing_edits(member, link, member.links, *({"url": url} for url in urls)),
        )
        for urls in choices
    )
