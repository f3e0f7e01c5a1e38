from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, groupby

from issues.checks.helpers.peers import first_chamber
from issues.findings import Evidence, Finding, Reach, Scope, Severity, among, check, seat_parts
from issues.values import identifiers
from issues.values.nobody import is_nobody
from issues.values.people import plain_name
from members.chunks import chunks
from members.models import Member

#: In an electorate with at most this many seats, two members of one name are one person.
FEW = 12
#: If more members have one name, the whole column is wrong, which other checks report.
MOST = 50


@check(severity=Severity.WARNING, about="name", reach=Reach.WHOLE)
def member_double(scope: Scope) -> Iterator[Finding]:
    """The same person seems to sit twice, in one chamber or in two of the same parliament.

    Why: one of the two entries is out of date, and people write to the wrong office.
    Fix: remove the entry that was made twice. If the member changed chambers, end the membership in
    the first.
    Trap: two members may share a name. Different identifiers tell them apart, or an electorate
    together with an e-mail address or party of their own. If those are not known, dismiss this.
    """
    for members in _namesakes(scope):
        pairs = (
            [pair for pair in combinations(members, 2) if _same(*pair)]
            if len(members) <= MOST
            else []
        )
        if not pairs:
            continue
        found = sorted(
            {member for pair in pairs for member in pair}, key=lambda member: member.slug
        )
        places = [
            f"{member.electorate}, {member.chamber}" if member.electorate else str(member.chamber)
            for member in found
        ]
        yield Finding(
            subject=first_chamber(found),
            field="name",
            key=plain_name(found[0].first_name, found[0].last_name),
            message=f"{found[0]} sits {len(found)} times: {'; '.join(places)}.",
            evidence=Evidence(
                "; ".join(map(str, found)), "one entry for one person", compared=tuple(places)
            ),
            members=tuple(found),
            counted=seat_parts.listed_twice(found),
        )


def _namesakes(scope: Scope) -> Iterator[list[Member]]:
    """Yield groups of sitting members with one normalised name in one jurisdiction.

    If a chamber's jurisdiction is unknown, the chamber takes its place.
    """
    columns = scope.all_members().order_by("chamber__jurisdiction", "chamber_id")
    rows = columns.values_list(
        "chamber__jurisdiction", "chamber_id", "pk", "first_name", "last_name"
    ).iterator()
    groups: list[list[int]] = []
    for _, place in groupby(rows, key=lambda row: (row[0], row[0] or row[1])):
        first: dict[str, int] = {}
        more: dict[str, list[int]] = {}
        for _, _, pk, *name in place:
            plain = plain_name(*name)
            if plain and first.setdefault(plain, pk) != pk:
                more.setdefault(plain, [first[plain]]).append(pk)
        groups += more.values()
    whole = (
        scope.all_members()
        .select_related("chamber", "electorate")
        .prefetch_related("identifiers", "emails")
    )
    for part in chunks(groups):
        members = {
            member.pk: member for member in among(whole, [pk for group in part for pk in group])
        }
        for group in part:
            named = [members[pk] for pk in group]
            if not is_nobody(named[0].first_name, named[0].last_name):
                yield named


def _same(one: Member, other: Member) -> bool:
    """True if all that is known of two members of one name suggests one person who has no shared
    identifier.
    """
    mine, theirs = _identifiers(one), _identifiers(other)
    schemes = mine.keys() & theirs.keys()
    if any(mine[scheme] & theirs[scheme] for scheme in schemes):
        return False  # identifier-shared reports that
    if (
        one.electorate
        and one.electorate_id == other.electorate_id
        and (one.electorate.seats or 1) <= FEW
    ):
        return True
    if schemes or (one.party_id and other.party_id and one.party_id != other.party_id):
        return False
    addresses = [
        {email.normalised for email in member.emails.all() if email.normalised}
        for member in (one, other)
    ]
    if all(addresses):
        return not addresses[0].isdisjoint(addresses[1])
    return one.chamber_id == other.chamber_id or (
        one.party_id is not None and one.party_id == other.party_id
    )


def _identifiers(member: Member) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for identifier in member.identifiers.all():
        if not identifiers.is_nothing(identifier.value):
            found[identifier.scheme].add(identifier.value)
    return found
