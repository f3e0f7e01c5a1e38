"""Fields of a member as the CSV names them (`party`, `phone:electorate`): labels and values."""

from __future__ import annotations

from members.models import Address, Email, Link, Member, Phone

WORDS = {
    "name": "Name",
    "role": "Role",
    "electorate": "Electorate",
    "party": "Party",
    "email": "E-mail",
    "phone": "Phone",
    "fax": "Fax",
    "address": "Address",
    "link": "Link",
}
KINDS = {
    "electorate": "electorate office",
    "parliamentary": "parliament",
    "ministerial": "ministry",
    "tollfree": "toll-free",
    "other": "other",
}
LINK_KINDS = {
    "website": "website",
    "twitter": "Twitter",
    "facebook": "Facebook",
    "wikipedia": "Wikipedia",
    "contact": "contact form",
}
WITHOUT_KIND = ("name", "role", "electorate", "party")


def kind_label(kind: str) -> str:
    """Return the kind in plain words. An unknown kind is returned as given."""
    return KINDS.get(kind) or LINK_KINDS.get(kind) or kind


def label(field: str) -> str:
    """Return the field in plain words: `Phone, electorate office`. "" for an empty field."""
    word, _, kind = field.partition(":")
    return ", ".join(part for part in (WORDS.get(word, word), kind_label(kind)) if part)


def valid_field(field: str, member: Member | None) -> str:
    """Return the field if it is valid, else "". Anyone can write a link with any field.

    It is valid if its words are known or the member has a detail of that field.
    """
    word, colon, kind = field.partition(":")
    if not colon and word in WORDS:
        return field
    kinds = {} if word in WITHOUT_KIND else LINK_KINDS if word == "link" else KINDS
    if word in WORDS and kind in kinds:
        return field
    return (
        field
        if member is not None and any(detail.field == field for detail in details(member))
        else ""
    )


def values(member: Member, field: str) -> list[str]:
    """Return the values that are listed now under that field."""
    if field == "name":
        return [full_name(member)]
    if field in WITHOUT_KIND:
        value = getattr(member, field)
        return [str(value)] if value else []
    return [str(detail) for detail in details(member) if detail.field == field]


def full_name(member: Member) -> str:
    """Return the name with honorific and post-nominals."""
    return " ".join(
        part for part in (member.honorific, str(member), member.post_nominals) if part.strip()
    )


def details(member: Member) -> list[Email | Phone | Address | Link]:
    """Return the member's contact details of all types, each type in stored order."""
    return [
        *member.emails.all(),
        *member.phones.all(),
        *member.addresses.all(),
        *member.links.all(),
    ]
