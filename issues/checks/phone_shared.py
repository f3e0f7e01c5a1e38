from collections.abc import Iterator

from issues.checks.helpers.peers import first_chamber
from issues.findings import Evidence, Finding, Key, Reach, Severity, check
from members import normalise
from members.models import Phone

_OWN = ("", "electorate", "district", "office", "mobile", "personal", "home")
_KINDS = frozenset(word for kind in _OWN for word in (kind, kind.title()))
_NOBODYS = ("tollfree", "shared")
#: If more members than this list a number, it is a switchboard.
_MOST = 3
_NUMBER = Key(Phone, ("normalised",), lambda rows: rows.exclude(normalised=""), _MOST)


@check(severity=Severity.WARNING, about="phone", reach=Reach.KEY, key=_NUMBER)
def phone_shared(phones: list[Phone]) -> Iterator[Finding]:
    """Two or three sitting members list the same number for an office of their own.

    Why: people who call one of them reach another. Often a value slipped in from the row beside it.
    Fix: confirm each number on the member's own page and remove the wrong one.
    Trap: members for one electorate, or in the two chambers of a parliament, may share an office,
    and many members may share a switchboard. None of these is reported, nor are numbers in
    parliament or a ministry, toll-free numbers and different extensions.
    """
    found = [phone for phone in phones if phone.kind in _KINDS and phone.line not in _NOBODYS]
    if len({phone.member_id for phone in found}) < 2 or not _is_a_slip(found):
        return
    members = {phone.member.slug: phone.member for phone in found}
    yield Finding(
        subject=first_chamber(members.values()),
        key=found[0].normalised,
        field=found[0].field,
        message=(
            f"{len(members)} sitting members list {found[0].number} as their own: "
            f"{', '.join(map(str, members.values()))}."
        ),
        evidence=Evidence(
            observed=found[0].number,
            expected="a number of each member's own",
            compared=(found[0].normalised,),
        ),
        members=tuple(members.values()),
    )


def _is_a_slip(phones: list[Phone]) -> bool:
    """True unless this is one person who sits twice, an office of one electorate or of two
    chambers, or a switchboard with extensions.
    """
    people = {(phone.member.first_name.lower(), phone.member.last_name.lower()) for phone in phones}
    seats = {phone.member.electorate_id for phone in phones}
    extensions = {normalise.extension(phone.number)[1] for phone in phones}
    parliaments = {
        (phone.member.chamber.country, phone.member.chamber.jurisdiction) for phone in phones
    }
    if len(parliaments) == 1 and len({phone.member.chamber_id for phone in phones}) == len(people):
        return False
    return len(people) > 1 and (len(seats) > 1 or None in seats) and len(extensions) == 1
