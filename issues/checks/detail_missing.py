from collections.abc import Iterator

from django.db.models import FilteredRelation, Q

from issues.checks.helpers.peers import NO_CONTACT, chamber_sizes, unlike_peers
from issues.findings import Evidence, Finding, Scope, Severity, check
from members.models import Member, Phone
from members.models.querysets import MemberQuerySet

#: Each field, its name in words, and the condition that it is missing.
_DETAILS = (
    ("email", "e-mail address", Q(emails__isnull=True)),
    ("phone", "phone number", Q(voice__isnull=True)),
    ("address", "address", Q(addresses__isnull=True)),
    ("photo_url", "photo", Q(photo_url="")),
)


@check(severity=Severity.INFO, about="", compares=True)
def detail_missing(scope: Scope) -> Iterator[Finding]:
    """A member lacks a detail that nearly all others of the chamber have: e-mail address, phone
    number, postal address or photo.

    Why: it is known for the others, so it can be found for this one.
    Fix: take it from the member's own page.
    Trap: some members publish no e-mail address, or have no office of their own.
    """
    members = scope.members()
    sizes = chamber_sizes(members)
    unreachable = set(unlike_peers(members, NO_CONTACT, sizes).values_list("pk", flat=True))
    for field, name, lacks in _DETAILS:
        for member in unlike_peers(
            _with_voice(members) if field == "phone" else members, lacks, sizes
        ):
            if member.pk in unreachable and field != "photo_url":
                continue  # the member has no contact details: another check reports that once
            yield Finding(
                subject=member,
                field=field,
                message=f"{member} has no {name}, unlike nearly all members of {member.chamber}.",
                evidence=Evidence("", f"the {name}"),
            )


def _with_voice(members: MemberQuerySet[Member]) -> MemberQuerySet[Member]:
    return members.annotate(
        voice=FilteredRelation("phones", condition=Q(phones__medium=Phone.Medium.VOICE))
    )
