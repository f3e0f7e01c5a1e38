"""A process that read a value before its redaction neither keeps it nor stores it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.fixes import recheck
from issues.models import Hold, Issue, IssueEvent, Mail, Redaction
from issues.official import lists
from issues.privacy import redaction
from issues.runs import decision, reading, release, runner
from issues.runs.release import NotReleased
from members.models import Member
from tests import factories
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

PRIVATE = "ada.private@home.example.net"
CHECK = "email-differs"


@pytest.fixture
def ada(queued_mail: QueuedMail) -> Member:
    """A member for whom an official list has a private address."""
    member = factories.member("Ada Quill", electorate=factories.electorate("Arafura"))
    factories.email("ada.quill@nt.gov.au", of=member)
    factories.listed(name="Ada Quill", electorate="Arafura", email=PRIVATE)
    return member


def told() -> set[str]:
    """Return the tables that contain the private address."""
    rows: dict[str, list[Any]] = {
        "issue": [*Issue.objects.values()],
        "event": [*IssueEvent.objects.values()],
        "mail": [*Mail.objects.values()],
    }
    return {table for table, held in rows.items() if PRIVATE in str(held)}


def run() -> None:
    runner.run([CHECK], Scope(date(2026, 6, 15)))


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Call `act` once, right after the check has read its data."""
    read, waiting = reading.read, [act]

    def reads(*given: Any) -> reading.Reading:
        found = read(*given)
        if given[0].name == CHECK and waiting:
            assert PRIVATE in str(found.findings)
            waiting.pop()()
        return found

    monkeypatch.setattr(reading, "read", reads)


def redact() -> None:
    redaction.redact(PRIVATE, "Private.")


def test_a_worker_that_has_read_the_list_does_not_tell_of_it_again(ada: Member) -> None:
    assert PRIVATE in str(
        [person.record for listed in lists.in_force() for person in listed.people]
    )
    redact()
    ada.role = "Premier"
    ada.save()
    recheck.members([ada.slug])
    run()
    assert told() == set()


def test_a_look_at_a_member_during_a_redaction_looks_again_and_stores_nothing_of_it(
    ada: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, redact)
    recheck.members([ada.slug])
    assert Redaction.objects.count() == 1
    assert told() == set()


def test_nothing_is_released_that_was_read_before_a_redaction(
    ada: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold = Hold.objects.create(
        check_name=CHECK,
        chamber=ada.chamber,
        sources="official",
        held_since="2026-06-01T00:00Z",
        limit=25,
    )
    meanwhile(monkeypatch, redact)
    with pytest.raises(NotReleased, match="a value was redacted"):
        release.release(hold, hold.snapshots, User.objects.create_superuser("kim"))
    assert told() == set()
    assert Hold.objects.exists()


def test_nothing_that_was_read_before_a_redaction_is_ever_decided_on(ada: Member) -> None:
    found = reading.read(CHECKS[CHECK], Scope(date(2026, 6, 15)))
    redact()
    with pytest.raises(decision.RedactedMeanwhile):
        decision.decide(CHECKS[CHECK], Scope(date(2026, 6, 15)), found)


def test_during_a_run_nothing_is_redacted_and_the_command_says_so(
    ada: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[CommandError] = []

    def command() -> None:
        with pytest.raises(
            CommandError, match=r"A run of the checks is in progress.*Nothing was written"
        ) as error:
            call_command("redact", PRIVATE, "--reason", "Private.", stdout=StringIO())
        refused.append(error.value)

    meanwhile(monkeypatch, command)
    run()
    assert [error.returncode for error in refused] == [1]
    assert not Redaction.objects.exists()
    redact()
    assert told() == set()
