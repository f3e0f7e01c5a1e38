"""Fixes of issues, applied and undone: what becomes of the members, the issue, its events and the
mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from typing import Any

import pytest
from django.contrib.auth.models import User

from issues import triage
from issues.findings.edits import change, create, delete
from issues.findings.registry import CHECKS, Check, Evidence, Finding, Fix
from issues.findings.scope import Scope
from issues.fixes import applying, proposals, recheck
from issues.fixes.execution import FixRefused
from issues.models import AppliedFix, Issue, IssueEvent
from issues.models.choices import DismissalReason, Origin, Severity, Status
from issues.triage import Actor
from members.models import Address, Email, Member, Party, PartyAlias, Phone
from tests import factories
from tests.issues.conftest import run

pytestmark = pytest.mark.django_db
Verb = IssueEvent.Verb


def blanks(scope: Scope) -> Iterator[Finding]:
    """Addresses that begin with a space: trimmed or, alternatively, taken away."""
    for email in scope.details(Email).filter(address__startswith=" "):
        trim = Fix("Trim it", (change(email, address=email.address.strip()),))
        yield Finding(
            email.member,
            "A space.",
            "email",
            evidence=Evidence(email.address),
            fixes=(trim, Fix("Take it away", (delete(email),))),
        )


def crowd(scope: Scope) -> Iterator[Finding]:
    """A chamber in which two members list the same address."""
    emails = list(scope.all_details(Email).filter(address="same@example.org"))
    if len(emails) > 1:
        fix = Fix("Take the second away", (delete(emails[1]),))
        members = tuple(email.member for email in emails)
        yield Finding(
            members[0].chamber,
            "Shared.",
            "email",
            "same@example.org",
            Evidence("same@example.org"),
            (fix,),
            members,
        )


@pytest.fixture(autouse=True)
def only(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(CHECKS):
        monkeypatch.delitem(CHECKS, name)
    for name, function, compares in (("blanks", blanks, False), ("crowd", crowd, True)):
        check = Check(
            name, Severity.ERROR, "email", "A rule.", "Why.", "Fix.", "Trap.", function, compares
        )
        monkeypatch.setitem(CHECKS, name, check)


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna")


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Callable[[], AbstractContextManager[Any]]:
    """What a block commits."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def found(address: str = " ada@example.org") -> Issue:
    """The issue that a run opened about such an address."""
    email = factories.email("right@example.org")
    Email.objects.filter(pk=email.pk).update(address=address, normalised="")
    run()
    return Issue.objects.get()


def verbs(issue: Issue) -> list[str]:
    return list(issue.events.values_list("verb", flat=True))


def test_a_fix_puts_the_data_right_and_the_quiet_check_resolves_the_issue(
    commit: Any, anna: User
) -> None:
    issue = found()
    with commit():
        applying.apply(issue, 0, anna)
    issue.refresh_from_db()
    assert (Email.objects.get().address, issue.status) == ("ada@example.org", Status.RESOLVED)
    assert verbs(issue) == [Verb.OPENED, Verb.FIXED, Verb.RESOLVED]
    event = issue.events.get(verb=Verb.FIXED)
    assert (event.user, event.note) == (anna, "Trim it")
    assert Email.history.first().history_change_reason == f"Fix of issue {issue.pk}: Trim it"


def test_undone_the_data_is_as_before_and_the_issue_is_open_again(commit: Any, anna: User) -> None:
    issue = found()
    before = (
        list(Email.objects.values()),
        list(Member.objects.values("slug", "last_name", "first_name")),
    )
    with commit():
        applied = applying.apply(issue, 1, anna)
    assert not Email.objects.exists()
    with commit():
        applying.undo(applied, anna)
    issue.refresh_from_db()
    after = (
        list(Email.objects.values()),
        list(Member.objects.values("slug", "last_name", "first_name")),
    )
    assert (after, issue.status) == (before, Status.OPEN)
    assert verbs(issue) == [Verb.OPENED, Verb.FIXED, Verb.RESOLVED, Verb.UNDONE, Verb.REOPENED]
    with pytest.raises(FixRefused, match="undone already"):
        applying.undo(applied, anna)


def test_a_value_that_changed_meanwhile_is_refused_and_nothing_is_written(anna: User) -> None:
    issue = found()
    Email.objects.update(address=" bo@example.org")
    with pytest.raises(FixRefused, match=r"address is now “ bo@example.org”"):
        applying.apply(issue, 0, anna)
    assert (verbs(issue), AppliedFix.objects.count()) == ([Verb.OPENED], 0)


