"""The exit statuses that the contract promises, each caused by a situation of its command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.test import override_settings

from tests.factories import mail
from tests.site.contract.demo import load
from tests.site.contract.running import at_first_read, broken, status
from tests.support.installation import Installation, write_env_file
from tests.support.walk import undone

#: Keeps the table of jobs in a file beside it.
CRONTAB = """#!/bin/sh
cd "$(dirname "$0")"
case "$1" in -l) cat table ;; -r) rm table ;; -) cat >table ;; *) exit 2 ;; esac
"""
NOBODY_LISTENS = {
    "EMAIL_DELIVERY_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "127.0.0.1",
    "EMAIL_PORT": 1,
}
#: One check is enough here, and quicker than all.
RUN = ("runchecks", "--check", "email-shared")
FILES = {
    "members": "chamber,name\nnt-la,Ada Quill\n",
    "unclosed": 'chamber,name\nnt-la,"Ada Quill\n',
    "many": "name\n" + "".join(f"Ada Quill{letter}\n" for letter in "abcdefghij"),
    "few": "name\nAda Quilla\n",
    "chambers": "slug,country,jurisdiction,name,seats,members_per_electorate\n"
    "new-la,AU,au,New Assembly,5,1\n",
    "mapped": "Who,Where\nAda Quill,Arafura\n",
    "mapping": '{"columns": {"Who": "name", "Where": "electorate"}}',
}


def collect(folder: Path) -> dict[str, Any]:
    """Return a dict of command to situation to status. Each situation is undone before the next."""
    load()
    files = {name: folder / name for name in FILES}
    for name, text in FILES.items():
        files[name].write_text(text)
    found: dict[str, dict[str, int]] = {}
    for line, act in {
        **_of_runs(),
        **_of_members(files),
        **_of_lists(files),
        **_of_mail(),
        **_of_the_site(folder),
    }.items():
        command, _, situation = line.partition(": ")
        with undone():
            found.setdefault(command, {})[situation] = act()
    return found


Situations = dict[str, Callable[[], int]]


def collect_from_processes(installation: Installation) -> dict[str, int]:
    """Return the statuses of what takes the whole database, or settings of its own. `doctor` that
    finds all well is in test_doctor.py."""
    crontab = _crontab(installation.path)
    installation.env["CRONTAB_EXECUTABLE"] = str(crontab)
    write_env_file(Path(installation.env["YVIH_ENV_FILE"]), installation)
    file = installation.path / "backup"
    commands: dict[str, tuple[str | Path, ...]] = {
        "backup: written": ("backup", file),
        "restore: over a database that is empty": ("restore", file, "--no-erasures"),
        "schedule: installed": ("schedule", "install"),
    }
    return {
        line: installation.manage(*command, ok=range(256)).returncode
        for line, command in commands.items()
    }


def _crontab(folder: Path) -> Path:
    """Write a replacement for the program `crontab`."""
    file = folder / "crontab"
    file.write_text(CRONTAB)
    file.chmod(0o700)
    (folder / "table").write_text("# mine\n")
    return file


def _of_runs() -> Situations:
    return {
        "runchecks: all is well": lambda: status(*RUN),
        "runchecks: a check breaks": lambda: _breaking(*RUN),
        "runchecks: a check breaks, and issues are open": lambda: _breaking(
            *RUN, "--fail-on", "info"
        ),
        "runchecks: a check breaks in a dry run": lambda: _breaking(*RUN, "--dry-run"),
        "runchecks: an unknown check": lambda: status("runchecks", "--check", "nothing"),
        "runchecks: an unknown chamber": lambda: status("runchecks", "--chamber", "nowhere"),
        "runchecks: an unknown option": lambda: status("runchecks", "--nothing"),
        "runchecks: another run is in progress": _second_run,
        "runchecks: errors are open": lambda: status(*RUN, "--fail-on", "error"),
        "runchecks: no errors are open there": lambda: status(
            *RUN, "--fail-on", "error", "--chamber", "nt-la"
        ),
        "runchecks: a dry run finds errors": lambda: status(
            *RUN, "--dry-run", "--fail-on", "error"
        ),
        "listissues: all": lambda: status("listissues"),
        "listissues: an unknown check": lambda: status("listissues", "--check", "nothing"),
        "listissues: an unknown status": lambda: status("listissues", "--status", "nothing"),
    }


def _of_members(files: dict[str, Path]) -> Situations:
    mapped = ("importmembers", "mapped-csv", files["mapped"], "--chamber", "nt-la")
    return {
        "importchambers: a new one": lambda: status("importchambers", files["chambers"]),
        "importchambers: no such file": lambda: status("importchambers", "nothing.csv"),
        "importmembers: a new chamber": lambda: status("importmembers", "csv", files["members"]),
        "importmembers: a dry run": lambda: status(
            "importmembers", "csv", files["members"], "--dry-run"
        ),
        "importmembers: a chamber that has members": lambda: _twice(
            "importmembers", "csv", files["members"]
        ),
        "importmembers: an unclosed quote": lambda: status(
            "importmembers", "csv", files["unclosed"]
        ),
        "importmembers: an unknown format": lambda: status(
            "importmembers", "nothing", files["members"]
        ),
        "importmembers: a mapped file": lambda: status(*mapped, "--mapping", files["mapping"]),
        "importmembers: a mapped file without its mapping": lambda: status(*mapped),
        "exportmembers: all": lambda: status("exportmembers"),
        "exportmembers: an unknown chamber": lambda: status(
            "exportmembers", "--chamber", "nowhere"
        ),
        "loaddemo: a second time": lambda: status("loaddemo"),
        "redact: a value that stands somewhere": lambda: status(
            "redact", "Hyacinth", "--reason", "asked for"
        ),
        "redact: a value that stands nowhere": lambda: status(
            "redact", "Nobody at all", "--reason", "asked for"
        ),
    }


def _of_lists(files: dict[str, Path]) -> Situations:
    def added(*then: str | Path) -> int:
        assert status("addsource", "list", "--format", "csv", "--chamber", "nt-la") == 0
        return status(*then)

    def shrunk() -> int:
        assert added("fetchsources", "list", "--file", files["many"]) == 0
        return status("fetchsources", "list", "--file", files["few"])

    mapped = ("addsource", "list", "--format", "mapped-csv", "--chamber", "nt-la", "--mapping")
    return {
        "addsource: a new one": lambda: added("listissues"),
        "addsource: one that is there": lambda: added(
            "addsource", "list", "--format", "csv", "--chamber", "nt-la"
        ),
        "addsource: an unknown chamber": lambda: status(
            "addsource", "list", "--format", "csv", "--chamber", "nowhere"
        ),
        "addsource: a mapped file": lambda: status(*mapped, files["mapping"]),
        "fetchsources: none": lambda: status("fetchsources"),
        "fetchsources: one without an address": lambda: added("fetchsources"),
        "fetchsources: an accepted file": lambda: added(
            "fetchsources", "list", "--file", files["many"]
        ),
        "fetchsources: a rejected file": shrunk,
        "fetchsources: an unknown source": lambda: status("fetchsources", "nothing"),
        "fetchsources: no such file": lambda: added(
            "fetchsources", "list", "--file", "nothing.csv"
        ),
    }


def _of_mail() -> Situations:
    def unsent() -> int:
        mail()
        with override_settings(**NOBODY_LISTENS):
            return status("delivermail")

    return {
        "delivermail: all is sent": lambda: status("delivermail"),
        "delivermail: nobody listens": unsent,
        "dailydigest: the first of the day": lambda: status("dailydigest"),
        "erasereporters: after 90 days": lambda: status("erasereporters"),
        "erasereporters: an address that nobody gave": lambda: status(
            "erasereporters", "nobody@example.org"
        ),
        "invite: a new account": lambda: status(
            "invite", "lou", "lou@example.org", "--group", "Viewers"
        ),
        "invite: an unknown group": lambda: status(
            "invite", "lou", "lou@example.org", "--group", "Nobodies"
        ),
    }


def _of_the_site(folder: Path) -> Situations:
    crontab = _crontab(folder)

    def schedule(verb: str, executable: Path = crontab) -> int:
        with override_settings(CRONTAB_EXECUTABLE=str(executable)):
            return status("schedule", verb)

    return {
        "schedule: shown": lambda: schedule("show"),
        "schedule: removed": lambda: schedule("remove"),
        "schedule: shown without cron": lambda: schedule("show", folder / "nothing"),
        "schedule: installed without cron": lambda: schedule("install", folder / "nothing"),
        "schedule: removed without cron": lambda: schedule("remove", folder / "nothing"),
        "schedule: an unknown verb": lambda: schedule("nothing"),
        "schedule: installed, with settings that cron would not see": lambda: schedule("install"),
        "doctor: not all is well": lambda: status("doctor", "--no-mail"),
        "applyretention: done": lambda: status("applyretention"),
        "describechecks: printed": lambda: status("describechecks"),
        "firststart: DEBUG is off": lambda: status("firststart"),
        "backup: a folder that is not there": lambda: status(
            "backup", folder / "nowhere" / "backup"
        ),
        "restore: no such file": lambda: status("restore", folder / "nothing", "--no-erasures"),
    }


def _breaking(*command: str) -> int:
    with at_first_read("members.email", broken):
        return status(*command)


def _second_run() -> int:
    second: list[int] = []
    with at_first_read("members.email", lambda: second.append(status(*RUN))):
        assert status(*RUN) == 0
    return second[0]


def _twice(*command: str | Path) -> int:
    assert status(*command) == 0
    return status(*command)
