"""Limits of time and memory for reading a list: it is read in its own process, which ends at the
limit."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

import psutil
import pytest
from django.db import connection

from members.lists import refresh, snapshots
from members.lists.contents import MEMBERS
from members.models import Chamber, Member, Snapshot, Source
from members.sources import deadline
from members.sources.deadline import ReadingLimits
from members.sources.records import SourceError
from tests.members.conftest import Command
from tests.support.lists import ListServer

NAMES = [
    f"{first} {last}" for first in ("Ada", "Bo", "Cy", "Di", "Eli") for last in ("Quill", "Reed")
]
GOOD = "".join(f"{line}\n" for line in ["name", *NAMES]).encode()
#: Takes at least four processor seconds.
SLOW = (
    b"name,party,email,phone,link\n"
    + b"Ada Quill,Reds,ada@example.org,02 9977 6411,https://example.org\n" * 250_000
)
SHORT = ReadingLimits(seconds=1, total=20)


def test_what_was_read_comes_back_and_what_was_raised_is_raised() -> None:
    assert deadline.run(lambda: os.getpid()) != os.getpid()
    with pytest.raises(SourceError, match="no such list") as refused:
        deadline.run(lambda: _raise(SourceError("no such list", 7)))
    assert refused.value.line == 7
    with pytest.raises(ZeroDivisionError) as broke:
        deadline.run(lambda: 1 // 0)
    assert "test_deadline.py" in broke.value.__notes__[0]
    with pytest.raises(RuntimeError, match="Local: x"):
        deadline.run(lambda: _raise(_local("x")))


def _raise(error: Exception) -> None:
    raise error


def _local(text: str) -> Exception:
    class Local(Exception):
        pass

    return Local(text)


def test_a_loop_in_c_is_ended_by_its_use_of_the_processor() -> None:
    begin = time.monotonic()
    with pytest.raises(SourceError, match="takes more than 1 seconds"):
        deadline.run(lambda: re.match(r"(a+)+$", "a" * 60 + "!"), ReadingLimits(seconds=1))
    assert time.monotonic() - begin < 60


def test_one_that_only_waits_is_ended_too() -> None:
    before = psutil.Process().children()
    with pytest.raises(SourceError, match="longer than any list"):
        deadline.run(lambda: time.sleep(600), ReadingLimits(total=0.5))
    assert psutil.Process().children() == before


def test_it_ends_when_whoever_asked_for_it_is_killed(tmp_path: Path) -> None:
    def read() -> bytes:
        (tmp_path / "begun").write_text(str(os.getpid()))
        (tmp_path / "begun").rename(tmp_path / "child")
        while not (tmp_path / "killed").exists():
            time.sleep(0.01)
        return bytes(1_000_000)

    if not (parent := os.fork()):
        deadline.run(read)
        os._exit(0)
    while not (tmp_path / "child").exists():
        time.sleep(0.01)
    child = psutil.Process(int((tmp_path / "child").read_text()))
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    (tmp_path / "killed").touch()
    _, alive = psutil.wait_procs([child], timeout=20)
    for left in alive:
        left.kill()
    assert not alive


def test_nothing_stays_open_when_the_machine_has_no_room_for_another_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    before = os.listdir("/proc/self/fd")
    with pytest.raises(BlockingIOError):
        deadline.run(list)
    assert os.listdir("/proc/self/fd") == before


def test_one_that_fills_the_memory_is_refused() -> None:
    with pytest.raises(SourceError, match="more memory"):
        deadline.run(lambda: bytearray(2_000_000_000), ReadingLimits(memory=500_000_000))


def test_one_that_dies_is_refused() -> None:
    with pytest.raises(SourceError, match="broke off"):
        deadline.run(lambda: os.kill(os.getpid(), signal.SIGKILL))


def source(slug: str, url: str = "") -> Source:
    return Source.objects.create(
        slug=slug, format="csv", chamber=Chamber.objects.get(slug="nt-la"), url=url
    )


@pytest.mark.django_db
def test_a_list_that_takes_too_long_is_rejected_and_the_next_has_its_turn(
    server: ListServer, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(deadline, "LIMITS", SHORT)
    slow, good = source("a-slow"), source("b-good", server.url)
    server.sends(GOOD)
    (tmp_path / "slow.csv").write_bytes(SLOW)
    said = command("fetchsources", "a-slow", "--file", str(tmp_path / "slow.csv"))
    assert "To be looked at: a-slow (1 of 1 lists)" in said.error
    copy = Snapshot.objects.get(source=slow)
    assert (copy.verdict, copy.why) == (
        "rejected",
        "Reading it takes more than 1 seconds, longer than any list of members.",
    )
    assert refresh.fetch(good).line == "accepted, 10 members"
    assert connection.is_usable()


@pytest.mark.django_db
def test_a_file_that_takes_too_long_is_not_imported(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(deadline, "LIMITS", SHORT)
    (tmp_path / "slow.csv").write_bytes(SLOW)
    said = command("importmembers", "csv", str(tmp_path / "slow.csv"), "--chamber", "nt-la")
    assert "slow.csv: reading it takes more than 1 seconds" in said.error
    assert not Member.objects.exists()


@pytest.mark.django_db
def test_a_list_of_more_members_than_any_chamber_has_is_rejected() -> None:
    rows = "".join(f"Ada Quill{number}\n" for number in range(MEMBERS + 1))
    copy = snapshots.take(source("list"), f"name\n{rows}".encode(), "x").snapshot
    assert copy.verdict == "rejected"
    assert copy.why == "It has 20,001 members of this chamber, more than any chamber has (20,000)."
