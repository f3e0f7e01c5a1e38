"""Lists that are rejected, cannot be fetched or break their format."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from members.fetching.fetch import FetchLimits
from members.lists import refresh
from members.models import Snapshot, Source
from members.sources.records import Parsed
from tests.members.conftest import Command
from tests.members.lists.fetchsources_parts import WHOLE, source
from tests.support.lists import Handler, ListServer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<!doctype html><title>Sorry</title>", "This is not CSV"),
        (b"", "The file is empty"),
        (b"name\n", "no rows"),
    ],
)
def test_what_is_no_list_is_rejected_and_the_last_good_copy_stays(
    server: ListServer, command: Command, body: bytes, why: str
) -> None:
    kept = source(server.url)
    server.sends(WHOLE)
    command("fetchsources")
    server.sends(body)
    said = command("fetchsources")
    assert said.out.startswith("nt-list: rejected: ")
    assert why in said.out
    assert said.error
    in_force = kept.in_force()
    assert in_force is not None
    assert in_force.data == WHOLE


def test_a_first_copy_that_is_rejected_says_that_none_is_in_force(
    server: ListServer, command: Command
) -> None:
    source(server.url)
    server.sends(b"")
    assert "No copy is in force yet" in command("fetchsources").out


def test_a_failure_is_kept_with_its_first_day_until_the_list_is_there_again(
    server: ListServer, command: Command
) -> None:
    kept = source(server.url)
    Source.objects.update(grace=0)
    server.sends(b"", 500)
    said = command("fetchsources")
    assert said.out.startswith(
        f"nt-list: failed: {server.url} answered 500 (Internal Server Error);"
    )
    assert said.error
    kept.refresh_from_db()
    assert kept.failing_since is not None
    assert "answered 500" in kept.failure
    earlier = timezone.now() - timedelta(days=3)
    Source.objects.update(failing_since=earlier)
    server.sends(b"", 404)
    command("fetchsources")
    kept.refresh_from_db()
    assert kept.failing_since == earlier
    assert "answered 404" in kept.failure
    server.sends(WHOLE)
    command("fetchsources")
    kept.refresh_from_db()
    assert not kept.failing_since
    assert not kept.failure


@pytest.mark.parametrize(
    ("grace", "failing"), [(None, [False, False, True, True]), (0, [True]), (1, [False, True])]
)
def test_a_few_failures_in_a_row_are_allowed_and_then_it_is_failing_since_the_first(
    server: ListServer, command: Command, grace: int | None, failing: list[bool]
) -> None:
    kept = source(server.url)
    if grace is not None:
        Source.objects.update(grace=grace)
    for _ in range(2):
        first = None
        for expected in failing:
            server.sends(b"", 500)
            assert command("fetchsources").error
            kept.refresh_from_db()
            first = first or kept.first_failed_at
            assert (kept.failing_since == first) is expected
            assert "answered 500" in kept.failure
        server.sends(WHOLE)
        command("fetchsources")  # from here on they count anew
        kept.refresh_from_db()
        assert (kept.failing_since, kept.failure, kept.failures, kept.first_failed_at) == (
            None,
            "",
            0,
            None,
        )


def test_a_failure_is_no_copy(server: ListServer) -> None:
    kept = source(server.url)
    server.sends(WHOLE[:20], content_length=str(len(WHOLE)))
    assert not refresh.fetch(kept, FetchLimits(seconds=1)).is_well
    assert not Snapshot.objects.exists()


def test_one_list_that_fails_stops_no_other(server: ListServer, command: Command) -> None:
    def answer(handler: Handler) -> None:
        handler.reply(status=500) if handler.path == "/broken.csv" else handler.reply(WHOLE)

    server.answer = answer
    source(server.url, slug="c-list")
    source(server.url.replace("list", "broken"), slug="a-list")
    source("https:", slug="b-list")
    said = command("fetchsources")
    assert [line.split()[:2] for line in said.out.splitlines()] == [
        ["a-list:", "failed:"],
        ["b-list:", "failed:"],
        ["c-list:", "accepted,"],
    ]
    assert said.error == "To be looked at: a-list, b-list (2 of 3 lists)"


def test_a_format_that_breaks_stops_no_other_list_and_is_logged(
    server: ListServer,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def breaks(data: bytes) -> Parsed:
        raise TypeError("not today")

    monkeypatch.setattr("members.sources.csv.parse", breaks)
    source(server.url, slug="a-list")
    source(slug="b-list")
    server.sends(WHOLE)
    with caplog.at_level(logging.ERROR):
        said = command("fetchsources")
    first, second = said.out.splitlines()
    assert first.startswith("a-list: failed: reading the copy broke (TypeError: not today)")
    assert second.startswith("b-list: skipped")
    assert "not today" in str(caplog.records[0].exc_info)
    assert "not today" in Source.objects.get(slug="a-list").failure
    assert not Snapshot.objects.exists()
