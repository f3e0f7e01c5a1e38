from collections.abc import Iterator
from datetime import date

from issues.findings import Evidence, Finding, MemberRow, Reach, Severity, check
from issues.values.dates import FIRST_PAGE, FIRST_SEAT, ZEROS, years

LONGEST = 75
LONGEST_TERM = 15


@check(severity=Severity.ERROR, about="started_on", reach=Reach.MEMBER, former=True)
def date_impossible(member: MemberRow, today: date) -> Iterator[Finding]:
    """A date is impossible: a seat held for 75 years, a term that ends in 30 years, a page verified
    before the web existed.

    Why: a year has only two digits or the wrong century, or a spreadsheet turned an empty cell into
    a date (1900-01-01, 1970-01-01).
    Fix: take the date from the parliament's own page, or leave it empty.
    Trap: the longest that anybody sat is some 70 years. Life peers have no term: leave their end
    date empty. Somebody may really have begun on the first day of 1970: dismiss that.
    """
    started, ended, verified = member.started_on, member.ended_on, member.verified_on
    if (
        started is not None
        and (started <= ZEROS[-1] or today.year - started.year >= LONGEST)
        and _is_no_start(started, ended, today)
    ):
        yield Finding(
            subject=member,
            field="started_on",
            message=f"{member} cannot have sat since {started}.",
            evidence=_evidence(started, "the day on which the member began to sit"),
        )
    if ended is not None and (
        ended < FIRST_SEAT or ended in ZEROS or ended > years(today, LONGEST_TERM)
    ):
        yield Finding(
            subject=member,
            field="ended_on",
            message=f"{member} cannot leave on {ended}.",
            evidence=_evidence(ended, "the day on which the member ceased to sit"),
        )
    if verified is not None and verified < FIRST_PAGE and member.sits(today):
        yield Finding(
            subject=member,
            field="verified_on",
            message=f"{member} cannot have been verified on {verified}.",
            evidence=_evidence(verified, "the day on which somebody looked"),
        )
    for detail in member.details:
        verified = detail.verified_on
        if verified is not None and verified < FIRST_PAGE and member.sits(today):
            yield Finding(
                subject=member,
                field=detail.field,
                message=f"{member}: {detail} cannot have been verified on {verified}.",
                evidence=Evidence(
                    str(verified),
                    "the day on which somebody looked",
                    compared=(str(detail), str(verified)),
                ),
            )


def _is_no_start(started: date, ended: date | None, today: date) -> bool:
    if started < FIRST_SEAT or started in ZEROS:
        return True
    # a seat that will have been held for so long has an impossible end
    return years(started, LONGEST) < min(ended or today, today)


def _evidence(observed: date, expected: str) -> Evidence:
    return Evidence(str(observed), expected, compared=(str(observed),))
