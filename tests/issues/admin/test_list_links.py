"""Decisions of staff on official lists, and the issues about those lists."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from issues.models import Issue
from issues.models.choices import Status
from members.models import Snapshot, Source
from tests import factories
from tests.issues.admin.admin_parts import LIST, user
from tests.issues.conftest import Commit
from tests.members.sources.source_parts import PAGE, names, source, take
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client: Client) -> Client:
    client.force_login(user("anna", "Triagers"))
    return client


def rejected(commit: Commit) -> Snapshot:
    """A copy that lost half its members, and the issue that reports it."""
    with commit():
        of = source()
        take(of, names(20))
        return take(of, names(10))


def states() -> list[tuple[str, int]]:
    return list(Issue.objects.order_by("pk").values_list("check_name", "status"))


def test_a_rejected_copy_is_an_issue_at_once_and_mailed(
    commit: Commit, queued_mail: QueuedMail
) -> None:
    rejected(commit)
    assert states() == [("source-rejected", Status.OPEN)]
    assert [message.recipient for message in queued_mail.all()] == [
        "one@example.org",
        "two@example.org",
    ]


@pytest.mark.parametrize("verdict", ["accept", "reject"])
def test_the_issue_closes_as_soon_as_somebody_has_decided(
    commit: Commit, anna: Client, verdict: str
) -> None:
    copy = rejected(commit)
    with commit():
        anna.post(f"/admin/members/snapshot/{copy.pk}/{verdict}/")
    assert states() == [("source-rejected", Status.RESOLVED)]


def test_the_issue_closes_when_a_good_copy_is_given(commit: Commit, anna: Client) -> None:
    copy = rejected(commit)
    with commit():
        anna.post(
            f"/admin/members/source/{copy.source_id}/give/",
            {"file": SimpleUploadedFile("list.csv", names(19))},
        )
    assert states() == [("source-rejected", Status.RESOLVED)]


def test_an_issue_opens_when_other_settings_make_the_copy_in_force_unreadable_and_closes_when_they_are_right(
    commit: Commit,
) -> None:
    of = source()
    take(of, names(3))
    for form, status in (("popolo", Status.OPEN), ("csv", Status.RESOLVED)):
        with commit():
            of.format = form
            of.save()
        assert states() == [("source-rejected", status)]


def test_a_list_that_fails_is_an_issue_until_it_is_fetched_disabled_or_gone(commit: Commit) -> None:
    failing = {"failing_since": timezone.now(), "failure": "It answered 503."}
    with commit():
        one, two, three = (source(slug, **failing) for slug in ("one", "two", "three"))
    assert states() == [("source-failing", Status.OPEN)] * 3
    with commit():
        take(one, names(3))
        two.enabled = False
        two.save()
        three.delete()
    assert states() == [("source-failing", Status.RESOLVED)] * 3


def test_other_chambers_issues_are_left_alone(commit: Commit) -> None:
    copy = rejected(commit)
    Source.objects.filter(pk=copy.source_id).update(enabled=False)
    with commit():
        take(source("other", chamber=factories.chamber("other")), names(3))
    assert states() == [("source-rejected", Status.OPEN)]


def test_the_page_of_the_issue_leads_to_the_copy(commit: Commit, anna: Client) -> None:
    copy = rejected(commit)
    address = f"{LIST}{Issue.objects.get().pk}/change/"
    page = anna.get(address).content.decode()
    assert f'href="/admin/members/snapshot/{copy.pk}/change/">Accept or reject the copy' in page
    viewer = Client()
    viewer.force_login(user("vera", "Viewers"))
    assert (
        f'href="/admin/members/snapshot/{copy.pk}/change/">Look at the copy<'
        in viewer.get(address).content.decode()
    )


def test_the_page_of_an_issue_about_a_list_that_fails_leads_to_the_list_be_it_gone(
    commit: Commit, anna: Client
) -> None:
    with commit():
        of = source(failing_since=timezone.now(), failure="It answered 503.")
    address = f"{LIST}{Issue.objects.get().pk}/change/"
    assert "Correct its address, or fetch it again" in anna.get(address).content.decode()
    Source.objects.filter(pk=of.pk).delete()
    assert anna.get(address).status_code == 200


def test_the_first_page_names_the_lists_that_need_doing(anna: Client) -> None:
    take(source("half"), PAGE)
    source("gone", failing_since=timezone.now(), failure="It answered 503.")
    take(source("good"), names(3))
    take(source("off", enabled=False), PAGE)
    response = anna.get("/admin/")
    assert [status.source.slug for status in response.context["dashboard"].sources] == [
        "gone",
        "half",
    ]
    page = response.content.decode()
    assert "It answered 503." in page
    assert "web page" in page


@pytest.mark.parametrize(
    ("group", "looks", "acts"), [("Viewers", 200, 403), ("Triagers", 200, 302), ("", 403, 403)]
)
def test_viewers_see_lists_and_triagers_decide_on_them(
    client: Client, group: str, looks: int, acts: int
) -> None:
    copy = take(source(), names(3))
    client.force_login(user("somebody", group))
    for address in (
        "source/",
        f"source/{copy.source_id}/change/",
        f"snapshot/{copy.pk}/change/",
        f"snapshot/{copy.pk}/download/",
    ):
        assert client.get(f"/admin/members/{address}").status_code == looks
    assert client.post(f"/admin/members/snapshot/{copy.pk}/reject/").status_code == acts
    for address in ("source/add/", f"source/{copy.source_id}/delete/"):
        assert client.post(f"/admin/members/{address}").status_code == 403


def test_nobody_who_may_not_see_lists_sees_them_on_the_first_page(client: Client) -> None:
    take(source(), PAGE)
    somebody = user("somebody")
    somebody.user_permissions.add(Permission.objects.get(codename="view_issue"))
    client.force_login(somebody)
    assert client.get("/admin/").context["dashboard"].sources == []
