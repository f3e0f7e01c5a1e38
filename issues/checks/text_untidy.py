from collections.abc import Iterator

from issues.checks.helpers.unclean_text import unclean
from issues.findings import Finding, MemberRow, Reach, Severity, check
from issues.values.text import is_broken, is_escaped, is_untidy
from members.rows.rows import SEPARATOR

#: In a text of members' values: a space where one begins or ends, and two spaces.
_SIGNS = (f"{SEPARATOR} ", f" {SEPARATOR}", "  ")


@check(severity=Severity.INFO, about="", reach=Reach.MEMBER)
def text_untidy(member: MemberRow) -> Iterator[Finding]:
    """A value has unnecessary white space or invisible characters.

    Why: mail programs refuse an address with a no-break space at its end, and two values that look
    alike are treated as different.
    Fix: write the value without them.
    Trap: you cannot see the difference on the screen. The right value looks like the wrong one.
    """
    texts = member.texts
    if (
        not texts.isascii()
        or any(sign in texts for sign in _SIGNS)
        or not texts.replace(SEPARATOR, "").isprintable()
    ):
        yield from unclean(member, _is_wrong, "unnecessary white space or invisible characters")


def _is_wrong(text: str, lines: bool) -> bool:
    return is_untidy(text, lines) and not is_escaped(text) and not is_broken(text)
