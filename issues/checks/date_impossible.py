from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from issues.findings import Evidence, Finding, Scope, Severity, check
from issues.values.dates import FIRST_PAGE, FIRST_SEAT, ZEROS, years
from members.models import DETAILS

LONGEST = 75
LONGEST_TERM = 15


@check(severity=Severity.ERROR, about="started_on")
def date_impossible(scope: Scope) -> Iterator[Finding]:
    """A date is impossible: a seat held for 75 years, a term that ends in 30 years, a page verified
    before the web existed.

    Why: a year has only two digits or the wrong century, or a spreadsheet turned an empty cell into
    a date (1900-01-01, 1970-01-01).
    Fix: take the date from the parliament's own page, or leave it empty.
    Trap: the longest that anybody sat is some 70 years. Life peers have no term: leave their end
    date empty. Somebody may really have begun on the first day of 1970: dismiss that.
    """
    started = Q(started_on__lt=years(scope.today, -LONGEST)) | Q(started_on__in=ZEROS)
    for member in scope.everybody().filter(started):
        assert member.started_on is not None
        until = member.ended_on or scope.today
        if (
            member.started_on < FIRST_SEAT
            or member.started_on in ZEROS
            or years(member.started_on, LONGEST) < until
        ):
            yield Finding(
                subject=member,
                field="started_on",
                message=f"{member} cannot have sat since {member.started_on}.",
                evidence=_evidence(member.started_on, "the day on which the member began to sit"),
            )
    ended = (
        Q(ended_on__lt=FIRST_SEAT)
        | Q(ended_on__in=ZEROS)
        | Q(ended_on__gt=years(scope.today, LONGEST_TERM))
    )
    for member in scope.everybody().filter(ended):
        yield Finding(
            subject=member,
            field="ended_on",
            message=f"{member} cannot leave on {member.ended_on}.",
            evidence=_evidence(member.ended_on, "the day on which the member ceased to sit"),
        )
    for member in scope.members().filter(verified_on__lt=FIRST_PAGE):
        yield Finding(
            subject=member,
            field="verified_on",
            message=f"{member} cannot have been verified on {member.verified_on}.",
            evidence=_evidence(member.verified_on, "the day on which somebody looked"),
        )
    for model in DETAILS:
        for detail in scope.details(model).filter(verified_on__lt=FIRST_PAGE):
            yield Finding(
                subject=detail.member,
                field=detail.field,
                message=(
                    f"{detail.member}: {detail} cannot have been verified on {detail.verified_on}."
                ),
                evidence=Evidence(
                    str(detail.verified_on),
                    "the day on which somebody looked",
                    compared=(str(detail), str(detail.verified_on)),
                ),
            )


def _evidence(observed: date | None, expected: str) -> Evidence:
    return Evidence(str(observed), expected, compared=(str(observed),))
