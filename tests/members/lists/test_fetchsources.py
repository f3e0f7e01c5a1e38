"""New copies of official lists, fetched from a real server or given by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from members.models import Member, Snapshot, Source
from tests.members.conftest import Command
from tests.members.lists.fetchsources_parts import NAMES, WHOLE, listing, source
from tests.support.lists import Handler, ListServer

pytestmark = pytest.mark.django_db
HALF = listing(NAMES[:5])


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
    assert command("fetchsources").out.startswith("No official list is enabled")
    assert not server.asked
    assert command("fetchsources", "nt-list").out == (
        "nt-list is disabled: no check looks at its copies.\nnt-list: accepted, 10 members\n"
    )


def test_only_the_named_sources_are_fetched(server: ListServer, command: Command) -> None:
    source(server.url, slug="a-list")
    source(server.url, slug="b-list")
    server.sends(WHOLE)
    assert command("fetchsources", "b-list", "b-list").out == "b-list: accepted, 10 members\n"


def test_a_source_that_nobody_knows_stops_everything(server: ListServer, command: Command) -> None:
    assert (
        command("fetchsources", "nowhere").error
        == "There is no source 'nowhere'; none exists yet; create one with addsource"
    )
    source(server.url)
    assert (
        command("fetchsources", "nt-list", "nowhere").error
        == "There is no source 'nowhere'; the sources are: nt-list"
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
        assert (
            "name exactly one source" in command("fetchsources", *slugs, "--file", "list.csv").error
        )
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
