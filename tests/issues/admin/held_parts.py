"""Helpers for the tests of holds: a full chamber, checks whose findings a test sets, and the state
of both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from issues.findings.finding import Evidence, Finding
from issues.models import Issue
from issues.official.all_matches import Matches
from issues.runs.report import RunReport
from members.lists import snapshots
from members.models import Member, Snapshot, Source
from tests import factories
from tests.support.mail import QueuedMail

if TYPE_CHECKING:
    from tests.issues.conftest import Rule


def crowd(size: int, slug: str = "nt-la") -> list[Member]:
    chamber = factories.chamber(slug)
    members = [
        Member(
            slug=f"{slug}-{number:04}", first_name="Ada", last_name=f"Q{number:04}", chamber=chamber
        )
        for number in range(size)
    ]
    return Member.objects.bulk_create(members)


def wrong(rule: Rule, count: int, slug: str = "nt-la", start: int = 0, value: str = "x") -> None:
    """Let the rule find `count` members of the chamber wrong, besides the earlier ones."""
    rule.wrong.update(
        (member, value)
        for member in Member.objects.filter(chamber__slug=slug).order_by("slug")[
            start : start + count
        ]
    )


def of_rule() -> int:
    return Issue.objects.active().filter(check_name="test-rule").count()


def told() -> Issue:
    return Issue.objects.get(check_name="check-held")


def counts(report: RunReport, name: str = "test-rule") -> tuple[int, int, int, int, int]:
    (found,) = [result.counts for result in report.results if result.check.name == name]
    return found.opened, found.reopened, found.resolved, found.unchanged, found.held


def empty(queue: QueuedMail) -> None:
    for message in queue.all():
        message.delete()


class Lists:
    """A check against official lists. A test sets its findings: a dict of member to the slugs of
    the lists that report them."""

    def __init__(self) -> None:
        self.wrong: dict[Member, tuple[str, ...]] = {}

    def __call__(self, matched: Matches) -> Iterator[Finding]:
        in_force = {match.listed.slug for match in matched.matches}
        for member, sources in self.wrong.items():
            if live := tuple(slug for slug in sources if slug in in_force):
                yield Finding(
                    Member.objects.get(pk=member.pk),
                    "differs",
                    "party",
                    evidence=Evidence("a", "b"),
                    sources=live,
                )


def source(slug: str, chamber: str = "nt-la") -> Source:
    made = Source.objects.create(slug=slug, format="csv", chamber=factories.chamber(chamber))
    copy(made)
    return made


def copy(of: Source, content: str = "") -> Snapshot:
    """Take another copy of the list and expect it to be accepted."""
    first = "Ada" if of.chamber.slug == "nt-la" else "Una"
    rows = "\n".join(["name", *(f"{first} Q{number:04}" for number in range(100)), content, ""])
    taken = snapshots.take(of, rows.encode(), "https://example.org/").snapshot
    assert taken.verdict == Snapshot.Verdict.ACCEPTED
    return taken


def differ(official: Lists, count: int, *sources: str, slug: str = "nt-la") -> None:
    official.wrong.update(
        (member, sources)
        for member in Member.objects.filter(chamber__slug=slug).order_by("slug")[:count]
    )
