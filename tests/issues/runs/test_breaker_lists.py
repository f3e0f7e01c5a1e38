"""Holds and resolved issues of checks against official lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from issues import triage
from issues.findings.finding import Finding
from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.models import CheckState, Hold, Issue, IssueEvent
from issues.models.choices import DismissalReason, Status
from issues.triage import Actor
from members.models import Snapshot, Source
from tests.issues.admin.held_parts import Lists, copy, counts, crowd, differ, empty, source, told
from tests.issues.conftest import run
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db


def test_a_flood_from_a_list_is_held_with_the_copy_that_says_so(official: Lists) -> None:
    assert CheckState.objects.get(name="of-lists").ran_in == ["nt-la/one"]
    differ(official, 30, "one")
    assert counts(run(), "of-lists") == (0, 0, 0, 0, 30)
    hold = Hold.objects.get()
    assert (hold.sources, hold.snapshots) == ("one", [Snapshot.objects.get().pk])


def test_a_list_against_which_the_check_never_ran_is_not_held(official: Lists) -> None:
    source("two")
    differ(official, 30, "two")
    assert counts(run(), "of-lists") == (30, 0, 0, 0, 0)


def test_a_dismissed_hold_comes_back_with_a_new_copy(
    official: Lists, queued_mail: QueuedMail
) -> None:
    differ(official, 30, "one")
    run()
    triage.dismiss([told()], Actor(), DismissalReason.SOURCE_WRONG)
    empty(queued_mail)
    run()
    assert (told().status, len(queued_mail)) == (Status.DISMISSED, 0)
    copy(Source.objects.get(), "Bo Reed")
    run()
    assert told().status == Status.OPEN
    assert len(queued_mail.to("one@example.org")) == 1


def test_the_issues_of_a_list_that_is_no_longer_used_are_resolved_however_many(
    official: Lists,
) -> None:
    source("two")
    differ(official, 30, "two")
    run()
    Source.objects.filter(slug="two").update(enabled=False)
    assert counts(run(), "of-lists") == (0, 0, 30, 0, 0)
    assert set(IssueEvent.objects.filter(verb="resolved").values_list("note", flat=True)) == {
        "The source is no longer used."
    }


def test_the_issues_of_a_deleted_list_are_resolved_and_of_two_lists_one_that_is_left_decides(
    official: Lists,
) -> None:
    source("two")
    differ(official, 2, "one", "two")
    run()
    Source.objects.get(slug="two").delete()
    assert counts(run(), "of-lists") == (0, 0, 0, 2, 0)
    official.wrong.clear()
    assert counts(run(), "of-lists") == (0, 0, 2, 0, 0)
    assert set(IssueEvent.objects.filter(verb="resolved").values_list("note", flat=True)) == {
        "The check no longer finds it."
    }


def test_what_a_list_said_that_has_no_readable_copy_or_is_not_in_scope_is_left_alone(
    official: Lists,
) -> None:
    crowd(3, "sa-ha")
    source("far", "sa-ha")
    source("two")
    differ(official, 1, "one", "far")
    differ(official, 2, "two", slug="sa-ha")
    run()
    official.wrong.clear()
    assert counts(run("nt-la"), "of-lists") == (0, 0, 0, 0, 0), (
        "the other chamber's list was not looked at"
    )
    Source.objects.filter(slug="two").update(format="unknown")
    assert counts(run(), "of-lists") == (0, 0, 1, 0, 0)
    assert Issue.objects.active().filter(check_name="of-lists").count() == 2
    Source.objects.filter(slug="two").update(format="csv")
    assert counts(run(), "of-lists") == (0, 0, 2, 0, 0)


def test_nothing_is_resolved_when_another_copy_came_while_the_check_read(
    official: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    differ(official, 1, "one")
    run()

    def meanwhile(scope: Scope) -> Iterator[Finding]:
        copy(Source.objects.get(), "Bo Reed")
        yield from ()

    monkeypatch.setitem(CHECKS, "of-lists", replace(CHECKS["of-lists"], function=meanwhile))
    assert counts(run(), "of-lists") == (0, 0, 0, 0, 0)
    monkeypatch.setitem(CHECKS, "of-lists", replace(CHECKS["of-lists"], function=lambda scope: []))
    assert counts(run(), "of-lists") == (0, 0, 1, 0, 0)


def test_a_hold_stays_while_its_list_cannot_be_read(official: Lists) -> None:
    differ(official, 30, "one")
    run()
    Source.objects.update(format="unknown")
    run()
    assert Hold.objects.exists()
    Source.objects.update(enabled=False)
    run()
    assert not Hold.objects.exists()
