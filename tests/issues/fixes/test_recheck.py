"""Members edited by hand, and the check that follows at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from issues import triage
from issues.findings.finding import Evidence, Finding
from issues.findings.reach import Reach
from issues.findings.registry import CHECKS, Check
from issues.fixes import recheck
from issues.models import CheckState, Issue, IssueEvent
from issues.models.choices import DismissalReason, Severity, Status
from issues.triage import Actor
from members.models import Email, Member
from members.rows.reading import ChamberMembers
from members.rows.rows import MemberRow
from tests import factories
from tests.issues.conftest import Commit, run
from tests.support.mail import QueuedMail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only")]


def bad_emails(member: MemberRow) -> Iterator[Finding]:
    for email in member.emails:
        if email.address == "break":
            raise RuntimeError("no such table")
        if not email.normalised:
            yield Finding(
                member, f"{email.address} is wrong", "email", evidence=Evidence(email.address)
            )


def bad_emails_of_a_chamber(chamber: ChamberMembers) -> Iterator[Finding]:
    for member in chamber.sitting:
        yield from bad_emails(member)


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two checks of the same rule: one looks at single members, the other compares them."""
    for name in list(CHECKS):
        monkeypatch.delitem(CHECKS, name)
    for name, rule, reach in (
        ("alone", bad_emails, Reach.MEMBER),
        ("compared", bad_emails_of_a_chamber, Reach.CHAMBER),
    ):
        check = Check(name, Severity.ERROR, "email", "A rule.", "Why.", "Fix.", "T.", rule, reach)
        monkeypatch.setitem(CHECKS, name, check)


def states() -> list[tuple[str, int]]:
    return list(Issue.objects.order_by("pk").values_list("check_name", "status"))


def test_a_wrong_value_opens_an_issue_and_mails_and_the_right_one_resolves_it(
    commit: Commit, queued_mail: QueuedMail
) -> None:
    with commit():
        email = factories.email("ada at example")
    assert states() == [("alone", Status.OPEN)], (
        "the check that compares members waits for the next run"
    )
    assert [message.recipient for message in queued_mail.all()] == [
        "one@example.org",
        "two@example.org",
    ]
    with commit():
        email.address = "ada@example.org"
        email.save()
    assert states() == [("alone", Status.RESOLVED)]
    assert len(queued_mail.all()) == 2
    with commit():
        email.address = "ada again"
        email.save()
    assert states() == [("alone", Status.OPEN)]
    assert "reopened" in queued_mail.all()[-1].subject


def test_a_deleted_detail_and_a_deleted_member_resolve_theirs(commit: Commit) -> None:
    with commit():
        one, two = (
            factories.email("one", factories.member("Ada Quill")),
            factories.email("two", factories.member("Bo Reed")),
        )
    assert states() == [("alone", Status.OPEN)] * 2
    with commit():
        one.delete()
        two.member.delete()
    assert states() == [("alone", Status.RESOLVED)] * 2


def test_only_the_edited_member_is_looked_at(commit: Commit) -> None:
    with commit():
        factories.email("one@example.org", factories.member("Ada Quill"))
    Email.objects.update(address="one", normalised="")
    with commit():
        factories.email("two", factories.member("Bo Reed"))
    assert list(Issue.objects.values_list("member__slug", flat=True)) == ["bo-reed"]


def test_what_did_not_change_is_not_written_again(commit: Commit) -> None:
    with commit():
        email = factories.email("one")
    before = IssueEvent.objects.count()
    with commit():
        email.kind = "other"
        email.save()
        email.member.save()
    assert (states(), IssueEvent.objects.count()) == ([("alone", Status.OPEN)], before)


