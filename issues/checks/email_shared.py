from collections.abc import Iterator

from issues.checks.helpers.peers import first_chamber
from issues.findings import Evidence, Finding, Key, Reach, Severity, check
from issues.values.emails import is_nobody
from members.models import Email


@check(
    severity=Severity.ERROR,
    about="email",
    reach=Reach.KEY,
    key=Key(Email, ("normalised",), lambda rows: rows.exclude(kind="other").exclude(normalised="")),
    part_of=("member-double", "identifier-shared"),
)
def email_shared(emails: list[Email]) -> Iterator[Finding]:
    """Two sitting members have the same e-mail address.

    Why: a constituent's letter reaches the wrong office.
    Fix: confirm each address on the member's own page and remove the wrong one.
    Trap: some parties publish one shared press address. That belongs under the kind "other", which
    is not compared.
    """
    address = emails[0].normalised
    if is_nobody(address):
        return
    members = {email.member.slug: email.member for email in emails}
    yield Finding(
        subject=first_chamber(members.values()),
        key=address,
        field="email",
        message=(
            f"{len(members)} sitting members list the e-mail address {address}: "
            f"{', '.join(map(str, members.values()))}."
        ),
        evidence=Evidence(
            observed=address, expected="an address of each member's own", compared=(address,)
        ),
        members=tuple(members.values()),
    )
