"""The fix that follows from what a reporter proposes: the value that would be right, for the field that the report is about."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.text import Truncator

from issues.edits import change, create
from issues.registry import Edit, Fix
from members import fields, names
from members.models import Address, Detail, Electorate, Email, Link, Member, Party, PartyAlias, Phone

#: The column of a detail that holds its value. An address is proposed whole.
VALUE: dict[type[Detail], str] = {Email: "address", Phone: "number", Link: "url", Address: "text"}
PARTS = ("line1", "line2", "line3", "suburb", "state", "postcode")
WORDS: dict[str, type[Detail]] = {"email": Email, "phone": Phone, "fax": Phone, "link": Link, "address": Address}


def stored(member: Member | None, field: str, proposed: str) -> list[dict[str, Any]]:
    """The fixes as an issue stores them."""
    return [asdict(fix) for fix in fixes(member, field, proposed)]


def fixes(member: Member | None, field: str, proposed: str) -> list[Fix]:
    """One fix for each value that may be meant: the member's detail of that field, one of several, or a new one.

    None where the proposal does not say what would be written: no member, no field, a party or electorate that is not known.
    """
    value = proposed.strip()
    if member is None or not value or value in fields.values(member, field):
        return []
    word, _, kind = field.partition(":")
    if word in WORDS:
        return _detail(member, field, WORDS[word], kind, value)
    edit = _own(member, field, value)
    return [Fix(f"Write {_short(value)}", (edit,))] if edit else []


def _detail(member: Member, field: str, model: type[Detail], kind: str, value: str) -> list[Fix]:
    listed = [detail for detail in fields.details(member) if detail.field == field]
    blank = dict.fromkeys(PARTS, "") if model is Address else {}
    new = {VALUE[model]: value, **blank}
    if not listed:
        medium = {"medium": Phone.Medium.FAX if field.startswith("fax") else Phone.Medium.VOICE} if model is Phone else {}
        return [Fix(f"Add {_short(value)}", (create(model, member_id=member.pk, kind=kind, **medium, **new),))]
    label = f"Write {_short(value)}"
    return [Fix(f"{label} for {_short(str(detail))}" if len(listed) > 1 else label, (change(detail, **new),)) for detail in listed]


def _own(member: Member, field: str, value: str) -> Edit | None:
    """The change of a column of the member's own."""
    if field == "role":
        return change(member, role=value)
    if field == "name":
        name = names.split(value)
        given = {part: said for part, said in name._asdict().items() if said or part in ("first_name", "last_name")}
        edit = change(member, **given)
        return edit if name.last_name and edit.values != edit.expect else None
    if field == "party":
        party = Party.objects.filter(name__iexact=value).first() or Party.objects.filter(abbreviation__iexact=value).first()
        alias = None if party else PartyAlias.objects.filter(name__iexact=value).first()
        found = party.pk if party else alias and alias.party_id
        return change(member, party_id=found) if found and found != member.party_id else None
    if field == "electorate":
        electorate = Electorate.objects.filter(chamber=member.chamber, name__iexact=value).first()
        return change(member, electorate_id=electorate.pk) if electorate and electorate.pk != member.electorate_id else None
    return None


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(60)
