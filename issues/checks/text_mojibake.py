from collections.abc import Iterator

from issues.checks.helpers.unclean_text import unclean
from issues.findings import Finding, MemberRow, Reach, Severity, check
from issues.values.text import is_broken


@check(severity=Severity.WARNING, about="", reach=Reach.MEMBER)
def text_mojibake(member: MemberRow) -> Iterator[Finding]:
    """A value was read in the wrong encoding: `JosÃ©` stands for `José`, or a character was lost.

    Why: a name is misspelt wherever the list is used, and nobody finds it.
    Fix: write it as it was meant. If a character is lost, look it up on the member's own page.
    Trap: letters with accents are right in many languages. Only text that makes sense in another
    encoding is reported.
    """
    if not member.texts.isascii():
        yield from unclean(member, _is_wrong, "letters were read in the wrong encoding")


def _is_wrong(text: str, lines: bool) -> bool:
    return is_broken(text)
