"""New copies of official lists, fetched from a real server or given by hand: what is said of each,
kept, and left alone."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from members.fetching.fetch import FetchLimits
from members.lists import refresh
from members.models import Chamber, Member, Snapshot, Source
from members.sources.records import Parsed
from tests.members.conftest import Command
from tests.support.lists import ITS_NETWORK, Handler, ListServer, list_server

pytestmark = pytest.mark.django_db

NAMES = [
    f"{first} {last}" for first in ("Ada", "Bo", "Cy", "Di", "Eli") for last in ("Quill", "Reed")
]


def listing(names: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in ["name", *names]).encode()


WHOLE = listing(NAMES)
HALF = listing(NAMES[:5])


@pytest.fixture
def server(settings: Settings) -> Iterator[ListServer]:
    settings.FETCH_PRIVATE_NETWORKS = ITS_NETWORK
    with list_server() as running:
        yield running


def source(url: str = "", slug: str = "nt-list", **values: object) -> Source:
    return Source.objects.create(
        slug=slug, format="csv", chamber=Chamber.objects.get(slug="nt-la"), url=url, **values
    )


def test_a_list_is_fetched_taken_and_told(server: ListServer, command: Command) -> None:
    source(server.url)
    server.sends(WHOLE)
    said = command("fetchsources")
    assert (said.out, said.error) == ("nt-list: accepted, 10 members\n", "")
    copy = Snapshot.objects.get()
    assert (copy.data, copy.origin, copy.rows) == (WHOLE, server.url, 10)
    server.sends(listing([*NAMES, "Flo Quill"]))
    assert command("fetchsources").out == "nt-list: accepted, 11 members (10 before)\n"
    assert not Member.objects.exists()


def test_what_could_not_be_placed_is_counted(server: ListServer, command: Command) -> None:
    source(server.url)
    server.sends(b"name,party\nAda Quill,Reds\nBo Reed,Reds,more\n")
    assert (
        command("fetchsources").out
        == "nt-list: accepted, 1 member; not everything could be placed: 1\n"
    )


def _answers_conditions(handler: Handler) -> None:
    if (
        handler.headers["If-None-Match"] == '"one"'
        or handler.headers["If-Modified-Since"] == "Mon, 02 Nov 2026 00:00:00 GMT"
    ):
        handler.send_response(304)
        handler.end_headers()
    elif handler.path.startswith("/tagged"):
        handler.reply(WHOLE, etag='"one"')
    else:
        handler.reply(WHOLE, last_modified="Mon, 02 Nov 2026 00:00:00 GMT")


@pytest.mark.parametrize("path", ["/tagged", "/dated"])
def test_an_unchanged_list_is_not_transferred_again(
    server: ListServer, command: Command, path: str
) -> None:
    kept = source(server.url.replace("/list.csv", path))
    server.answer = _answers_conditions
    assert "accepted" in command("fetchsources").out
    Source.objects.update(checked_at=None, failing_since=timezone.now(), failure="it was down")
    said = command("fetchsources")
    assert (said.out, said.error) == ("nt-list: unchanged\n", "")
    (_, first), (_, second) = server.asked
    assert not first["If-None-Match"]
    assert not first["If-Modified-Since"]
    assert second["If-None-Match"] == '"one"' or second["If-Modified-Since"]
    kept.refresh_from_db()
    assert (kept.failing_since, kept.failure) == (None, "")
    assert kept.checked_at is not None
    assert Snapshot.objects.count() == 1


def test_a_list_sent_again_as_it_was_leaves_no_second_copy(
    server: ListServer, command: Command
) -> None:
    source(server.url)
    server.sends(WHOLE)
    command("fetchsources")
    assert command("fetchsources").out == "nt-list: unchanged\n"
    assert Snapshot.objects.count() == 1


def test_a_rejected_copy_comes_again_to_be_judged_again_until_somebody_decides(
    server: ListServer, command: Command, admin_user: object
) -> None:
    source(server.url)
    server.sends(WHOLE, etag='"one"')
    command("fetchsources")
    server.sends(HALF, etag='"half"')
    for _ in range(2):
        said = command("fetchsources")
        assert said.out.startswith(
            "nt-list: rejected: It lost more than 10 % of its members: it has 5, the last good copy 10."
        )
        assert "accept this one in the admin" in said.out
        assert said.error == "To be looked at: nt-list (1 of 1 lists)"
    assert server.asked[-1][1]["If-None-Match"] is None
    assert Snapshot.objects.count() == 2
    Snapshot.objects.filter(verdict="rejected").update(
        decided_by=admin_user, decided_at=timezone.now()
    )
    said = command("fetchsources")
    assert (said.out, said.error) == ("nt-list: unchanged\n", "")
    assert server.asked[-1][1]["If-None-Match"] == '"half"'


def test_another_address_is_not_asked_by_the_tag_of_the_first(
    server: ListServer, command: Command
) -> None:
    kept = source(server.url)
    server.sends(WHOLE, etag='"one"')
    command("fetchsources")
    Source.objects.update(url=kept.url + "?all")
    command("fetchsources")
    assert server.asked[-1][1]["If-None-Match"] is None


def test_a_copy_given_by_hand_is_not_held_for_what_the_server_has(
    server: ListServer, command: Command, tmp_path: Path
) -> None:
    source(server.url)
    server.sends(WHOLE, etag='"one"')
    command("fetchsources")
    (tmp_path / "mine.csv").write_bytes(listing([*NAMES, "Flo Quill"]))
    command("fetchsources", "nt-list", "--file", "mine.csv")
    assert command("fetchsources").out == "nt-list: accepted, 10 members (11 before)\n"


@pytest.mark.parametrize("tag", ['"' + "x" * 600 + '"', '"\xfc"'])
def test_a_tag_that_cannot_be_kept_is_not(server: ListServer, command: Command, tag: str) -> None:
    source(server.url)
    server.sends(WHOLE, etag=tag)
    assert "accepted" in command("fetchsources").out
    assert command("fetchsources").out == "nt-list: unchanged\n"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<!doctype html><title>Sorry</title>", "This is no CSV"),
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


def test_a_list_without_an_address_is_skipped_and_no_alarm(command: Command) -> None:
    source()
    said = command("fetchsources")
    assert (said.out, said.error) == (
        "nt-list: skipped: it has no address; give a copy with --file\n",
        "",
    )


def test_a_disabled_source_is_fetched_only_when_it_is_named(
    server: ListServer, command: Command
) -> None:
    source(server.url, enabled=False)
    server.sends(WHOLE)
    assert command("fetchsources").out == ""
    assert not server.asked
    assert command("fetchsources", "nt-list").out == "nt-list: accepted, 10 members\n"


def test_only_the_named_sources_are_fetched(server: ListServer, command: Command) -> None:
    source(server.url, slug="a-list")
    source(server.url, slug="b-list")
    server.sends(WHOLE)
    assert command("fetchsources", "b-list", "b-list").out == "b-list: accepted, 10 members\n"


def test_a_source_that_nobody_knows_stops_everything(server: ListServer, command: Command) -> None:
    assert (
        command("fetchsources", "nowhere").error
        == "There is no source 'nowhere'; there is none yet; addsource makes one"
    )
    source(server.url)
    assert (
        command("fetchsources", "nt-list", "nowhere").error
        == "There is no source 'nowhere'; there are: nt-list"
    )
    assert not server.asked


def test_a_copy_can_be_given_by_hand(command: Command, tmp_path: Path) -> None:
    source()
    (tmp_path / "list.csv").write_bytes(WHOLE)
    assert (
        command("fetchsources", "nt-list", "--file", "list.csv").out
        == "nt-list: accepted, 10 members\n"
    )
    assert command("fetchsources", "nt-list", "--file", "list.csv").out == "nt-list: unchanged\n"
    assert Snapshot.objects.get().origin == "list.csv"


def test_a_file_is_of_one_source_and_must_be_there(command: Command) -> None:
    source()
    for slugs in ([], ["nt-list", "other"]):
        assert "name its source" in command("fetchsources", *slugs, "--file", "list.csv").error
    assert (
        command("fetchsources", "nt-list", "--file", "list.csv").error
        == "list.csv: there is no such file"
    )


def test_the_status_says_whether_somebody_has_to_look(server: ListServer) -> None:
    source(server.url)
    server.sends(b"", 500)
    with pytest.raises(CommandError) as error:
        call_command("fetchsources", verbosity=0)
    assert error.value.returncode == 1


def test_a_source_is_added_with_what_to_do_next(command: Command) -> None:
    said = command(
        "addsource",
        "nt-list",
        "--format",
        "csv",
        "--chamber",
        "nt-la",
        "--url",
        "https://example.org/list.csv",
        "--part",
        "x",
    )
    assert said.out == "Added nt-list. Next: manage.py fetchsources nt-list\n"
    added = Source.objects.get()
    assert (added.format, added.chamber.slug, added.url, added.part) == (
        "csv",
        "nt-la",
        "https://example.org/list.csv",
        "x",
    )
    assert added.enabled
    assert command("addsource", "by-hand", "--format", "csv", "--chamber", "nt-la").out.endswith(
        "fetchsources by-hand --file PATH\n"
    )


@pytest.mark.parametrize(
    ("slug", "form", "chamber", "url", "said"),
    [
        ("nt list", "csv", "nt-la", "", "slug: "),
        ("nt-list", "xls", "nt-la", "", "there is no format 'xls'; there are "),
        ("nt-list", "csv", "moon", "", "there is no chamber 'moon'"),
        ("nt-list", "csv", "nt-la", "nonsense", "url: "),
        ("nt-list", "csv", "nt-la", "ftp://example.org/list.csv", "url: "),
        (
            "nt-list",
            "csv",
            "nt-la",
            "http://example.org/list.csv",
            "url: write an address that begins with https://",
        ),
        ("nt-list", "csv", "nt-la", "https://example.org:port/", "url: "),
        ("there", "csv", "nt-la", "", "slug: "),
    ],
)
def test_a_source_that_makes_no_sense_is_refused(
    command: Command, slug: str, form: str, chamber: str, url: str, said: str
) -> None:
    source(slug="there")
    assert command(
        "addsource", slug, "--format", form, "--chamber", chamber, "--url", url
    ).error.startswith(said)
    assert Source.objects.count() == 1


def test_a_source_is_added_with_its_mapping(command: Command, tmp_path: Path) -> None:
    mapping, copy = tmp_path / "mapping.json", tmp_path / "list.csv"
    mapping.write_text('{"columns": {"Who": "name"}}')
    copy.write_text("Who\nAda Quill\n")
    options = ("--format", "mapped-csv", "--chamber", "nt-la", "--mapping", str(mapping))
    assert (
        command("addsource", "nt-list", *options).out
        == "Added nt-list. Next: manage.py fetchsources nt-list --file PATH\n"
    )
    assert (
        command("fetchsources", "nt-list", "--file", str(copy)).out
        == "nt-list: accepted, 1 member\n"
    )


@pytest.mark.parametrize(
    ("form", "mapping", "said"),
    [
        ("csv", '{"columns": {"Who": "name"}}', "--mapping is for the format mapped-csv alone"),
        ("mapped-csv", '{"columns":', "mapping.json:1: this is no JSON"),
        ("mapped-csv", '{"columns": {"Who": "nobody"}}', "mapping.json: "),
        ("mapped-csv", None, "mapping.json: there is no such file"),
    ],
)
def test_a_mapping_that_makes_no_sense_adds_no_source(
    command: Command, tmp_path: Path, form: str, mapping: str | None, said: str
) -> None:
    path = tmp_path / "mapping.json"
    if mapping is not None:
        path.write_text(mapping)
    assert (
        said
        in command(
            "addsource", "nt-list", "--format", form, "--chamber", "nt-la", "--mapping", str(path)
        ).error
    )
    assert not Source.objects.exists()


def test_a_list_whose_columns_nobody_named_yet_leads_to_its_mapping(
    command: Command, tmp_path: Path
) -> None:
    copy = tmp_path / "list.csv"
    copy.write_text("Who\nAda Quill\n")
    assert (
        command("addsource", "nt-list", "--format", "mapped-csv", "--chamber", "nt-la").error == ""
    )
    assert (
        "say in the admin, on this source's page, which column is what."
        in command("fetchsources", "nt-list", "--file", str(copy)).out
    )
