"""Copies of official lists in the admin: viewing and deciding."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from members.lists import snapshots
from members.models import Member, Snapshot
from tests import factories
from tests.members.sources.source_parts import (
    COPY,
    LIST,
    PAGE,
    client_with,
    messages,
    names,
    source,
    take,
    text,
)

pytestmark = pytest.mark.django_db
Verdict = Snapshot.Verdict


def test_the_page_of_a_copy_tells_how_it_is_read(anna: Client) -> None:
    data = b"name,electorate,party,phone:electorate,fax,email,address,started_on,id:x\n"
    data += b'Dr Ada Quill MP,North,GRN,08 8999 1234,1,a@b.org,"1 High St, Darwin",soon,7\n'
    copy = take(source(), data)
    page = text(anna.get(f"{COPY}{copy.pk}/change/"))
    for said in (
        "Dr Ada Quill MP",
        "North",
        "GRN",
        "Phone, electorate office:",
        "08 8999 1234",
        "a@b.org",
        "1 High St, Darwin",
        "id:x",
        "Line 2",
        "soon",
    ):
        assert said in page
    assert "<code>phone:electorate</code>" in page


def test_a_copy_that_cannot_be_read_shows_why_and_is_never_shown_as_a_page(anna: Client) -> None:
    copy = take(source(), PAGE)
    page = text(anna.get(f"{COPY}{copy.pk}/change/"))
    assert "It cannot be read" in page
    assert "alert(1)" not in page
    response = anna.get(f"{COPY}{copy.pk}/download/")
    assert response.content == PAGE
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"] == f'attachment; filename="list-{copy.pk}.txt"'


def test_a_rejected_copy_is_accepted_all_the_same_and_rejected_again(anna: Client) -> None:
    of = source()
    first, second = take(of, names(20)), take(of, names(10))
    assert second.verdict == Verdict.REJECTED
    assert "Accept</button>" in text(anna.get(f"{COPY}{second.pk}/change/"))
    assert "is accepted. It is in force" in messages(
        anna.post(f"{COPY}{second.pk}/accept/", follow=True)
    )
    assert of.in_force() == second
    second.refresh_from_db()
    assert (second.decided_by, bool(second.decided_at)) == (User.objects.get(), True)
    assert "with 20 members, is in force" in messages(
        anna.post(f"{COPY}{second.pk}/reject/", follow=True)
    )
    assert of.in_force() == first


def test_rejecting_the_only_copy_leaves_none_in_force(anna: Client) -> None:
    of = source()
    copy = take(of, names(5))
    assert "No copy is in force" in messages(anna.post(f"{COPY}{copy.pk}/reject/", follow=True))
    assert of.in_force() is None


def test_what_cannot_be_read_is_not_accepted_but_rejected_for_good(anna: Client) -> None:
    copy = take(source(), PAGE)
    assert "Accept</button>" not in text(anna.get(f"{COPY}{copy.pk}/change/"))
    assert "Not accepted: this copy cannot be read." in messages(
        anna.post(f"{COPY}{copy.pk}/accept/", follow=True)
    )
    copy.refresh_from_db()
    assert snapshots.is_undecided(copy)
    anna.post(f"{COPY}{copy.pk}/reject/")
    copy.refresh_from_db()
    assert not snapshots.is_undecided(copy)


def test_only_the_newest_copy_is_decided_on(anna: Client) -> None:
    of = source()
    first = take(of, names(20))
    take(of, names(19))
    assert "only the newest" in text(anna.get(f"{COPY}{first.pk}/change/"))
    assert "a newer copy was taken" in messages(anna.post(f"{COPY}{first.pk}/reject/", follow=True))
    first.refresh_from_db()
    assert first.verdict == Verdict.ACCEPTED


@pytest.mark.parametrize("newer", [names(10), PAGE])
@pytest.mark.parametrize("is_decided", [False, True])
def test_the_copy_in_force_is_rejected_whatever_came_after_it(
    anna: Client, newer: bytes, is_decided: bool
) -> None:
    of = source()
    good, wrong, rejected = take(of, names(20)), take(of, names(19)), take(of, newer)
    assert (of.in_force(), rejected.verdict) == (wrong, Verdict.REJECTED)
    if is_decided:
        anna.post(f"{COPY}{rejected.pk}/reject/")
    page = text(anna.get(f"{COPY}{wrong.pk}/change/"))
    assert "Reject</button>" in page
    assert "Accept</button>" not in page
    assert "This one can only be rejected" in messages(
        anna.post(f"{COPY}{wrong.pk}/accept/", follow=True)
    )
    assert "with 20 members, is in force" in messages(
        anna.post(f"{COPY}{wrong.pk}/reject/", follow=True)
    )
    assert of.in_force() == good
    assert "Reject</button>" in text(anna.get(f"{COPY}{good.pk}/change/"))
    assert "Reject</button>" not in text(anna.get(f"{COPY}{wrong.pk}/change/"))


ACTS = [
    "members/snapshot/{}/accept/",
    "members/snapshot/{}/reject/",
    "members/source/{}/fetch/",
    "members/source/{}/give/",
]
PAGES = [
    "members/source/",
    "members/source/{}/change/",
    "members/snapshot/{}/change/",
    "members/snapshot/{}/download/",
]


def a_rejected_copy() -> dict[str, int]:
    of = source(url="https://example.org/list")
    take(of, names(20))
    return {"source": of.pk, "snapshot": take(of, names(10)).pk}


def address(pattern: str) -> str:
    return f"/admin/{pattern.format(a_rejected_copy()['snapshot' if 'snapshot' in pattern else 'source'])}"


@pytest.mark.parametrize("act", ACTS)
def test_looking_never_acts(anna: Client, act: str) -> None:
    response = anna.get(address(act), follow=True)
    assert "Not done: you had to log in first" in messages(response)
    assert Snapshot.objects.filter(decided_at=None).count() == 2


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("rights", [[], ["view_source", "view_snapshot"]])
def test_nobody_acts_without_the_right_to_change_sources(act: str, rights: list[str]) -> None:
    assert client_with(*rights).post(address(act)).status_code == 403
    assert Snapshot.objects.filter(decided_at=None).count() == 2


@pytest.mark.parametrize("page", [*PAGES, "members/source/{}/mapping/"])
def test_nobody_looks_without_the_right_to_see_sources(page: str) -> None:
    assert client_with("view_member").get(address(page)).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_who_may_only_look_sees_no_buttons(page: str) -> None:
    response = client_with("view_source").get(address(page))
    assert response.status_code == 200
    assert b'type="submit" class="button' not in response.content


def test_there_is_no_list_of_copies_and_none_is_deleted_by_itself(admin_client: Client) -> None:
    copy = take(source(), names(3))
    assert admin_client.get(COPY).headers["Location"] == LIST
    assert admin_client.post(f"{COPY}{copy.pk}/delete/", {"post": "yes"}).status_code == 404
    assert admin_client.post(f"{LIST}{copy.source_id}/delete/", {"post": "yes"}).status_code == 302
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize("key", ["0", "999999999999999999999", "x"])
def test_an_address_of_no_copy_is_a_page_not_found(admin_client: Client, key: str) -> None:
    assert admin_client.get(f"{COPY}{key}/change/").status_code == 404


def test_no_member_is_touched(anna: Client) -> None:
    factories.member()
    of = source()
    anna.post(f"{LIST}{of.pk}/give/", {"file": SimpleUploadedFile("list.csv", names(3))})
    assert Member.objects.count() == 1