def test_many_edits_of_one_transaction_are_one_look(
    commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[list[str]] = []
    monkeypatch.setattr(recheck, "members", lambda slugs: looks.append(sorted(slugs)))
    with commit():
        ada = factories.member()
        for number in range(5):
            factories.email(f"{number}", ada)
    assert looks == [["ada-quill"]]


def test_what_was_rolled_back_before_a_block_is_not_looked_at_in_it(
    commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[list[str]] = []
    monkeypatch.setattr(recheck, "members", lambda slugs: looks.append(sorted(slugs)))
    with transaction.atomic():
        factories.email("x", factories.member("Cy Stone"))
        transaction.set_rollback(True)
    with commit(), recheck.postponed(), transaction.atomic():
        factories.email("x", factories.member("Ada Quill"))
    assert looks == [["ada-quill"]]


def test_in_a_block_all_edits_are_looked_at_once_at_its_end(
    commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[list[str]] = []
    monkeypatch.setattr(recheck, "members", lambda slugs: looks.append(sorted(slugs)))
    with commit(), recheck.postponed():
        for name in ("Ada Quill", "Bo Reed"):
            with transaction.atomic():
                factories.email("x", factories.member(name))
    assert looks == [["ada-quill", "bo-reed"]]


def test_a_dismissed_issue_stays_dismissed_and_a_report_is_not_closed(commit: Commit) -> None:
    with commit():
        email = factories.email("one")
    triage.dismiss(Issue.objects.all(), Actor(), DismissalReason.FALSE_POSITIVE)
    Issue.objects.create(issue="A report", member=email.member, field="email", origin="public")
    with commit():
        email.member.save()
    assert states() == [("alone", Status.DISMISSED), ("", Status.OPEN)]


def test_a_disabled_check_is_not_run(commit: Commit) -> None:
    CheckState.objects.create(name="alone", enabled=False)
    with commit():
        factories.email("one")
    assert states() == []


def test_a_check_that_breaks_is_told_once_and_does_not_break_the_edit(
    commit: Commit, queued_mail: QueuedMail
) -> None:
    for _ in range(2):
        with commit():
            factories.email("break", factories.member(f"Ada {_}"))
    assert CheckState.objects.get(name="alone").error == "RuntimeError: no such table"
    assert [message.subject for message in queued_mail.all()] == [
        "A check is failing: alone"
    ] * 2, "one a recipient"


def test_a_run_after_it_finds_everything_unchanged(commit: Commit) -> None:
    with commit():
        factories.email("one")
    report = run()
    assert {result.check.name: result.counts.opened for result in report.results} == {
        "alone": 0,
        "compared": 1,
    }


def test_a_check_that_broke_is_not_called_well_by_a_look_at_one_member(
    commit: Commit, queued_mail: QueuedMail
) -> None:
    for address, name in (("break", "Ada Quill"), ("two", "Bo Reed"), ("break", "Cy Stone")):
        with commit():
            factories.email(address, factories.member(name))
    assert queued_mail.subjects("one@example.org").count("A check is failing: alone") == 1
    Email.objects.all().delete()
    run()
    assert CheckState.objects.get(name="alone").error == ""


def test_edits_that_were_rolled_back_are_not_looked_at_later(
    commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[list[str]] = []
    monkeypatch.setattr(recheck, "members", lambda slugs: looks.append(sorted(slugs)))
    with transaction.atomic():
        factories.member("Bo Reed")
        transaction.set_rollback(True)
    with commit():
        factories.member("Ada Quill")
    assert looks == [["ada-quill"]]


def test_an_edit_stands_when_the_look_after_it_is_not_possible(
    commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(slugs: Any) -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(recheck, "members", gone)
    with commit():
        factories.email("one")
    assert Email.objects.get().address == "one"


def test_details_deleted_with_their_member_cost_no_query_each(
    commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recheck, "members", lambda slugs: None)
    ada = factories.member()
    for number in range(3):
        factories.email(f"{number}@example.org", ada)
    with commit(), CaptureQueriesContext(connection) as queries:
        Member.objects.all().delete()
    table = Member._meta.db_table
    assert (
        sum(
            f'FROM "{table}" WHERE' in query["sql"] and "SELECT" in query["sql"]
            for query in queries
        )
        <= 1
    )
