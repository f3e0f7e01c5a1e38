from collections.abc import Callable, Iterator

from issues.checks.helpers.peers import cannot_be_reached, unlike_peers
from issues.findings import ChamberMembers, Evidence, Finding, MemberRow, Reach, Severity, check
from members.models import Phone

_VOICE = Phone.Medium.VOICE.value


def _has_no_phone(member: MemberRow) -> bool:
    return all(phone.medium != _VOICE for phone in member.phones)


#: Each field, its name in words, and the condition that it is missing.
_DETAILS: tuple[tuple[str, str, Callable[[MemberRow], bool]], ...] = (
    ("email", "e-mail address", lambda member: not member.emails),
    ("phone", "phone number", _has_no_phone),
    ("address", "address", lambda member: not member.addresses),
    ("photo_url", "photo", lambda member: not member.photo_url),
)


@check(severity=Severity.INFO, about="", reach=Reach.CHAMBER)
def detail_missing(chamber: ChamberMembers) -> Iterator[Finding]:
    """A member lacks a detail that nearly all others of the chamber have: e-mail address, phone
    number, postal address or photo.

    Why: it is known for the others, so it can be found for this one.
    Fix: take it from the member's own page.
    Trap: some members publish no e-mail address, or have no office of their own.
    """
    unreachable = {member.pk for member in unlike_peers(chamber, cannot_be_reached)}
    for field, name, lacks in _DETAILS:
        for member in unlike_peers(chamber, lacks):
            if member.pk in unreachable and field != "photo_url":
                continue  # the member has no contact details: another check reports that once
            yield Finding(
                subject=member,
                field=field,
                message=f"{member} has no {name}, unlike nearly all members of {member.chamber}.",
                evidence=Evidence("", f"the {name}"),
            )
