import re
from collections.abc import Hashable, Iterator, Sequence

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, check, delete
from members.rows.details import AddressRow, DetailRow, EmailRow, IdentifierRow, LinkRow, PhoneRow


@check(severity=Severity.INFO, about="", reach=Reach.MEMBER)
def detail_repeated(member: MemberRow) -> Iterator[Finding]:
    """A member has the same e-mail address, number, link or address twice in one field.

    Why: it is shown twice, and when it changes only one of the two is corrected.
    Fix: remove the second one, unless it should have been a different one.
    Trap: the same value in another field is right, because two offices may have one number. Two
    extensions of one number are right too.
    """
    identifiers = member.identifiers
    if len(identifiers) > 1 and len({row.value for row in identifiers}) < len(identifiers):
        yield from _repeated(member, identifiers)
    contacts: tuple[Sequence[EmailRow | PhoneRow | AddressRow | LinkRow], ...]
    contacts = (member.emails, member.phones, member.addresses, member.links)
    for details in contacts:
        if len(details) > 1 and len({detail.normalised for detail in details}) < len(details):
            yield from _repeated(member, details)


def _repeated(member: MemberRow, details: Sequence[DetailRow]) -> Iterator[Finding]:
    first: dict[tuple[Hashable, ...], DetailRow] = {}
    for detail in details:
        same = first.setdefault(_values(detail), detail)
        plain = detail.value if isinstance(detail, IdentifierRow) else detail.normalised
        if same is detail or not plain:
            continue
        given = str(detail) if str(detail) == str(same) else f"{same} and {detail}"
        yield Finding(
            subject=member,
            field=detail.field,
            message=f"{member} has {given} twice.",
            evidence=Evidence(str(detail), "each once", compared=(plain,)),
            fixes=(Fix(f"Remove the second: {detail}", (delete(detail),)),),
        )


def _values(detail: DetailRow) -> tuple[Hashable, ...]:
    """Return the values in which a detail that is the same agrees."""
    match detail:
        case IdentifierRow():
            return detail.scheme, detail.value
        case PhoneRow():
            return detail.kind, detail.medium, detail.normalised, _extension(detail)
        case AddressRow():
            return detail.kind, detail.postal, detail.normalised
    return detail.kind, detail.normalised


def _extension(phone: PhoneRow) -> str:
    """Return the last six digits of a number as given, because its normalised form has no
    extension.
    """
    return re.sub(r"\D", "", phone.number)[-6:]
