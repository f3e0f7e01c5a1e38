"""Every fix from official lists, applied one after another: the checks find nothing more. Undoing
them all restores the data."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from issues.admin.fix_actions import FIX_ACTIONS
from issues.findings.edits import EDITABLE, stored
from issues.findings.registry import CHECKS
from issues.fixes import applying, recheck
from issues.models import AppliedFix, Issue
from issues.models.choices import ACTIVE, Status
from members.models import Email, Identifier, Member, Party, Phone
from tests import factories
from tests.issues.conftest import run

pytestmark = pytest.mark.django_db
OFFICIAL = [check.name for check in CHECKS.values() if check.official]
NAMES = {
    "member-departed", "member-missing", "member-moved", "member-still-listed", "member-unsure", "electorate-differs", "name-differs",
    "party-differs", "role-differs", "address-differs", "email-differs", "link-differs", "phone-differs",
}  # fmt: skip


@pytest.fixture
def lists() -> None:
    """Two chambers whose members and lists differ in every possible way."""
    lower, upper = factories.chamber("lower"), factories.chamber("upper")
    seats = {
        name: factories.electorate(name, lower, seats=9) for name in ("Reef", "Cove", "Old Bay")
    }
    tide = Party.objects.create(name="Tide")

    def member(name: str, seat: str = "Reef", **values: Any) -> Member:
        return factories.member(name, lower, electorate=seats[seat], party=tide, **values)

    ada = member("Ada Quill")
    factories.email("old@example.org", ada)
    Phone.objects.create(member=ada, number="(08) 8999 6101", kind="electorate")
    member("Bo Reed")
    member("Cy Stone", "Old Bay")
    member("Di Thorn", "Old Bay")
    member("Eve Vane")
    member("Flo Wade", ended_on="2026-01-01")
    Identifier.objects.create(member=member("Gus Yarrow"), scheme="x", value="7")
    member("Katherine Zell", "Cove")
    member("Leo Marsh")
    factories.member("Upton Green", upper)
    details = {
        "email": "new@example.org",
        "phone:electorate": "(08) 8999 6102",
        "link:website": "https://quill.example.org",
    }
    factories.official_list(
        {"name": "Ada Quill", "electorate": "Reef", "party": "Tide", "address:electorate": "1 Reef Street, Darwin NT 0800", **details},
        {"name": "Bo Reed", "electorate": "Cove", "party": "Foam", "role": "Whip"},
        {"name": "Cy Stone", "electorate": "New Bay"},
        {"name": "Di Thorn", "electorate": "New Bay", "party": "Foam"},
        {"name": "Flo Wade", "electorate": "Reef"},
        {"name": "Kate Zell", "electorate": "Reef"},
        {"name": "Leo Peter Marsh", "electorate": "Reef"},
        {"name": "Ned Olive", "electorate": "Far Isle", "party": "Surf", "email": "ned@example.org"},
        {"name": "Pia Quartz", "electorate": "Far Isle", "party": "Surf"},
        of=lower,
        slug="of-lower",
    )  # fmt: skip
    factories.official_list(
        {"name": "Upton Green"}, {"name": "Gus Yarrow", "id:x": "7"}, of=upper, slug="of-upper"
    )


def rows() -> list[tuple[str, int, dict[str, object]]]:
    return [
        (model._meta.label, row.pk, stored(row))
        for model in EDITABLE.values()
        for row in model._default_manager.order_by("pk")
    ]


def waiting() -> list[Issue]:
    return list(Issue.objects.filter(check_name__in=OFFICIAL, status__in=ACTIVE).order_by("pk"))


def apply_all(user: User) -> list[AppliedFix]:
    with recheck.postponed():
        return [applying.apply(issue, 0, user) for issue in waiting()]


@pytest.mark.usefixtures("lists")
def test_all_fixes_applied_make_the_checks_quiet_and_all_undone_leave_the_members_as_before() -> (
    None
):
    user = User.objects.create_user("sue")
    run()
    assert {issue.check_name for issue in waiting()} == NAMES
    before = rows()
    applied = apply_all(user)
    run()
    # Members in question are now matched, so their differences from the list are found.
    assert {issue.check_name for issue in waiting()} <= {"name-differs", "electorate-differs"}
    applied += apply_all(user)
    run()
    assert waiting() == []
    with recheck.postponed():
        for fix in reversed(applied):
            applying.undo(fix, user)
    assert rows() == before


@pytest.mark.usefixtures("lists")
def test_an_applied_fix_stands_in_the_members_history_with_its_source_and_copy() -> None:
    run()
    apply_all(User.objects.create_user("sue"))
    (entry,) = Member.history.filter(slug="cy-stone", history_type="~") or Email.history.filter(
        address="new@example.org"
    )
    assert entry.history_change_reason is not None
    assert entry.history_change_reason.startswith("From the source of-lower, copy ")


def test_what_a_person_must_choose_is_left_out_of_bulk() -> None:
    ada = factories.member("Katherine Zell", electorate=factories.electorate("Reef"))
    factories.email("old@example.org", factories.member("Ada Quill"))
    factories.official_list(
        {"name": "Kate Zell", "electorate": "Cove"},
        {"name": "Ada Quill", "email": "a@example.org"},
        slug="first",
    )
    factories.official_list(
        {"name": "Katherine Zell"}, {"name": "Ada Quill", "email": "b@example.org"}, slug="second"
    )
    run()
    planned = {each.issue.check_name: each for each in FIX_ACTIONS["fix"].plan(waiting())}
    assert planned["email-differs"].why == "the lists do not agree"
    assert planned["member-unsure"].why == "it asks whether they are the same person"
    assert planned["member-unsure"].issue.member == ada


@pytest.mark.usefixtures("lists")
def test_a_fix_that_renames_the_electorate_resolves_the_members_issue_at_once(
    django_capture_on_commit_callbacks: Any,
) -> None:
    run()
    issue = Issue.objects.get(check_name="electorate-differs", member__slug="cy-stone")
    assert issue.fixes[0]["edits"][0]["model"] == "members.electorate"
    with django_capture_on_commit_callbacks(execute=True):
        applied = applying.apply(issue, 0, User.objects.create_user("sue"))
    issue.refresh_from_db()
    assert issue.status == Status.RESOLVED
    with django_capture_on_commit_callbacks(execute=True):
        applying.undo(applied, User.objects.get())
    issue.refresh_from_db()
    assert issue.status == Status.OPEN
