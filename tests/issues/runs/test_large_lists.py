"""A list that takes long to read delays nobody: not the pages of its copy, the click that accepts
it, or an edit by hand."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from issues.models import Issue
from issues.models.choices import ACTIVE
from issues.official import lists
from members.lists import snapshots
from members.models import Member, Snapshot
from members.sources import deadline
from tests import factories

pytestmark = pytest.mark.django_db
Commit = Callable[..., AbstractContextManager[list[Callable[[], object]]]]
COPY, SOURCE = "/admin/members/snapshot/", "/admin/members/source/"


@pytest.fixture
def copy() -> Snapshot:
    """The newest copy, rejected because it has 6,000 members and the chamber had 30."""
    of = factories.official_list(
        *({"name": f"Ada Quill{number}"} for number in range(30)), of=factories.chamber(seats=25)
    )
    rows = "\n".join(["name", *(f"Ada Quill{number}" for number in range(6_000)), ""])
    taken = snapshots.take(of, rows.encode(), "made up").snapshot
    assert taken.verdict == "rejected"
    return taken


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that gains an item each time a list is really read."""
    read: list[int] = []
    run = deadline.run

    def counted(*args: object) -> object:
        read.append(1)
        return run(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(deadline, "run", counted)
    lists._people.cache_clear()
    lists._read_keys.clear()
    return read


def test_its_pages_and_the_click_that_accepts_it_read_nothing(
    copy: Snapshot,
    readings: list[int],
    admin_client: Client,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    page = admin_client.get(f"{COPY}{copy.pk}/change/").content.decode()
    assert "too large to be read while you wait" in page
    assert "6000 members" in page
    with django_capture_on_commit_callbacks(execute=True):
        said = admin_client.post(f"{COPY}{copy.pk}/accept/", follow=True).content.decode()
    assert "It is large, so the next run checks its issues again." in said
    assert admin_client.get(f"{SOURCE}{copy.source_id}/change/").status_code == 200
    copy.refresh_from_db()
    assert copy.source.in_force() == copy
    assert readings == []


def test_an_edit_by_hand_leaves_the_list_to_the_next_run_until_it_is_read(
    copy: Snapshot, readings: list[int], django_capture_on_commit_callbacks: Commit
) -> None:
    Snapshot.objects.filter(pk=copy.pk).update(verdict="accepted")
    with django_capture_on_commit_callbacks(execute=True):
        factories.member("Ada  Quill1", of=copy.source.chamber, photo_url="nonsense")
    assert readings == []
    assert Issue.objects.filter(status__in=ACTIVE).exists(), "the other checks looked at the member"
    assert list(lists.in_force())
    assert lists.are_at_hand()
    assert len(readings) == 1
    assert Member.objects.count() == 1


def test_a_large_file_is_given_by_command_alone(copy: Snapshot, admin_client: Client) -> None:
    file = SimpleUploadedFile("list.csv", b"name\n" + b"Ada Quill\n" * 500_001)
    said = admin_client.post(
        f"{SOURCE}{copy.source_id}/give/", {"file": file}, follow=True
    ).content.decode()
    assert "Use the command fetchsources with --file" in said
    assert copy.source.latest() == copy
