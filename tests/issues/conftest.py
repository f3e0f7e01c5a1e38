from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from issues.checks.check_held import check_held
from issues.findings.finding import Evidence, Finding
from issues.findings.reach import Reach
from issues.findings.registry import CHECKS, Check
from issues.findings.scope import Scope
from issues.models import Issue
from issues.models.choices import Severity
from issues.runs import runner
from issues.runs.report import RunReport
from members import own_code
from members.models import Member
from members.rows.rows import MemberRow
from tests.issues.admin.held_parts import Lists, crowd, source

TODAY = date(2026, 6, 15)
#: Opens a block whose on-commit callbacks run at its end, as if it were committed there.
Commit = Callable[[], AbstractContextManager[Any]]


class Rule:
    """A check whose findings a test sets: `wrong` is a dict of member to observed value.

    `meanwhile` is called once the data was read. If `error` is set, it is raised instead.
    """

    def __init__(self) -> None:
        self.wrong: dict[Member, str] = {}
        self.context: dict[str, str] = {}
        self.meanwhile: Callable[[], object] = lambda: None
        self.error: BaseException | None = None

    def __call__(self, scope: Scope) -> Iterator[Finding]:
        if self.error:
            raise self.error
        found = [
            Finding(
                Member.objects.get(pk=member.pk),
                f"{member} is wrong",
                "email",
                evidence=Evidence(observed, "right", context=self.context),
            )
            for member, observed in self.wrong.items()
            if Member.objects.filter(pk=member.pk).exists()
        ]
        self.meanwhile()
        yield from found

    def of_member(self, member: MemberRow) -> Iterator[Finding]:
        """Find what is wrong of one member."""
        for each, observed in self.wrong.items():
            if each.slug == member.slug:
                yield Finding(member, f"{member} is wrong", "email", evidence=Evidence(observed))


@pytest.fixture
def rule(monkeypatch: pytest.MonkeyPatch) -> Rule:
    """The only check, named `test-rule`."""
    rule = Rule()
    for name in list(CHECKS):
        monkeypatch.delitem(CHECKS, name)
    monkeypatch.setitem(
        CHECKS,
        "test-rule",
        Check("test-rule", Severity.ERROR, "email", "A rule.", "Why.", "Fix.", "Trap.", rule),
    )
    return rule


def run(*chambers: str, today: date = TODAY) -> RunReport:
    """Run all checks on the day of the tests."""
    return runner.run([], Scope(today, frozenset(chambers)))


def the_issue() -> Issue:
    """Return the only issue, fresh from the database."""
    return Issue.objects.get()


@pytest.fixture
def flood(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> Rule:
    """The rule and the check that reports holds. The rule has already run in a chamber of 100 and
    found nothing."""
    monkeypatch.setitem(CHECKS, "check-held", check_held)
    crowd(100)
    run()
    return rule


@pytest.fixture
def official(flood: Rule, monkeypatch: pytest.MonkeyPatch) -> Lists:
    """A check against lists that has already run against the list `one` of the chamber of 100 and
    found nothing."""
    lists = Lists()
    check = Check("of-lists", Severity.ERROR, "party", "T.", "W.", "F.", "T.", lists, Reach.LISTS)
    monkeypatch.setitem(CHECKS, "of-lists", check)
    # What the check finds does not follow from the directory: nothing of it may be kept.
    monkeypatch.setattr(own_code, "digest", lambda: uuid4().hex)
    source("one")
    run()
    return lists


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Commit:
    return lambda: django_capture_on_commit_callbacks(execute=True)
