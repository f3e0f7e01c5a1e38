"""Releasing a hold releases what the person saw: that check, chamber and lists, and nothing
else."""

from __future__ import annotations

from functools import partial
from typing import Any
from unittest.mock import Mock

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from issues import triage
from issues.checks.check_held import check_held
from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.fixes import applying
from issues.models import CheckState, Hold, Issue, IssueEvent
from issues.models.choices import DismissalReason, Status
from issues.runs import release, runner
from issues.runs.release import NotReleased
from issues.triage import Actor
from members.models import Member, Party, Source
from tests import factories
from tests.issues.admin.held_parts import (
    Lists,
    copy,
    counts,
    crowd,
    differ,
    empty,
    of_rule,
    source,
    told,
    wrong,
)
from tests.issues.conftest import Rule, run
from tests.support.at_once import at_once
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna")


def let_go(user: User) -> Any:
    hold = Hold.objects.select_related("chamber").get()
    return release.release(hold, hold.snapshots, user)


def test_released_it_becomes_issues_with_their_mail_and_the_one_that_told_is_resolved(
    flood: Rule, anna: User, queued_mail: QueuedMail
) -> None:
    wrong(flood, 60)
    run()
    empty(queued_mail)
    done, issues = let_go(anna)
    assert (done.opened, len(issues), of_rule()) == (60, 60, 60)
    assert not Hold.objects.exists()
    event = told().events.last()
    assert event is not None
    assert (told().status, event.verb, event.user) == (Status.RESOLVED, "resolved", anna)
    assert event.note == "Released by anna: 60 opened, 0 reopened, 0 resolved."
    subjects = queued_mail.subjects("one@example.org")
    assert (len(subjects), subjects[-1]) == (21, "40 new issues have been generated: test-rule")
    assert counts(run()) == (0, 0, 0, 60, 0)


def test_only_that_chambers_findings_are_released(flood: Rule, anna: User) -> None:
    crowd(3, "sa-ha")
    run()
    wrong(flood, 60)
    run()
    wrong(flood, 3, "sa-ha")
    assert let_go(anna)[0].opened == 60
    assert of_rule() == 60


def test_releasing_what_one_list_says_touches_nothing_of_another_list(
    official: Lists, anna: User
) -> None:
    source("two")
    official.wrong.update(dict.fromkeys(Member.objects.order_by("-slug")[:3], ("two",)))
    run()
    differ(official, 33, "one")
    run()
    Source.objects.filter(slug="two").update(enabled=False)
    done, issues = let_go(anna)
    assert (done.opened, done.reopened, done.resolved, len(issues)) == (33, 0, 0, 33)
    assert set(
        Issue.objects.filter(check_name="of-lists", source_slugs=["two"]).values_list(
            "status", "revision"
        )
    ) == {(Status.OPEN, 0)}