def test_an_issue_that_moved_or_was_closed_and_a_fix_that_is_not_there_are_refused(
    anna: User,
) -> None:
    issue = found()
    triage.note([issue], Actor(user=anna), "Ringing them.")
    with pytest.raises(FixRefused, match="changed this issue"):
        applying.apply(issue, 0, anna)
    issue.refresh_from_db()
    with pytest.raises(FixRefused, match="not offered"):
        applying.apply(issue, 2, anna)
    triage.dismiss([issue], Actor(user=anna), DismissalReason.ACCEPTED)
    issue.refresh_from_db()
    with pytest.raises(FixRefused, match="changed this issue"):
        applying.apply(issue, 0, anna)
    assert Email.objects.get().address == " ada@example.org"


def test_a_fix_that_does_not_quieten_the_check_leaves_the_issue_open_with_what_is_left(
    commit: Any, anna: User
) -> None:
    issue = found()
    Email.objects.bulk_create(
        [Email(member=issue.member, address=" second@example.org", normalised="")]
    )
    with commit():
        applying.apply(issue, 0, anna)
    issue.refresh_from_db()
    assert (issue.status, issue.observed) == (Status.OPEN, " second@example.org")


def test_a_groups_issue_is_resolved_by_its_fix_though_the_check_compares(
    commit: Any, anna: User
) -> None:
    for name in ("Ada Quill", "Bo Reed"):
        factories.email("same@example.org", factories.member(name))
    run()
    issue = Issue.objects.get()
    with commit():
        applied = applying.apply(issue, 0, anna)
    issue.refresh_from_db()
    assert (issue.status, Email.objects.count()) == (Status.RESOLVED, 1)
    with commit():
        applying.undo(applied, anna)
    issue.refresh_from_db()
    assert (issue.status, Email.objects.count()) == (Status.OPEN, 2)


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


def test_a_new_fix_for_the_same_evidence_is_taken_over_by_the_next_run(anna: User) -> None:
    issue = found()
    email = Email.objects.get()
    email.delete()
    Email.objects.bulk_create([Email(member=issue.member, address=email.address, normalised="")])
    run()
    issue.refresh_from_db()
    assert issue.fixes[0]["edits"][0]["pk"] == Email.objects.get().pk
    assert verbs(issue) == [Verb.OPENED, Verb.UPDATED]


def proposal(member: Member, field: str, proposed: str) -> Issue:
    return Issue.objects.create(
        origin=Origin.PUBLIC,
        issue="It is wrong.",
        member=member,
        field=field,
        proposed=proposed,
        fixes=proposals.stored(member, field, proposed),
    )


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
    ]  # as one stored earlier
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


def test_a_check_that_compares_is_asked_once_after_many_fixes(
    commit: Any, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[frozenset[str]] = []

    def pairs(scope: Scope) -> Iterator[Finding]:
        looks.append(scope.chambers)
        for email in scope.details(Email).filter(address__startswith="same"):
            fix = Fix("Take it away", (delete(email),))
            yield Finding(
                email.member.chamber,
                "Shared.",
                "email",
                email.address,
                Evidence(email.address),
                (fix,),
                (email.member,),
            )

    monkeypatch.setitem(CHECKS, "crowd", replace(CHECKS["crowd"], function=pairs))
    for slug in ("nt-la", "wa-la", "wa-lc"):
        factories.email(
            f"same@{slug}.example.org",
            factories.member("Ada Quill", factories.chamber(slug), slug=slug),
        )
    run()
    looks.clear()
    with commit(), recheck.once():
        for issue in Issue.objects.exclude(chamber__slug="wa-lc"):
            applying.apply(issue, 0, anna)
    assert looks == [frozenset({"nt-la", "wa-la"})]
    assert list(Issue.objects.order_by("pk").values_list("status", flat=True)) == [
        Status.RESOLVED,
        Status.RESOLVED,
        Status.OPEN,
    ]


def test_a_fix_from_an_official_list_names_the_list_and_its_copy_in_the_history(anna: User) -> None:
    issue = found()
    Issue.objects.update(source_slugs=["aph", "theirs"], evidence={"context": {"copy": "12"}})
    applying.apply(issue, 0, anna)
    assert (
        Email.history.first().history_change_reason
        == "From the source aph, theirs, copy 12: Trim it"
    )


def test_an_undo_of_an_issue_that_moved_since_it_was_seen_is_refused(anna: User) -> None:
    issue = found()
    applied = applying.apply(issue, 0, anna)
    with pytest.raises(FixRefused, match="changed this issue"):
        applying.undo(applied, anna, seen=issue.revision)
    issue.refresh_from_db()
    applying.undo(applied, anna, seen=issue.revision)
    assert Email.objects.get().address == " ada@example.org"
