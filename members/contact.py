"""A member's contact details as the page shows them: grouped by kind, with links where safe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlsplit

from members import fields
from members.models import Address, Email, Link, Member, Phone

FACTS = ("role", "electorate", "party")
PROFILES = {
    "twitter": (re.compile(r"\w{1,15}", re.ASCII), "https://twitter.com/"),
    "facebook": (re.compile(r"[\w.-]{2,80}", re.ASCII), "https://www.facebook.com/"),
}
# White space, control characters, direction marks, and characters that end an attribute or that
# browsers read as a slash.
_NOT_IN_ADDRESSES = re.compile(
    '[\\s\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\\\\<>"]'
)
_HOST = re.compile(r"(?:\w(?:[\w-]{0,61}\w)?\.)+\w(?:[\w-]{0,61}\w)?\.?")


@dataclass(frozen=True)
class ContactLine:
    """One detail: its label, its text (an address has several lines) and its link ("" if none)."""

    label: str
    field: str
    lines: list[str]
    href: str = ""
    verified_on: date | None = None
    note: str = ""

    @property
    def text(self) -> str:
        """Return the lines joined by commas."""
        return ", ".join(self.lines)

    @property
    def is_web(self) -> bool:
        """True if the link leads to a web page."""
        return is_web(self.href)


@dataclass(frozen=True)
class ContactGroup:
    """The details of one kind, under one heading."""

    title: str
    lines: list[ContactLine]


def groups(member: Member) -> list[ContactGroup]:
    """Return phones, faxes, addresses and e-mail by kind, known kinds first; then the links."""
    by_kind: dict[str, list[ContactLine]] = {}
    details: list[Email | Phone | Address] = [
        *member.emails.all(),
        *member.phones.all(),
        *member.addresses.all(),
    ]
    for detail in details:
        by_kind.setdefault(detail.kind, []).append(_line(detail))
    order = ["", *fields.KINDS]
    kinds = sorted(
        by_kind, key=lambda kind: (order.index(kind) if kind in order else len(order), kind)
    )
    found = [ContactGroup(_title(kind), by_kind[kind]) for kind in kinds]
    links = [_link(link) for link in member.links.all()]
    return [*found, ContactGroup("On the web", links)] if links else found


def _title(kind: str) -> str:
    label = fields.kind_label(kind) or "contact"
    return label[:1].upper() + label[1:]


def _line(detail: Email | Phone | Address) -> ContactLine:
    word = detail.field.partition(":")[0]
    note = ""
    if isinstance(detail, Address):
        href, lines, note = "", detail.lines, "for letters" if detail.postal else ""
    elif isinstance(detail, Email):
        href, lines = (
            f"mailto:{quote(detail.normalised, safe='@')}" if detail.normalised else "",
            [detail.address],
        )
    else:
        dialled = detail.normalised and detail.medium == Phone.Medium.VOICE
        href, lines = f"tel:{detail.normalised}" if dialled else "", [detail.number]
    return ContactLine(fields.WORDS[word], detail.field, lines, href, detail.verified_on, note)


def _link(link: Link) -> ContactLine:
    label = fields.kind_label(link.kind) or "link"
    return ContactLine(
        label[:1].upper() + label[1:], link.field, [link.url], web_address(link), link.verified_on
    )


def web_address(link: Link) -> str:
    """Return the http or https address of the link, or the profile of a social handle.

    "" if it is neither.
    """
    url = link.url.strip()
    if is_web(url):
        return url
    pattern, profiles = PROFILES.get(link.kind, (None, ""))
    if pattern is not None and ":" not in url and pattern.fullmatch(link.normalised):
        return profiles + link.normalised
    return (
        f"http://{url}"
        if re.match(r"www\.[\w-]+\.", url, re.IGNORECASE) and is_web(f"http://{url}")
        else ""
    )


def is_web(url: str) -> bool:
    """True if this is the whole address of a web page.

    That is http or https with a valid host name, and no user name or password.
    """
    if _NOT_IN_ADDRESSES.search(url):
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:  # brackets that do not close, or a port that is not a number
        return False
    return (
        parts.scheme in ("http", "https")
        and "@" not in parts.netloc
        and len(host) <= 253
        and bool(_HOST.fullmatch(host))
    )


def facts(member: Member) -> list[ContactLine]:
    """Return role, electorate and party. A role keeps its lines; a missing fact has no lines."""
    lines = {
        field: [
            line
            for value in fields.values(member, field)
            for line in value.splitlines()
            if line.strip()
        ]
        for field in FACTS
    }
    return [ContactLine(fields.WORDS[field], field, lines[field]) for field in FACTS]


def missing(member: Member) -> list[ContactLine]:
    """Return the ways to reach a member (e-mail, phone) for which no detail is listed."""
    ways = (
        ("email", "e-mail address", member.emails.all()),
        ("phone", "phone number", member.phones.all()),
    )
    return [
        ContactLine(fields.WORDS[field], field, [text])
        for field, text, listed in ways
        if not listed
    ]
