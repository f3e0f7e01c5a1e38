import re
from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from issues.values.mailboxes import first_name_slip, last_name_slip
from issues.values.text import is_broken
from members import normalise

_OFFICIAL = re.compile(r"gov|parl|senate|house|assembly|leg|senedd|assnat")


@check(severity=Severity.WARNING, about="email", reach=Reach.MEMBER)
def email_name_typo(member: MemberRow) -> Iterator[Finding]:
    """The member's name is misspelt in the e-mail address.

    Why: a letter to `clare.curren@` never reaches Clare Curran, and nobody notices.
    Fix: compare both with the member's own page. The error may be in the name instead.
    Trap: some people keep an address in a former name that differs by a letter. Short forms of
    first names are never reported. A first name that is a letter off (`jacqi.dean@`) is reported
    only in addresses of parliaments and governments.
    """
    names = first, last = member.first_name, member.last_name
    lowered = first.lower(), last.lower()
    for email in member.emails:
        met = [name in email.normalised for name in lowered]
        if all(met) or not _is_suspect(email.normalised, *names, *met):
            continue
        local, _, domain = email.address.partition("@")
        last_slip = last_name_slip(local, *names)
        if found := last_slip or first_name_slip(local, *names):
            before, after = local[: found.begins], local[found.begins + len(found.written) :]
            right = f"{before}{_cased(found.right, found.written)}{after}@{domain}"
            which = "last" if last_slip else "first"
            name = names[1] if last_slip else names[0]
            plain = found.written.isalpha() and name.isascii() and name.isalpha()
            yield Finding(
                subject=member,
                field=email.field,
                message=(
                    f"{member}: {email.address!r} has {found.written!r}, which is nearly "
                    f"the {which} name but not quite."
                ),
                evidence=Evidence(
                    email.address,
                    right,
                    compared=(email.normalised, normalise.text(member.name)),
                ),
                fixes=(Fix(f"Write {right}", (change(email, address=right),)),) if plain else (),
            )


def _is_suspect(address: str, first: str, last: str, has_first: bool, has_last: bool) -> bool:
    """True if a name seems to be misspelt in this valid address. One that the address contains as
    it is does not.
    """
    local = address.partition("@")[0]
    if not has_last and not is_broken(last) and last_name_slip(local, first, last):
        return True
    if has_first or "." not in address or not _OFFICIAL.search(address) or is_broken(first):
        return False
    return first_name_slip(local, first, last) is not None


def _cased(right: str, written: str) -> str:
    """Return the right spelling in capitals where the wrong one has them."""
    return (
        right.upper()
        if written.isupper()
        else right.capitalize()
        if written[:1].isupper()
        else right
    )