def test_all_that_a_release_touches_is_locked_at_once(
    official: Lists, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    source("two")
    official.wrong.update(dict.fromkeys(Member.objects.order_by("-slug")[:3], ("two",)))
    differ(official, 10, "one")
    run()
    for member in Member.objects.order_by("slug")[:10]:
        del official.wrong[member]
    official.wrong.update(dict.fromkeys(Member.objects.order_by("slug")[10:40], ("one",)))
    run()
    Source.objects.filter(slug="two").update(enabled=False)
    locked = Mock(wraps=triage.locked)
    monkeypatch.setattr(triage, "locked", locked)
    before = IssueEvent.objects.count()
    let_go(anna)
    touched = {
        event.issue_id for event in IssueEvent.objects.all()[before:] if event.verb != "opened"
    }
    assert len(touched) == 11, (
        "ten of the list that was released, and the issue that told of the hold"
    )
    assert touched == {*locked.call_args_list[0].args[0]}


def test_a_resolving_flood_is_released_as_well(flood: Rule, anna: User) -> None:
    wrong(flood, 20)
    run()
    wrong(flood, 20, start=20)
    run()
    flood.wrong.clear()
    run()
    done, issues = let_go(anna)
    assert (done.resolved, issues, of_rule()) == (40, [], 0)


def test_what_is_no_longer_held_is_not_released_again(flood: Rule, anna: User) -> None:
    wrong(flood, 60)
    run()
    hold = Hold.objects.select_related("chamber").get()
    let_go(anna)
    with pytest.raises(NotReleased, match="no longer held"):
        release.release(hold, [], anna)
    assert of_rule() == 60


def test_a_dismissed_one_that_is_released_keeps_its_verdict_and_says_so(
    flood: Rule, anna: User
) -> None:
    wrong(flood, 60)
    run()
    triage.dismiss([told()], Actor(), DismissalReason.ACCEPTED)
    let_go(anna)
    event = told().events.last()
    assert event is not None
    assert (told().status, event.verb, event.note[:16]) == (
        Status.DISMISSED,
        "noted",
        "Released by anna",
    )


def test_another_copy_than_the_one_held_or_seen_is_not_released(
    official: Lists, anna: User
) -> None:
    differ(official, 30, "one")
    run()
    seen = Hold.objects.select_related("chamber").get()
    copy(Source.objects.get(), "Bo Reed")
    with pytest.raises(
        NotReleased,
        match="the copy of the official list that was held is no longer in force",
    ):
        let_go(anna)
    run()
    with pytest.raises(NotReleased, match="since you opened this page"):
        release.release(seen, seen.snapshots, anna)
    assert not Issue.objects.filter(check_name="of-lists").exists()
    assert let_go(anna)[0].opened == 30


def test_a_check_that_breaks_or_is_switched_off_releases_nothing(flood: Rule, anna: User) -> None:
    wrong(flood, 60)
    run()
    flood.error = RuntimeError("no such table")
    with pytest.raises(NotReleased, match="no such table"):
        let_go(anna)
    flood.error = None
    CheckState.objects.filter(name="test-rule").update(enabled=False)
    with pytest.raises(NotReleased, match="disabled"):
        let_go(anna)
    assert (of_rule(), Hold.objects.count()) == (0, 1)


def test_what_is_released_while_a_run_reads_is_stored_once(flood: Rule, anna: User) -> None:
    wrong(flood, 60)
    run()

    def meanwhile() -> None:
        flood.meanwhile = lambda: None
        let_go(anna)

    flood.meanwhile = meanwhile
    assert counts(run()) == (0, 0, 0, 60, 0)
    assert (of_rule(), Hold.objects.exists()) == (60, False)
    assert told().status == Status.RESOLVED


def test_an_election_is_held_check_by_check_and_its_release_and_fixes_leave_nothing_to_say(
    anna: User, django_capture_on_commit_callbacks: Any
) -> None:
    house = factories.chamber("nt-la")
    old, new = (Party.objects.create(name=name) for name in ("Old Party", "New Party"))
    names = [
        f"{first} {last}"
        for first in ("Ada", "Bo", "Cy", "Di", "Ed")
        for last in ("Ash", "Beech", "Cedar", "Elm", "Fir", "Gum")
    ]
    for name in names:
        factories.member(name, house, party=old)
    factories.official_list(*({"name": name, "party": "Old Party"} for name in names))
    scope = Scope(timezone.localdate())
    runner.run(["party-differs"], scope)
    factories.official_list(*({"name": name, "party": "New Party"} for name in names))
    report = runner.run(["party-differs"], scope)
    assert (report.totals.held, report.totals.opened) == (30, 1), "the one that tells of it"
    assert "party-differs would open 30 issues in NT-LA at once" in told().issue
    assert Hold.objects.get().changes[0]["expected"] == "New Party"
    _, issues = let_go(anna)
    with django_capture_on_commit_callbacks(execute=True):
        for issue in issues:
            applying.apply(issue, 0, anna)
    assert set(Member.objects.values_list("party", flat=True)) == {new.pk}
    assert runner.run(["party-differs"], scope).totals.findings == 0


@pytest.mark.django_db(transaction=True)
def test_two_who_release_at_once_open_each_issue_once(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CHECKS, "check-held", check_held)
    crowd(60)
    run()
    wrong(rule, 60)
    run()
    hold = Hold.objects.select_related("chamber").get()
    users = [User.objects.create_user(name) for name in ("anna", "ben")]

    def let(user: User) -> int | str:
        try:
            return release.release(hold, [], user)[0].opened
        except NotReleased as why:
            return str(why)

    done = at_once([partial(let, user) for user in users])
    assert sorted(done, key=str) == [60, release.GONE]
    assert of_rule() == 60
    assert told().events.filter(verb="resolved").count() == 1
