"""A copy whose stored file is damaged counts as one that cannot be read."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.contrib.auth.models import User

from issues.models import Issue
from issues.official import lists
from issues.privacy import redaction
from members.fetching import fetch as fetching
from members.lists import refresh, snapshots
from members.models import Chamber, Snapshot, SnapshotRows, Source
from members.sources import MAPPED
from tests.issues.conftest import run
from tests.members.sources.source_parts import ALL, COPY, client_with, messages, names, take, text

pytestmark = pytest.mark.django_db

DAMAGED = {
    "nothing": b"",
    "beginning": b"\x1f\x8b",
    "no gzip": b"no gzip",
    "end": gzip.compress(names(20))[:-9],
    "middle": gzip.compress(b"x")[:12] + b"\0" * 20,
}


@pytest.fixture
def source() -> Source:
    return Source.objects.create(
        slug="nt-list", format="csv", chamber=Chamber.objects.get(slug="nt-la")
    )


@pytest.fixture(params=list(DAMAGED.values()), ids=list(DAMAGED))
def damaged(request: pytest.FixtureRequest, source: Source) -> Snapshot:
    """The copy in force, damaged, of which nothing is kept."""
    copy = take(source, names(20))
    Snapshot.objects.update(content=request.param)
    SnapshotRows.objects.all().delete()
    lists._people.cache_clear()
    lists._verdicts.clear()
    return Snapshot.objects.get(pk=copy.pk)


def test_a_run_reports_it_and_no_check_breaks(damaged: Snapshot) -> None:
    report = run()
    assert [result.error for result in report.results if result.error] == []
    issue = Issue.objects.get(check_name="source-rejected")
    assert "can no longer be read: its stored file is damaged" in issue.issue
    assert "The next fetch replaces it" in issue.issue


def test_the_same_list_taken_once_more_replaces_it(damaged: Snapshot, source: Source) -> None:
    taken = snapshots.take(source, names(20), "again")
    assert (taken.is_new, taken.snapshot.verdict) == (True, "accepted")
    assert source.in_force() == taken.snapshot
    assert not snapshots.take(source, names(20), "once more").is_new
    run()
    assert not Issue.objects.filter(check_name="source-rejected").exists()


def test_it_is_fetched_whole_though_the_server_says_that_nothing_changed(
    damaged: Snapshot, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def fetch(url: str, etag: str, *others: Any) -> fetching.Fetched:
        asked.append(etag)
        return fetching.Fetched(names(20), "tag", "")

    monkeypatch.setattr(fetching, "fetch", fetch)
    Source.objects.update(url="https://example.org/list.csv", etag="tag")
    Snapshot.objects.update(origin="https://example.org/list.csv")
    refresh.fetch(Source.objects.get())
    refresh.fetch(Source.objects.get())
    assert asked == ["", "tag"]


def test_its_pages_say_so(damaged: Snapshot) -> None:
    anna = client_with(*ALL)
    page = text(anna.get(f"/admin/members/source/{damaged.source_id}/change/"))
    assert ").</bdi> The next fetch replaces it" in page
    assert "stored file is damaged" in text(anna.get(f"{COPY}{damaged.pk}/change/"))
    answer = anna.get(f"{COPY}{damaged.pk}/download/", follow=True)
    assert "There is nothing to download: its stored file is damaged" in messages(answer)
    Snapshot.objects.update(verdict=Snapshot.Verdict.REJECTED)
    refused = anna.post(f"{COPY}{damaged.pk}/accept/", follow=True)
    assert "Not accepted: this copy cannot be read. Its stored file is damaged" in messages(refused)


def test_the_mapping_of_its_source_can_still_be_edited(damaged: Snapshot, source: Source) -> None:
    Source.objects.update(format=MAPPED, mapping={"columns": {"name": "name"}})
    page = client_with(*ALL).get(f"/admin/members/source/{source.pk}/mapping/")
    assert page.status_code == 200


def test_a_redaction_empties_it_and_it_can_still_be_replaced(
    damaged: Snapshot, source: Source
) -> None:
    redaction.redact("jane@example.org", "asked", "anna")
    damaged.refresh_from_db()
    assert bytes(damaged.content) == b""
    assert snapshots.take(source, names(20), "again").is_new


def test_one_that_a_person_rejected_does_not_come_again(damaged: Snapshot, source: Source) -> None:
    snapshots.decide(damaged, Snapshot.Verdict.REJECTED, User.objects.create(username="anna"))
    assert not snapshots.take(source, names(20), "again").is_new
