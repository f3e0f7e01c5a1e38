from collections.abc import Iterator

from django.db.models import Q

from issues.findings import Evidence, Finding, Fix, Scope, Severity, among, change, check
from issues.values.order import is_misplaced, reordered
from members.models import Member
from members.titles import GENERATIONS

_ENDS = [f" {word}{stop}" for word in GENERATIONS for stop in ("", ".")]
_SUSPECT = Q(
    ("first_name__contains", ","),
    ("last_name__contains", ","),
    *(("first_name__iendswith", end) for end in _ENDS),
    _connector=Q.OR,
)


@check(severity=Severity.WARNING, about="name")
def name_reversed(scope: Scope) -> Iterator[Finding]:
    """A part of a name is in another's place: the last name first, or a generation with the first
    name.

    Why: the member is listed and found under the wrong name.
    Fix: put the first name, and the last name with its generation (Jr., III), in their own places.
    Trap: a comma before a generation or before letters after the name is right: Smith, Jr.
    """
    names = scope.members().filter(_SUSPECT).order_by().values_list("pk", "first_name", "last_name")
    wrong = [pk for pk, first, last in names.iterator() if is_misplaced(first, last)]
    for member in among(scope.members(), sorted(wrong)):
        yield _finding(member)


def _finding(member: Member) -> Finding:
    meant = reordered(member.first_name, member.last_name)
    expected = " ".join(meant[0]) if meant else "the first name, then the last name"
    return Finding(
        subject=member,
        field="name",
        message=f"The parts of the name {member.name!r} are in the wrong places.",
        evidence=Evidence(member.name, expected, compared=(member.name,)),
        fixes=tuple(
            Fix(f"Write {first} | {last}", (change(member, first_name=first, last_name=last),))
            for first, last in meant
        ),
    )
