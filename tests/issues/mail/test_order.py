"""The order of single mails: errors first, then by severity, however the issues opened. Digests
contain the rest."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from issues import triage
from issues.admin import triage_actions
from issues.findings.reach import Reach
from issues.findings.registry import CHECKS, Check
from issues.findings.scope import Scope
from issues.fixes import recheck
from issues.mail.staff_mail import SINGLE_MAILS
from issues.models import Issue, Mail
from issues.models.choices import Origin, Severity, Status
from issues.runs import runner
from issues.triage import Actor
from members.chunks import chunks
from members.models import Member
from tests import factories
from tests.issues.conftest import TODAY, Rule
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

EACH = 9
SEVERITIES = {"a-info": Severity.INFO, "b-warning": Severity.WARNING, "c-error": Severity.ERROR}


@pytest.fixture(autouse=True)
def three_checks(rule: Rule, queued_mail: QueuedMail, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three checks whose alphabetical order is not that of severity, with nine findings each."""
    monkeypatch.delitem(CHECKS, "test-rule")
    for name, severity in SEVERITIES.items():
        monkeypatch.setitem(
            CHECKS,
            name,
            Check(
                name,
                severity,
                "email",
                "A rule.",
                "Why.",
                "Fix.",
                "T.",
                rule.of_member,
                Reach.MEMBER,
            ),
        )
    for number in range(EACH):
        rule.wrong[factories.member(f"Ada {chr(97 + number)}quill")] = "observed"


def by_a_run(user: User) -> None:
    asleep = [
        Issue(
            origin=Origin.STAFF,
            issue="x",
            status=Status.SNOOZED,
            snoozed_until=TODAY - timedelta(days=1),
        )
        for _ in range(EACH)
    ]
    Issue.objects.bulk_create(asleep)
    Mail.objects.all().delete()
    assert runner.run([], Scope(TODAY)).woken == EACH


def by_an_edit(user: User) -> None:
    recheck.members(Member.objects.values_list("slug", flat=True))


def by_reopening(user: User) -> None:
    runner.run([], Scope(TODAY))
    Mail.objects.all().delete()
    changed = triage.resolve(Issue.objects.all(), Actor(user=user))
    form: Any = triage_actions.TRIAGE_ACTIONS["reopen"].form(data={"note": "x"})
    assert form.is_valid()
    triage_actions.apply(triage_actions.TRIAGE_ACTIONS["reopen"], changed, Actor(user=user), form)


@pytest.mark.parametrize("way", [by_a_run, by_an_edit, by_reopening])
def test_the_gravest_are_mailed_one_by_one(
    way: Callable[[User], None], admin_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        recheck, "chunks", partial(chunks, size=4)
    )  # more members than one recheck covers together
    way(admin_user)
    mails = Mail.objects.filter(recipient="one@example.org")
    singles = Counter(mails.filter(kind="issue").values_list("issue__check_name", flat=True))
    assert singles == {"c-error": EACH, "b-warning": EACH, "a-info": SINGLE_MAILS - 2 * EACH}
    told = [mail.about for mail in mails]
    assert set().union(*told) == set(Issue.objects.values_list("pk", flat=True))
    assert sum(map(len, told)) == Issue.objects.count()


def test_the_json_of_a_run_lists_the_checks_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("runchecks", "--format", "json")
    assert [check["name"] for check in json.loads(capsys.readouterr().out)["checks"]] == sorted(
        SEVERITIES
    )
