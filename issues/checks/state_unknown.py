from collections.abc import Iterator

from rapidfuzz import fuzz, process

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from issues.values import addresses
from members import postcodes


@check(severity=Severity.ERROR, about="address", reach=Reach.MEMBER, part_of=("column-shift",))
def state_unknown(member: MemberRow) -> Iterator[Finding]:
    """The state of an address is not one of the country's states.

    Why: people who look for the members of a state do not find this one, and the postcode cannot be
    checked against it.
    Fix: write the state's name or its abbreviation. If a town or a street is there instead, look at
    the columns beside it.
    Trap: an office abroad is not in a state of the country. Dismiss that as an accepted exception.
    """
    country = member.chamber.country
    for address in member.addresses:
        if addresses.state_fault(country, address.state) != "unknown":
            continue
        meant = _meant(country, address.state, address.postcode)
        yield Finding(
            subject=member,
            field=address.field,
            message=f"{member}: {address.state!r} is not a state of {country}.",
            evidence=Evidence(
                observed=address.state,
                expected=meant or f"a state of {country}",
                compared=(address.state,),
                context={"address": str(address)},
            ),
            fixes=(Fix(f"Write {meant}", (change(address, state=meant),)),) if meant else (),
        )


def _meant(country: str, state: str, postcode: str) -> str:
    """Return the abbreviation of the one state with nearly that name. Returns "" if several or no
    states match, or the postcode contradicts it.
    """
    plain = postcodes.plain_state(state)
    near = process.extract(
        plain,
        postcodes.state_names(country),
        scorer=fuzz.ratio,
        score_cutoff=80 if len(plain) > 4 else 50,
        limit=None,
    )
    best = {postcodes.abbreviation(country, name) for name, score, _ in near if score == near[0][1]}
    if len(plain) <= 4:  # too short to be recognised by its letters alone
        best = {
            postcodes.abbreviation(country, name) for name, _, _ in near if len(name) <= 4
        } & set(postcodes.states(country, postcode))
    (meant,) = best if len(best) == 1 else ("",)
    return meant if meant and (not postcode or postcodes.fits(country, meant, postcode)) else ""
