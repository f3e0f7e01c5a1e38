"""The number of mails that staff get about one act: the first issues that it opens and reopens are
mailed one by one, the others in digests.

An act is a run, a re-check, a release, or one action of staff on many issues:

    with StaffMail() as mail:
        for check in checks:
            with mail.digest(check.name):
                ...

`mail.digest()` is one block for several checks.

Code that mails staff about an issue asks `takes` first. Issues opened by an act within another
count for the inner one only. Outside any digest each issue is mailed by itself. The digest in force
is a context variable, so no other thread sees it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass, field

from django.db import transaction

from issues.mail import compose
from issues.models import Issue

#: The number of issues of an act that are mailed one by one.
SINGLE_MAILS = 20
DIGEST_SIZE = 200


class StaffMail:
    """The mail to staff about one act, from the beginning of the block to its end. `singles` is the
    number of single mails left.
    """

    def __init__(self, singles: int = SINGLE_MAILS) -> None:
        self.singles = singles
        self._around: Token[Digest | None]

    def __enter__(self) -> StaffMail:
        self._around = _in_force.set(None)
        return self

    def __exit__(self, *args: object) -> None:
        _in_force.reset(self._around)

    @contextmanager
    def digest(self, check: str = "") -> Iterator[None]:
        """Open a transaction that ends with a digest of what the check opened and reopened in it;
        without a check, with one for each check.

        If the block or its commit fails, nothing is mailed, and the single mails that it used are
        available again.
        """
        before, digest = self.singles, Digest(check, self)
        try:
            with transaction.atomic():
                with _collecting(digest):
                    yield
                for name in digest.issues:
                    new_issues(digest, name)
        except BaseException:
            self.singles = before
            raise


@dataclass
class Digest:
    """The issues of one check that are not mailed one by one; without a check, those of all.

    - `issues`: those that are not mailed yet, by check: at most as many of each as fit into one
      message
    - `reopened`: the keys of the issues that are not new
    """

    check: str
    mail: StaffMail
    issues: dict[str, list[Issue]] = field(default_factory=dict)
    reopened: set[int] = field(default_factory=set)

    def takes(self, issue: Issue, is_new: bool) -> bool:
        """True if the issue goes into the digest. Otherwise it uses up one of the single mails."""
        if self.mail.singles > 0:
            self.mail.singles -= 1
            return False
        check = self.check or issue.check_name
        if len(self.issues.setdefault(check, [])) == DIGEST_SIZE:
            new_issues(self, check)
        self.issues[check].append(issue)
        if not is_new:
            self.reopened.add(issue.pk)
        return True


_in_force: ContextVar[Digest | None] = ContextVar("digest", default=None)


def takes(issue: Issue, *, is_new: bool) -> bool:
    """Leave this issue to the digest in force. Returns False if it is to be mailed by itself."""
    digest = _in_force.get()
    return digest is not None and digest.takes(issue, is_new)


@contextmanager
def silence() -> Iterator[None]:
    """Send staff no mail about issues that are opened and reopened in the block."""
    with _collecting(Digest("", StaffMail(singles=0))):
        yield


@contextmanager
def _collecting(digest: Digest) -> Iterator[None]:
    token = _in_force.set(digest)
    try:
        yield
    finally:
        _in_force.reset(token)


def new_issues(digest: Digest, check: str) -> None:
    """Mail staff the issues of a check that a digest took since its last message."""
    issues, digest.issues[check] = digest.issues[check], []
    if issues:
        any_new = not digest.reopened.issuperset(issue.pk for issue in issues)
        compose.to_staff(
            "digest",
            f"{_headline(len(issues), any_new=any_new)}: {check}",
            issues=issues,
            check=check,
            reopened=digest.reopened,
        )


def _headline(number: int, any_new: bool) -> str:
    noun, has = ("issue", "has") if number == 1 else ("issues", "have")
    return (
        f"{number} new {noun} {has} been generated"
        if any_new
        else f"{number} {noun} {has} been reopened"
    )
