from collections.abc import Iterator

from django.db.models import Q

from issues.registry import Evidence, Finding, check
from issues.scope import Scope
from issues.vocabulary import Severity
from members.models import Phone
from members.normalise import COUNTRIES_WITH_NUMBERING_PLAN


@check(severity=Severity.ERROR, about="phone")
def phone_invalid(scope: Scope) -> Iterator[Finding]:
    """A phone or fax number does not exist in its country's numbering plan.

    Why: nobody can be reached by it.
    Fix: take the number from the member's own page, with its area code.
    Trap: a number of another country is right when it is written with its + and country code.
    """
    has_rules = Q(member__chamber__country__in=COUNTRIES_WITH_NUMBERING_PLAN) | Q(number__startswith="+")
    for phone in scope.details(Phone).filter(has_rules, normalised="").exclude(number=""):
        yield Finding(
            subject=phone.member,
            field=phone.field,
            message=f"{phone.member}: {phone.number!r} is not a {phone.get_medium_display()} number that exists.",
            evidence=Evidence(phone.number, f"a number of {phone.member.chamber.country or 'some country'}", compared=(phone.number,)),
        )
