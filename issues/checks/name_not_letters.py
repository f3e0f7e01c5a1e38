from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from issues.values.names import comment
from issues.values.nobody import is_nobody
from issues.values.order import is_misplaced
from issues.values.signs import has_signs, without_signs
from issues.values.text import clean

_PARTS = ("first_name", "last_name")


@check(severity=Severity.ERROR, about="name", reach=Reach.MEMBER)
def name_not_letters(member: MemberRow) -> Iterator[Finding]:
    """A name contains characters that do not belong in a name: digits, @, a slash, a comma at its
    end.

    Why: another column's value, a footnote mark or a typing error is shown as part of the member's
    name.
    Fix: remove the character, or enter the name.
    Trap: apostrophes, hyphens, full stops, quotes round a nickname and "3rd" are parts of names.
    """
    first, last = member.first_name, member.last_name
    if first.isalpha() and last.isalpha():
        return
    if has_signs(f"{first}\n{last}") and _is_wrong(first, last):
        yield _finding(member)


def _is_wrong(first: str, last: str) -> bool:
    """True unless other checks report the name: as a placeholder, or with its parts in the wrong
    places.
    """
    return (
        any(map(_has_signs, (first, last)))
        and not is_misplaced(first, last)
        and not is_nobody(first, last)
    )


def _has_signs(text: str) -> bool:
    """True if the text has such characters besides those that other checks report: comments, and
    broken or escaped text.
    """
    text = clean(text)
    return has_signs(comment(text).rest if comment(text).part else text)


def _finding(member: MemberRow) -> Finding:
    wrong = {
        column: getattr(member, column) for column in _PARTS if _has_signs(getattr(member, column))
    }
    right = {column: without_signs(value) for column, value in wrong.items()}
    name = " ".join(right.get(column, getattr(member, column)) for column in _PARTS).strip()
    return Finding(
        subject=member,
        field="name",
        message=f"The name {member.name!r} contains characters that do not belong in a name.",
        evidence=Evidence(
            member.name, name if all(right.values()) else "a name", compared=(member.name,)
        ),
        fixes=(Fix(f"Write {name}", (change(member, **right),)),) if all(right.values()) else (),
    )
