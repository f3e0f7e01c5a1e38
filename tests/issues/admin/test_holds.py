"""Holds in the admin: looking at them and releasing them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from issues.checks.check_held import check_held
from issues.findings.edits import change
from issues.findings.finding import Evidence, Finding, Fix
from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.models import Hold, Issue
from issues.models.choices import Status
from members.models import Chamber, Member, Snapshot
from tests import factories
from tests.issues.admin.admin_parts import LIST, messages, user
from tests.issues.admin.held_parts import told
from tests.issues.conftest import Rule, run
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db
HOLDS = "/admin/issues/hold/"


@pytest.fixture
def held(rule: Rule, monkeypatch: pytest.MonkeyPatch, queued_mail: QueuedMail) -> Hold:
    """Thirty findings, each with a fix, held in a chamber that the check had covered before."""

    def roles(scope: Scope) -> Iterator[Finding]:
        for member in scope.members().exclude(role="President"):
            fix = Fix("Make it President", (change(member, role="President"),))
            yield Finding(
                member,
                "The role is another.",
                "role",
                evidence=Evidence(member.role, "President"),
                fixes=(fix,),
            )

    monkeypatch.setitem(CHECKS, "test-rule", replace(CHECKS["test-rule"], function=roles))
    monkeypatch.setitem(CHECKS, "check-held", check_held)
    chamber = factories.chamber("nt-la", name="The House")
    Member.objects.bulk_create(
        Member(
            slug=f"m-{number:02}",
            first_name="Ada",
            last_name=f"Q{number:02}",
            role="President",
            chamber=chamber,
        )
        for number in range(30)
    )
    today = date.today()
    run(today=today)
    Member.objects.update(role="<b>Clerk</b>")
    run(today=today)
    for message in queued_mail.all():
        message.delete()
    return Hold.objects.get()


def open_ones() -> int:
    return Issue.objects.active().filter(check_name="test-rule").count()


def post(client: Client, hold: Hold, **data: Any) -> Any:
    return client.post(f"{HOLDS}{hold.pk}/release/", {"snapshots": "", **data}, follow=True)


def test_the_first_page_leads_to_the_list_and_the_issue_to_what_would_change(
    client: Client, anna: Any, held: Hold
) -> None:
    (tile,) = [
        tile
        for tile in client.get("/admin/").context["dashboard"].tiles
        if tile.words == "held back"
    ]
    assert (tile.number, tile.url) == (1, HOLDS)
    assert f'href="{HOLDS}{held.pk}/change/"' in client.get(HOLDS).content.decode()
    assert (
        f'href="{HOLDS}{held.pk}/change/"'
        in client.get(f"{LIST}{told().pk}/change/").content.decode()
    )
    other = Issue.objects.create(
        issue="Another", check_name="test-rule", chamber=Chamber.objects.get(slug="nt-la")
    )
    assert HOLDS not in client.get(f"{LIST}{other.pk}/change/").content.decode()


def test_its_page_shows_who_would_change_from_what_to_what(
    client: Client, anna: Any, held: Hold
) -> None:
    page = client.get(f"{HOLDS}{held.pk}/change/").content.decode()
    for words in (
        "30 issues at once",
        "more than the limit of 25",
        "test-rule",
        "The House",
        "30 to open, 0 to reopen, 0 to resolve",
        "Ada Q07",
    ):
        assert words in page
    assert page.count("&lt;b&gt;Clerk&lt;/b&gt;") == 30
    assert "<b>Clerk" not in page
    assert f"{LIST}{told().pk}/change/" in page


def test_its_page_leads_to_the_copy_of_the_list_and_offers_to_resolve_where_nothing_would_be_opened(
    client: Client, anna: Any, held: Hold
) -> None:
    factories.listed(of=held.chamber, name="Ada Q00")
    copy = Snapshot.objects.get()
    Hold.objects.update(opened=0, resolved=30, snapshots=[copy.pk])
    page = client.get(f"{HOLDS}{held.pk}/change/").content.decode()
    assert f'href="/admin/members/snapshot/{copy.pk}/change/"' in page
    assert "Release: resolve them" in page
    assert "applying their fixes" not in page


def test_released_staff_are_mailed_and_come_to_the_issue_that_told_of_it(
    client: Client, anna: Any, held: Hold, queued_mail: QueuedMail
) -> None:
    response = post(client, held)
    assert response.redirect_chain == [(f"{LIST}{told().pk}/change/", 302)]
    assert messages(response) == ["Released: 30 issues opened."]
    assert (open_ones(), Hold.objects.exists(), told().status) == (30, False, Status.RESOLVED)
    assert "Released by anna: 30 opened, 0 reopened, 0 resolved." in response.content.decode()
    assert len(queued_mail.to("one@example.org")) == 21


def test_released_to_be_fixed_it_leads_to_the_preview_of_exactly_these(
    client: Client, anna: Any, held: Hold
) -> None:
    response = post(client, held, and_fix="1")
    assert "Apply the fix: all 30" in response.content.decode()
    shown = response.context_data
    assert Member.objects.filter(role="President").count() == 0
    client.post(shown["url"], {"issues": shown["issues"], "back": shown["back"], "reports": "1"})
    assert Member.objects.filter(role="President").count() == 30


def test_released_twice_it_is_released_once(client: Client, anna: Any, held: Hold) -> None:
    post(client, held)
    response = post(client, held)
    assert messages(response)[-1].startswith("This is no longer held")
    assert open_ones() == 30


def test_by_a_page_that_showed_another_copy_it_is_not_released(
    client: Client, anna: Any, held: Hold
) -> None:
    Hold.objects.update(snapshots=[7])
    assert messages(post(client, held, snapshots="6"))[0].startswith("Not released: a newer copy")
    assert open_ones() == 0
    assert client.post(f"{HOLDS}{held.pk}/release/", {"snapshots": "x"}).status_code == 400


def test_only_triagers_release_and_only_by_a_form(client: Client, held: Hold) -> None:
    page, release = f"{HOLDS}{held.pk}/change/", f"{HOLDS}{held.pk}/release/"
    client.force_login(user("vic", "Viewers"))
    assert "Release: open them" not in client.get(page).content.decode()
    assert client.post(release, {"snapshots": ""}).status_code == 403
    client.force_login(user("none"))
    assert [client.get(path).status_code for path in (HOLDS, page)] == [403, 403]
    client.logout()
    assert client.post(release, {"snapshots": ""}).status_code == 302
    client.force_login(user("tess", "Triagers"))
    assert messages(client.get(release, follow=True))[0].startswith("Not done")
    assert open_ones() == 0
    assert Client(enforce_csrf_checks=True).post(release).status_code in (302, 403)


def test_a_hold_is_neither_added_changed_nor_deleted_by_hand(client: Client, held: Hold) -> None:
    root = user("root")
    root.is_superuser = True
    root.save()
    client.force_login(root)
    assert client.get(f"{HOLDS}add/").status_code == 403
    assert client.post(f"{HOLDS}{held.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"{HOLDS}{held.pk}/history/").status_code == 302
    assert client.get(f"{HOLDS}none/change/").status_code == 302
    assert Hold.objects.exists()
