"""Fixes built from the value that a reporter proposes for a field.

Each fix is one reading of what the reporter may have meant. Where the value cannot be written as
typed, the reason comes with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from issues.findings.edits import change, create
from issues.findings.finding import Fix
from issues.fixes import execution
from issues.fixes.proposed_facts import FACTS, LISTED, ProposedFixes, short
from issues.models import Issue
from issues.values import emails, links
from issues.values.text import clean
from members import fields, normalise
from members.models import Address, Detail, Email, Link, Member, Phone

DELETED = "The member that this report is about was deleted."
#: The column that contains the value of a detail. An address is proposed as one text.
VALUE: dict[type[Detail], str] = {Email: "address", Phone: "number", Link: "url", Address: "text"}
PARTS = ("line1", "line2", "line3", "suburb", "state", "postcode")
WORDS: dict[str, type[Detail]] = {
    "email": Email,
    "phone": Phone,
    "fax": Phone,
    "link": Link,
    "address": Address,
}


def stored_fixes(member: Member | None, field: str, proposed: str) -> list[dict[str, Any]]:
    """Return the fixes for a proposed value as the list of dicts that an issue stores."""
    return [asdict(fix) for fix in read(member, field, proposed).fixes]


def why_unwritable(issue: Issue) -> str:
    """Return why a report's proposal cannot be written as typed, or "" if it can."""
    reason = read(issue.member, issue.field, issue.proposed).why
    return DELETED if reason and issue.member is None and issue.member_slugs else reason


def read(member: Member | None, field: str, proposed: str) -> ProposedFixes:
    """Return a fix for each value that a proposal may mean, and why it cannot be written as typed.

    Fixes that would be refused are left out.
    """
    word, _, kind = field.partition(":")
    value = clean(proposed, lines=word in ("role", "address"))
    if not value:
        return ProposedFixes()
    if member is None:
        return ProposedFixes(why="The report does not name the member it is about.")
    if word not in WORDS and word not in FACTS:
        return ProposedFixes(why="The report does not name the detail of the member it is about.")
    if value in fields.values(member, field):
        return ProposedFixes(why=LISTED)
    reading = (
        FACTS[word](member, value)
        if word in FACTS
        else _detail(member, field, WORDS[word], kind, value)
    )
    objections = [execution.objection(fix) for fix in reading.fixes]
    offered = tuple(
        fix for fix, objection in zip(reading.fixes, objections, strict=True) if not objection
    )
    return replace(
        reading,
        fixes=offered,
        why=reading.why if offered else next(filter(None, objections), reading.why),
    )


def _detail(
    member: Member, field: str, model: type[Detail], kind: str, value: str
) -> ProposedFixes:
    """Return the fixes for a contact detail.

    If the value cannot be right as typed, they write what it most likely means.
    """
    meant = list(_meant(model, kind, value))
    if not meant:
        return ProposedFixes(tuple(_fixes(member, field, model, kind, value)))
    found = [fix for each in meant for fix in _fixes(member, field, model, kind, each)]
    return ProposedFixes(
        tuple(found),
        f"“{short(value)}” has a typing error. The fixes write what it probably means.",
    )


def _meant(model: type[Detail], kind: str, value: str) -> Iterator[str]:
    """Yield what a mistyped value most likely means.

    Yields nothing if the value is right or its meaning is unclear.
    """
    if model is Email and not normalise.email(value):
        right = emails.corrected(value)
        yield from [right] if right else []
    elif model is Link and (verdict := links.judge(value, kind)):
        yield from (choice[0] for choice in verdict.choices if len(choice) == 1)


def _fixes(member: Member, field: str, model: type[Detail], kind: str, value: str) -> Iterator[Fix]:
    """Yield a fix for each listed detail of the field that the value may replace.

    If no detail is listed, yields one fix that adds the value.
    """
    listed = [detail for detail in fields.details(member) if detail.field == field]
    blank = dict.fromkeys(PARTS, "") if model is Address else {}
    new = {VALUE[model]: value, **blank}
    for detail in listed:
        place = f" for {short(str(detail))}" if len(listed) > 1 else ""
        yield Fix(f"Write {short(value)}{place}", (change(detail, **new),))
    if not listed:
        medium = (
            {"medium": Phone.Medium.FAX if field.startswith("fax") else Phone.Medium.VOICE}
            if model is Phone
            else {}
        )
        yield Fix(
            f"Add {short(value)}", (create(model, member_id=member.pk, kind=kind, **medium, **new),)
        )
