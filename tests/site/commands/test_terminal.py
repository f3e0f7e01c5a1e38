"""Hostile text on a terminal: commands print it without control sequences, and the data stays
unchanged."""

from __future__ import annotations

import csv
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.test import Client

from issues.models import Issue
from members.jobs.terminal import HIDDEN, BaseCommand, printable
from members.models import Chamber, Source
from tests import factories
from tests.issues.reports.form_parts import form_key
from tests.support.installation import ROOT
from yvih_site import logs, schedule

pytestmark = pytest.mark.django_db

OURS = {"members", "issues", "yvih_site"}
EVIL = "a\x1b]0;pwned\x07\x1b[2J\x9b31m\x7f\u202eb"


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def commands() -> dict[str, str]:
    return {name: app for name, app in get_commands().items() if app in OURS}


def shown(name: str, *arguments: str) -> str:
    """Return what a terminal shows to the user of this command."""
    command, out = load_command_class(commands()[name], name), Terminal()
    try:
        call_command(command, *arguments, stdout=out, stderr=out, no_color=True)
    except CommandError as error:
        command.stderr.write(f"CommandError: {error}")  # as Django does
    except SystemExit:
        pass
    return out.getvalue()


def list_of_members(folder: Path) -> str:
    file = folder / "list.csv"
    file.write_text(
        f"chamber,last_name,first_name,email,party,{EVIL}\nnt-la,{EVIL},Ada,{EVIL},{EVIL},x\n{EVIL},Quill,Ada,,,\n"
    )
    return str(file)


def members_at_odds(folder: Path) -> str:
    file = folder / "odd.csv"
    file.write_text(
        f"chamber,last_name,first_name,email,started_on\nnt-la,{EVIL},Ada,{EVIL},{EVIL}\n{EVIL},Quill,Ada,,\n"
    )
    return str(file)


def chambers(folder: Path) -> str:
    file = folder / "chambers.csv"
    file.write_text(f"slug,name,country\n{EVIL},{EVIL},{EVIL}\n")
    return str(file)


#: The arguments of each command that prints text of strangers.
TYPED: dict[str, Callable[[Path], list[list[str]]]] = {
    "importmembers": lambda at: [["csv", list_of_members(at)], ["csv", members_at_odds(at)]],
    "importchambers": lambda at: [[chambers(at)]],
    "fetchsources": lambda at: [["official", "--file", list_of_members(at)], [EVIL]],
    "addsource": lambda at: [
        [EVIL, "--format", EVIL, "--chamber", EVIL],
        [EVIL, "--format", "csv", "--chamber", "nt-la"],
    ],
    "exportmembers": lambda at: [[]],
    "listissues": lambda at: [["--format", how] for how in ("text", "json", "csv")],
    "runchecks": lambda at: [[], ["--check", EVIL], ["--format", "json"]],
    "redact": lambda at: [[EVIL, "--reason", EVIL, "--dry-run"]],
    "invite": lambda at: [[EVIL, EVIL, "--group", EVIL], ["kim", EVIL, "--group", "Viewers"]],
}
#: Commands that print only our own words, numbers and settings.
OWN_WORDS = {
    *("applyretention", "backup", "crontab", "dailydigest", "delivermail", "describechecks"),
    *("doctor", "erasereporters", "firststart", "loaddemo", "migrate", "restore", "schedule"),
}


def plant() -> None:
    of = factories.chamber()
    factories.official_list({"last_name": "Quill", "first_name": "Ada"}, of=of)
    factories.email(EVIL, of=factories.member(f"Ada {EVIL}", of=of, role=EVIL))
    Chamber.objects.update(name=EVIL)
    Source.objects.update(failure=EVIL)
    for check, observed in (("", ""), ("email-malformed", EVIL)):
        Issue.objects.create(
            issue=EVIL,
            origin="check" if check else "public",
            check_name=check,
            evidence={"observed": observed},
            field="email",
        )


@pytest.mark.parametrize("name", sorted(TYPED))
def test_no_command_shows_what_gives_orders_to_a_terminal(tmp_path: Path, name: str) -> None:
    plant()
    for arguments in TYPED[name](tmp_path):
        told = shown(name, *arguments)
        assert told
        assert not HIDDEN.search(told), (name, arguments, told)
        if name == "listissues":
            assert printable(EVIL) in told


def test_each_command_of_ours_prints_through_the_one_place_and_is_looked_at_here() -> None:
    assert set(TYPED) | OWN_WORDS == set(commands())
    for name, app in commands().items():
        assert isinstance(load_command_class(app, name), BaseCommand), name


def test_what_goes_to_a_file_or_a_program_is_the_same_data(
    capsys: pytest.CaptureFixture[str],
) -> None:
    plant()
    call_command("listissues", "--format", "csv")
    rows = list(csv.DictReader(StringIO(capsys.readouterr().out, newline="")))
    assert [row["text"] for row in rows] == [EVIL, EVIL]
    call_command("listissues", "--format", "json")
    assert [row["text"] for row in json.loads(capsys.readouterr().out)] == [EVIL, EVIL]
    call_command("exportmembers")
    assert EVIL in capsys.readouterr().out


def test_logs_and_failures_of_jobs_give_no_orders_either(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = logs.LineFormatter().format(
        logging.LogRecord("x", logging.WARNING, "", 1, "%s", (EVIL,), None)
    )
    assert "pwned" in line
    assert not HIDDEN.search(line)

    def fail(command: str) -> None:
        raise CommandError(EVIL)

    monkeypatch.setattr(schedule, "_run", fail)
    with pytest.raises(CommandError):
        schedule.runchecks()
    assert capsys.readouterr().err == f"fetchsources: {printable(EVIL)}\n"


def test_a_report_keeps_no_character_that_nobody_types(client: Client) -> None:
    client.post("/report/", {"issue": f"{EVIL}\nand\u2028more", "name": EVIL, "key": form_key()})
    issue = Issue.objects.get()
    assert (issue.issue, issue.name) == ("a]0;pwned[2J31mb\nand\nmore", "a]0;pwned[2J31mb")


@pytest.mark.parametrize("command", ["help", "check"])
def test_whoever_reads_only_the_beginning_sees_no_traceback(command: str) -> None:
    """As with `| head`: the reader is gone before anything is written."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", *command.split()],
        env=os.environ,
        stdout=writer,
        stderr=subprocess.PIPE,
    )
    os.close(writer)
    assert (done.stderr, done.returncode) == (b"", 128 + signal.SIGPIPE)
