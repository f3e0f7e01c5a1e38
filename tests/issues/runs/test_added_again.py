"""Members deleted, added again, renamed, fixed and unfixed in any order: the issues end as if found
by a run from scratch."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import Any

import pytest
from django.contrib.auth.models import User

from issues.fixes import applying, recheck
from issues.fixes.validation import FixRefused
from issues.models import AppliedFix, CheckState, Issue
from issues.models.choices import Status
from members.models import Member, Source
from tests import factories
from tests.issues.conftest import Commit, run

pytestmark = pytest.mark.django_db

NAMES = ("Ada Quill", "Bo Reed", "Cy Stone")
LIST = (
    {"name": "Ada Quill", "email": "ada@nt.gov.au", "role": "Minister"},
    {"name": "Bo Reed"},
    {"name": "Cy Vale"},
)


class Staff:
    """A person who does one thing after another, chosen at random."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.user = User.objects.create_user("anna")
        self.deeds = (
            self.add,
            self.add,
            self.delete,
            self.replace,
            self.rename,
            self.apply,
            self.apply,
            self.undo,
            self.look,
            self.run,
        )

    def add(self) -> None:
        name = self.random.choice(NAMES)
        if not Member.objects.filter(slug=name.lower().replace(" ", "-")).exists():
            member = factories.member(name, role=self.random.choice(["", "Chair  of", "TBA"]))
            factories.email(self.random.choice(["ada at example", "ada@nt.gov.au", "tba"]), member)

    def delete(self) -> None:
        if member := self.any(Member.objects.order_by("slug")):
            member.delete()

    def replace(self) -> None:
        self.delete()
        self.add()

    def rename(self) -> None:
        if member := self.any(Member.objects.order_by("slug")):
            member.last_name = self.random.choice(["Quill", "Reed", "REED", "Qui11"])
            member.save()

    def apply(self) -> None:
        offered = [issue for issue in Issue.objects.active().order_by("fingerprint") if issue.fixes]
        if issue := self.any(offered):
            with suppress(FixRefused):
                applying.apply(issue, self.random.randrange(len(issue.fixes)), self.user)

    def undo(self) -> None:
        if applied := self.any(AppliedFix.objects.filter(undone_at=None)):
            with suppress(FixRefused):
                applying.undo(applied, self.user)

    def look(self) -> None:
        recheck.members(Member.objects.values_list("slug", flat=True))

    def run(self) -> None:
        run()

    def any(self, rows: Any) -> Any:
        rows = list(rows)
        return self.random.choice(rows) if rows else None


def state() -> list[tuple[Any, ...]]:
    """Return the open issues, as far as they follow from the data alone."""
    columns = ("check_name", "fingerprint", "evidence_hash", "fixes_hash", "member", "member_slugs")
    return sorted(Issue.objects.active().values_list(*columns), key=str)


def broken() -> list[str]:
    return list(CheckState.objects.exclude(error="").values_list("error", flat=True))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_whatever_becomes_of_members_the_issues_are_those_of_a_run_from_scratch(
    seed: int, commit: Commit
) -> None:
    factories.official_list(*LIST)
    staff = Staff(seed)
    for _ in range(16):
        deed = staff.random.choice(staff.deeds)
        with commit():
            deed()
        assert broken() == [], deed.__name__
    run()
    grown, again = state(), run()
    assert (again.totals.opened, again.totals.reopened, again.totals.resolved) == (0, 0, 0)
    Issue.objects.all().delete()
    run()
    assert grown == state()


def test_a_member_added_again_by_hand_has_their_issue_again_at_once(commit: Commit) -> None:
    for _ in range(2):
        with commit():
            factories.email("ada at example")
        issue = Issue.objects.get(check_name="email-malformed")
        assert (issue.status, issue.member) == (Status.OPEN, Member.objects.get())
        with commit():
            Member.objects.get().delete()
        issue.refresh_from_db()
        assert (issue.status, issue.member) == (Status.RESOLVED, None)
    assert broken() == []


def test_a_member_added_again_without_the_fault_leaves_no_issue_open(commit: Commit) -> None:
    with commit():
        factories.email("ada at example")
    with commit():
        Member.objects.get().delete()
        factories.email("ada@nt.gov.au")
    assert not Issue.objects.active().filter(check_name="email-malformed").exists()
    assert broken() == []


def test_adding_a_member_of_a_list_can_be_undone_and_done_again(commit: Commit) -> None:
    user = User.objects.create_user("anna")
    factories.official_list(
        {
            "name": "Ada Quill",
            "link:website": "https://adaquill.com.au/?utm_source=list",
            "email": "ada@nt.gov.au",
        }
    )
    assert Source.objects.get().in_force()
    run()
    issue = Issue.objects.get(check_name="member-missing")
    for _ in range(3):
        with commit():
            applied = applying.apply(issue, 0, user)
        assert Issue.objects.get(check_name="link-tracking").status == Status.OPEN
        with commit():
            applying.undo(applied, user)
        issue.refresh_from_db()
        assert (issue.status, Issue.objects.get(check_name="link-tracking").status) == (
            Status.OPEN,
            Status.RESOLVED,
        )
    assert broken() == []
