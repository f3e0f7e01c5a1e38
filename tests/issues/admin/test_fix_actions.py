"""Fixes in the admin: on the page of one issue, and for many issues at once."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from issues import triage
from issues.admin.bulk import tokens
from issues.findings.edits import change, delete
from issues.findings.finding import Edit, Fix
from issues.models import AppliedFix, Issue
from issues.models.choices import Origin, Status
from issues.triage import Actor
from members.models import Email
from tests import factories
from tests.issues.admin.admin_parts import LIST, messages, user
from tests.issues.admin.fix_actions_all_parts import addresses
from tests.issues.conftest import run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits_wait")]


def with_fix(number: int = 1, address: str = "", **values: Any) -> Issue:
    """Store an issue with a fix that replaces `oldN@example.org` with `fixedN@example.org`."""
    email = factories.email(
        address or f"old{number}@example.org", factories.member(f"Ada Quill{number}")
    )
    fix = {
        "label": f"Write fixed{number}",
        "edits": [edit(change(email, address=f"fixed{number}@example.org"))],
    }
    values = {
        "origin": Origin.CHECK,
        "check_name": "email-malformed",
        "field": "email",
        "fixes": [fix],
        **values,
    }
    return Issue.objects.create(
        issue="Wrong", member=email.member, member_slugs=[email.member.slug], **values
    )


def edit(step: Any) -> dict[str, Any]:
    return asdict(step)


def post(client: Client, path: str, **values: Any) -> Any:
    return client.post(f"{LIST}{path}", values, follow=True)


def test_the_page_shows_what_a_fix_would_change_and_applies_it(client: Client, anna: Any) -> None:
    issue = with_fix()
    page = client.get(f"{LIST}{issue.pk}/change/").content.decode()
    assert "Write fixed1" in page
    assert (
        '<bdi class="old">old1@example.org</bdi> &rarr; <bdi class="new">fixed1@example.org</bdi>'
        in page
    )
    response = post(client, f"{issue.pk}/fix/", revision=issue.revision, fix=0)
    assert (addresses(), AppliedFix.objects.get().applied_by) == (["fixed1@example.org"], anna)
    assert messages(response)[0].startswith("Done: Write fixed1.")
    assert "Undo this fix" in response.content.decode()


def test_what_a_fix_adds_is_shown_with_words_for_its_days(client: Client, anna: Any) -> None:
    house = factories.chamber("nt-la", name="The House")
    values = {
        "first_name": "Bo",
        "chamber_id": house.pk,
        "started_on": "2026-09-14",
        "verified_on": "2026-11-24",
    }
    phone = {
        "member_id": {"ref": "bo"},
        "number": "08 1",
        "kind": "electorate",
        "verified_on": "2026-11-24",
        "verified_by": "moon",
    }
    adds = Fix(
        "Add Bo",
        (
            Edit("create", "members.member", ref="bo", values=values),
            Edit("create", "members.phone", values=phone),
        ),
    )
    one = Issue.objects.create(
        issue="Bo is missing.", check_name="member-missing", fixes=[asdict(adds)]
    )
    page = client.get(f"{LIST}{one.pk}/change/").content.decode()
    assert (
        '<bdi class="new">Bo, The House, started on 2026-09-14, verified on 2026-11-24</bdi>'
        in page
    )
    assert (
        '<bdi class="new">08 1, verified on 2026-11-24, verified by moon (electorate)</bdi>' in page
    )


def test_the_page_undoes_an_applied_fix(client: Client, anna: Any) -> None:
    issue = with_fix()
    post(client, f"{issue.pk}/fix/", revision=issue.revision, fix=0)
    response = post(client, f"{issue.pk}/undo/{AppliedFix.objects.get().pk}/")
    assert (addresses(), messages(response)) == (["old1@example.org"], ["Undone: Write fixed1."])
    again = post(client, f"{issue.pk}/undo/{AppliedFix.objects.get().pk}/")
    assert (again.status_code, messages(again)) == (
        409,
        ["Not done: This fix has already been undone."],
    )


def test_a_refused_fix_says_why_and_a_stale_page_is_refused(client: Client, anna: Any) -> None:
    issue = with_fix()
    Email.objects.update(address="new@example.org")
    response = post(client, f"{issue.pk}/fix/", revision=issue.revision, fix=0)
    assert (response.status_code, addresses()) == (409, ["new@example.org"])
    assert "address is now “new@example.org”" in messages(response)[0]
    triage.note([issue], Actor(user=anna), "Changed.")
    assert (
        "changed this issue"
        in messages(post(client, f"{issue.pk}/fix/", revision=issue.revision, fix=0))[0]
    )


def test_a_report_about_the_same_field_is_offered_to_be_closed_with_it(
    client: Client, anna: Any
) -> None:
    issue = with_fix()
    report = Issue.objects.create(
        origin=Origin.PUBLIC, issue="Wrong", member=issue.member, field="email"
    )
    stranger = Issue.objects.create(
        origin=Origin.PUBLIC, issue="Wrong", member=factories.member("Bo Reed"), field="email"
    )
    assert (
        f"Resolve as well: public issue {report.pk}"
        in client.get(f"{LIST}{issue.pk}/change/").content.decode()
    )
    also = [f"{each.pk}:{each.revision}" for each in (report, stranger)]
    post(client, f"{issue.pk}/fix/", revision=issue.revision, fix=0, also=also)
    assert [Issue.objects.get(pk=each.pk).status for each in (report, stranger)] == [
        Status.RESOLVED,
        Status.OPEN,
    ]


def test_only_a_triager_by_post_may_fix_and_a_viewer_sees_no_button(
    client: Client, anna: Any
) -> None:
    issue = with_fix()
    assert "log in first" in messages(client.get(f"{LIST}{issue.pk}/fix/", follow=True))[0]
    client.force_login(user("vic", "Viewers"))
    page = client.get(f"{LIST}{issue.pk}/change/").content.decode()
    assert ("Write fixed1" in page, "Apply this fix" in page) == (True, False)
    assert post(client, f"{issue.pk}/fix/", revision=issue.revision, fix=0).status_code == 403
    assert post(client, "bulk/fix/", issues=f"{issue.pk}:{issue.revision}").status_code == 403
    assert addresses() == ["old1@example.org"]


@pytest.mark.parametrize(
    "given",
    [{"fix": "x", "revision": "0"}, {"fix": "0"}, {"fix": "0", "revision": "0", "also": "1;2"}],
)
def test_a_form_that_was_tampered_with_is_refused(
    client: Client, anna: Any, given: dict[str, str]
) -> None:
    assert post(client, f"{with_fix().pk}/fix/", **given).status_code == 400


def test_many_are_shown_first_and_each_is_done_on_its_own_feet(client: Client, anna: Any) -> None:
    one, two, without = with_fix(1), with_fix(2), with_fix(3, fixes=[])
    chosen = [issue.pk for issue in (one, two, without)]
    asked = client.post(LIST, {"action": "fix", "_selected_action": chosen}).content.decode()
    assert "Apply the fix: all 2" in asked
    assert "it has no fix" in asked
    assert addresses()[:2] == ["old1@example.org", "old2@example.org"], (
        "nothing is done before it was shown"
    )
    Email.objects.filter(member=two.member).update(address="new@example.org")
    response = post(
        client, "bulk/fix/", issues=f"{one.pk}:{one.revision},{two.pk}:{two.revision}", back=LIST
    )
    assert addresses() == ["fixed1@example.org", "new@example.org", "old3@example.org"]
    done, refused = messages(response)
    assert done == "Fix applied: 1 issue."
    assert f"issue {two.pk}</a>: new@example.org: address is now" in refused


def test_many_are_undone_at_once(client: Client, anna: Any) -> None:
    issues = [with_fix(1), with_fix(2)]
    post(client, "bulk/fix/", issues=",".join(f"{issue.pk}:0" for issue in issues))
    assert addresses() == ["fixed1@example.org", "fixed2@example.org"]
    asked = client.post(
        LIST, {"action": "undo", "_selected_action": [issue.pk for issue in issues]}
    ).content.decode()
    assert "Undo the fix: all 2" in asked
    stale = messages(post(client, "bulk/undo/", issues=f"{issues[0].pk}:0"))
    assert "changed this issue" in stale[0]
    response = post(client, "bulk/undo/", issues=tokens(Issue.objects.all()))
    assert (addresses(), messages(response)) == (
        ["old1@example.org", "old2@example.org"],
        ["Fix undone: 2 issues."],
    )


def test_of_several_fixes_a_person_chooses(client: Client, anna: Any) -> None:
    issue = with_fix()
    issue.fixes = [
        *issue.fixes,
        {"label": "Take it away", "edits": [edit(delete(Email.objects.get()))]},
    ]
    issue.save()
    assert (
        "it has several fixes to choose from"
        in client.post(LIST, {"action": "fix", "_selected_action": [issue.pk]}).content.decode()
    )
    post(client, f"{issue.pk}/fix/", revision=0, fix=1)
    assert addresses() == []


def test_a_run_keeps_the_fixes_of_its_findings(anna: User) -> None:
    factories.email("http://example.org/about/ada@example.org")
    run()
    (fix,) = Issue.objects.get(check_name__startswith="email-", field="email").fixes
    assert [edit["values"] for edit in fix["edits"]] == [{"address": "ada@example.org"}]


def test_a_fix_of_a_form_that_is_not_understood_is_not_offered_and_breaks_no_page(
    client: Client, anna: Any
) -> None:
    issue = with_fix(
        fixes=[{"label": "Old", "edits": [{"op": "change", "model": "members.pager"}]}]
    )
    applied = AppliedFix.objects.create(
        issue=issue, label="Old", done=issue.fixes[0], inverse=issue.fixes[0], applied_by=anna
    )
    page = client.get(f"{LIST}{issue.pk}/change/")
    assert (page.status_code, "Apply this fix" in page.content.decode()) == (200, False)
    assert (
        "A fix cannot change members.pager."
        in messages(post(client, f"{issue.pk}/undo/{applied.pk}/"))[0]
    )
    for verb, said in (("fix", "it has no fix"), ("undo", "A fix cannot change members.pager.")):
        response = client.post(LIST, {"action": verb, "_selected_action": [issue.pk]})
        assert said in response.content.decode()


def test_what_is_not_closed_with_a_fix_is_told(client: Client, anna: Any) -> None:
    issue = with_fix()
    report = Issue.objects.create(
        origin=Origin.PUBLIC, issue="Wrong", member=issue.member, field="email"
    )
    triage.note([report], Actor(user=anna), "Ringing them.")
    response = post(
        client, f"{issue.pk}/fix/", revision=issue.revision, fix=0, also=f"{report.pk}:0"
    )
    assert f"Issue {report.pk} stays open" in messages(response)[0]
