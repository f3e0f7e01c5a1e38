"""Fixes from reports: values that reporters propose, and reports closed together with a fix."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from django.contrib.auth.models import User

from issues import triage
from issues.findings.edits import create
from issues.findings.finding import Fix
from issues.fixes import applying, proposals
from issues.fixes.validation import FixRefused
from issues.models import Issue
from issues.models.choices import DismissalReason, Origin, Status
from issues.triage import Actor
from members.models import Address, Email, Member, Party, PartyAlias, Phone
from tests import factories
from tests.issues.fixes.applying_parts import Verb, found
from tests.issues.fixes.execution_parts import proposal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_checks")]


def test_a_report_on_the_same_field_is_closed_with_it_if_so_asked(commit: Any, anna: User) -> None:
    issue = found()
    report, other = (
        Issue.objects.create(
            origin=Origin.PUBLIC, issue="Wrong", member=issue.member, field="email"
        )
        for _ in range(2)
    )
    with commit():
        applying.apply(issue, 0, anna, also=[report])
    assert [Issue.objects.get(pk=each.pk).status for each in (issue, report, other)] == [
        Status.RESOLVED,
        Status.RESOLVED,
        Status.OPEN,
    ]


def test_a_report_that_proposes_a_value_is_resolved_by_its_fix_and_open_again_when_undone(
    commit: Any, anna: User
) -> None:
    phone = Phone.objects.create(member=factories.member(), kind="electorate", number="12")
    report = proposal(phone.member, "phone:electorate", " (08) 8946 1433 ")
    with commit():
        applied = applying.apply(report, 0, anna)
    phone.refresh_from_db()
    report.refresh_from_db()
    assert (phone.number, phone.normalised, report.status) == (
        "(08) 8946 1433",
        "+61889461433",
        Status.RESOLVED,
    )
    with commit():
        applying.undo(applied, anna)
    phone.refresh_from_db()
    report.refresh_from_db()
    assert (phone.number, report.status) == ("12", Status.OPEN)


@pytest.mark.parametrize(
    ("field", "proposed", "column", "value"),
    [
        ("role", "Premier", "role", "Premier"),
        ("name", "Dr Ada Quill-Reed OAM", "last_name", "Quill-Reed"),
        ("party", "grn", "party__name", "Greens"),
        ("party", "The Greens", "party__name", "Greens"),
        ("electorate", "nightcliff", "electorate__name", "Nightcliff"),
        ("email", "ada@example.org", "emails__address", "ada@example.org"),
        ("fax:electorate", "(08) 8946 1433", "phones__medium", "fax"),
        (
            "address:electorate",
            "1 Smith St\nDarwin NT 0800",
            "addresses__text",
            "1 Smith St\nDarwin NT 0800",
        ),
        ("link:twitter", "@ada", "links__kind", "twitter"),
    ],
)
def test_what_a_reporter_proposes_becomes_the_value(
    anna: User, field: str, proposed: str, column: str, value: str
) -> None:
    PartyAlias.objects.create(
        party=Party.objects.create(name="Greens", abbreviation="GRN"), name="The Greens"
    )
    factories.electorate("Nightcliff")
    report = proposal(factories.member(), field, proposed)
    applying.apply(report, 0, anna)
    assert Member.objects.values_list(column, flat=True).get() == value


def test_of_several_details_any_may_be_meant(anna: User) -> None:
    ada = factories.member()
    for number in ("1", "2"):
        Address.objects.create(
            member=ada, kind="electorate", line1=f"{number} Smith St", suburb="Darwin"
        )
    offered = proposals.read(ada, "address:electorate", "3 Smith St, Darwin").fixes
    assert [fix.label for fix in offered] == [
        f"Write 3 Smith St, Darwin for {number} Smith St, Darwin" for number in ("1", "2")
    ]
    applying.apply(proposal(ada, "address:electorate", "3 Smith St, Darwin"), 1, anna)
    assert [str(address) for address in ada.addresses.all()] == [
        "1 Smith St, Darwin",
        "3 Smith St, Darwin",
    ]


def test_a_proposal_that_is_no_such_value_is_refused_when_it_is_applied(anna: User) -> None:
    member = factories.member()
    report = proposal(member, "email", "ada@example.org")
    report.fixes = [
        asdict(Fix("Add it", (create(Email, member_id=member.pk, address="look at their page"),)))
    ]  # as an earlier version stored it
    report.save()
    with pytest.raises(FixRefused, match="not a valid e-mail"):
        applying.apply(report, 0, anna)


def test_a_report_that_was_closed_with_a_fix_is_open_again_when_it_is_undone(
    commit: Any, anna: User
) -> None:
    issue = found()
    closed, other = (
        Issue.objects.create(
            origin=Origin.PUBLIC, issue="Wrong", member=issue.member, field="email"
        )
        for _ in range(2)
    )
    triage.resolve([other], Actor(user=anna), "Rang them.")
    with commit():
        applied = applying.apply(issue, 0, anna, also=[closed])
    with commit():
        applying.undo(applied, anna)
    assert [Issue.objects.get(pk=each.pk).status for each in (issue, closed, other)] == [
        Status.OPEN,
        Status.OPEN,
        Status.RESOLVED,
    ]
    assert closed.events.filter(
        verb=Verb.REOPENED, note=f"The fix of issue {issue.pk} was undone."
    ).exists()


def test_a_report_that_somebody_changed_meanwhile_is_left_open_by_a_fix(
    commit: Any, anna: User
) -> None:
    issue = found()
    report = Issue.objects.create(
        origin=Origin.PUBLIC, issue="Wrong", member=issue.member, field="email"
    )
    triage.note([report], Actor(user=anna), "Ringing them.")
    with commit():
        applying.apply(issue, 0, anna, also=[report])
    assert [Issue.objects.get(pk=each.pk).status for each in (issue, report)] == [
        Status.RESOLVED,
        Status.OPEN,
    ]


def test_a_report_dismissed_after_its_fix_stays_so_when_the_fix_is_undone(
    commit: Any, anna: User
) -> None:
    report = proposal(factories.member(), "email", "ada@example.org")
    applied = applying.apply(report, 0, anna)
    triage.reopen(Issue.objects.all(), Actor(user=anna))
    triage.dismiss(Issue.objects.all(), Actor(user=anna), DismissalReason.SPAM)
    applying.undo(applied, anna)
    assert (Issue.objects.get().status, Email.objects.count()) == (Status.DISMISSED, 0)
