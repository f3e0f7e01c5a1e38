"""The page with the result of many fixes: which were applied or refused, and undoing them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from issues.admin import fix_views
from issues.findings.edits import create, create_row
from issues.findings.finding import Fix
from issues.models import AppliedFix
from issues.models.choices import Status
from members.models import Electorate, Email, Member, Snapshot
from tests import factories
from tests.issues.admin.admin_parts import LIST
from tests.issues.admin.fix_actions_all_parts import ALL, addresses, confirm, official, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits_wait")]


def test_what_came_of_it_stands_on_a_page_with_what_was_refused_and_why(
    client: Client, anna: Any, copy: Snapshot
) -> None:
    one, two = official(1, copy), official(2, copy)
    preview = shown(client)
    Email.objects.filter(member=two.member).update(address="new@example.org")
    report = confirm(client, preview)
    assert report.redirect_chain[0][0] == reverse("admin:issues_issue_bulk_report")
    assert addresses() == ["fixed1@example.org", "new@example.org"]
    text = report.content.decode()
    assert ("Fix applied: 1" in text, "Refused: 1" in text) == (True, True)
    assert f'href="{LIST}{one.pk}/change/"' in text
    assert "address is now “new@example.org”" in text
    assert report.context["report"].refused == [[two.pk, report.context["refused"][0][2]]]


def test_all_of_these_are_undone_after_they_were_shown_the_last_first(
    client: Client, anna: Any, copy: Snapshot
) -> None:
    house = factories.chamber()
    for number in (1, 2, 3):
        steps = (
            create(Electorate, "seat", chamber_id=house.pk, name="Perth"),
            create_row(
                Member(chamber=house, first_name="Bo", last_name=f"Reed{number}"),
                electorate_id={"ref": "seat"},
            ),
        )
        fix = asdict(Fix(f"Add Bo Reed{number}", steps))
        official(number, copy, fixes=[fix])
    before = list(Member.objects.values("pk", "slug", "electorate"))
    preview = shown(client)
    steps_shown = [step.new for step in preview.context["shown"][0][1]]
    assert steps_shown == ["NT-LA, Perth", "Bo, Reed1, NT-LA, Perth"]
    report = confirm(client, preview)
    assert "Undo all of these" in report.content.decode()
    assert Electorate.objects.get().members.count() == 3
    preview = client.get(f"{LIST}bulk/undo/all/")
    assert [each.label for each, _ in preview.context["shown"]] == [
        "Add Bo Reed3",
        "Add Bo Reed2",
        "Add Bo Reed1",
    ]
    undone = confirm(client, preview, "undo")
    assert "Fix undone: 3" in undone.content.decode()
    assert "Undo all of these" not in undone.content.decode()
    assert (
        list(Member.objects.values("pk", "slug", "electorate")),
        Electorate.objects.count(),
    ) == (before, 0)
    applied = AppliedFix.objects.order_by("undone_at").values_list("label", flat=True)
    assert list(applied) == ["Add Bo Reed3", "Add Bo Reed2", "Add Bo Reed1"]


def test_what_there_was_no_time_for_is_told_and_gone_on_with(
    client: Client, anna: Any, copy: Snapshot, monkeypatch: Any
) -> None:
    for number in range(3):
        official(number, copy)
    clock = iter([0.0, 0.0, 99.0])
    monkeypatch.setattr(fix_views, "monotonic", lambda: next(clock))
    first = confirm(client, shown(client))
    assert (
        "Fix applied: 1" in first.content.decode(),
        "Continue with the other 2" in first.content.decode(),
    ) == (True, True)
    monkeypatch.setattr(fix_views, "monotonic", lambda: 0.0)
    rest = {"issues": first.context["report"].rest, "reports": "1", "more": "1"}
    second = client.post(f"{LIST}bulk/fix/", rest, follow=True).content.decode()
    assert ("Fix applied: 3" in second, "Continue with" in second) == (True, False)
    assert addresses() == [f"fixed{number}@example.org" for number in range(3)]


def test_many_refusals_of_chosen_issues_have_a_page_too(
    client: Client, anna: Any, copy: Snapshot
) -> None:
    many = [
        official(number, copy, status=Status.RESOLVED) for number in range(fix_views.REASONS + 1)
    ]
    response = client.post(
        f"{LIST}bulk/fix/", {"issues": ",".join(f"{issue.pk}:0" for issue in many)}, follow=True
    )
    assert f"Refused: {fix_views.REASONS + 1}" in response.content.decode()


def test_without_anything_done_there_is_nothing_to_tell_or_undo(client: Client, anna: Any) -> None:
    assert client.get(f"{LIST}bulk/report/").status_code == 302
    assert (
        "not possible for any of these issues"
        in client.get(f"{LIST}bulk/undo/all/").content.decode()
    )
    assert "not possible for any of these issues" in client.get(ALL).content.decode()
