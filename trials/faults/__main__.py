"""`python -m trials.faults`: see `--help` and docs/faults.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support import postgres
from tests.support.installation import Template
from trials.faults import commands, mail, storage, web
from trials.faults.balance import Balance
from trials.faults.stage import Stage, loaded, stage

#: Kinds of kills, made `--kills` times at random points.
KILLS: dict[str, Callable[[Stage, int], Balance]] = {
    "runchecks": commands.runchecks,
    "delivermail": commands.delivermail,
    "fetchsources": commands.fetchsources,
    "report": web.reports,
    "fix": web.fixes,
}
#: Kinds of other faults, made `--times` times.
TROUBLES: dict[str, Callable[[Stage, int], Balance]] = {
    "two-hosts": commands.two_hosts,
    "mail-down": mail.down,
    "mail-slow": mail.slow,
    "mail-refused": mail.refusing,
}
DISK, DATABASE = "disk-full", "database-stopped"
KINDS = [*KILLS, *TROUBLES, DISK, DATABASE]
COLUMNS = ("faults", "hit", "happened", "lost", "doubled", "half", "stuck", "repeated")


def main(arguments: Sequence[str]) -> int:
    """Make the faults and print a line for each kind. Returns 1 if any balance is not even."""
    options = _options(arguments)
    print(f"{'kind':24}{'database':12}" + "".join(f"{name:>10}" for name in COLUMNS), flush=True)
    all_even = True
    for database in ("sqlite", "postgresql") if options.database == "both" else (options.database,):
        with (
            _server(database) as server,
            _folder() as folder,
            loaded(_url(server), folder) as template,
        ):
            for kind in options.kind or KINDS:
                if kind == DATABASE and database == "sqlite":
                    continue
                times = options.kills if kind in KILLS else options.times
                balance = make(kind, template, times, options.seed)
                print(
                    f"{balance.kind:24}{database:12}"
                    + "".join(f"{getattr(balance, name):10}" for name in COLUMNS),
                    flush=True,
                )
                for note in dict.fromkeys(balance.notes):
                    print(f"    {balance.notes.count(note)} x {note}", flush=True)
                all_even &= balance.is_even
    return 0 if all_even else 1


def make(kind: str, template: Template, times: int, seed: int = 7) -> Balance:
    """Make faults of one kind on a new installation, and return the balance.

    The installation has a copy of `template`, or, if its disk or its database server itself is at
    fault, a database of the same kind elsewhere. Raises ValueError for a kind that SQLite does not
    have.
    """
    is_sqlite = template.url.startswith("sqlite")
    if kind not in (DISK, DATABASE):
        with stage(template, seed) as made:
            return {**KILLS, **TROUBLES}[kind](made, times)
    if kind == DATABASE and is_sqlite:
        raise ValueError("SQLite is a file: there is no server to stop.")
    with (
        storage.small_disk() if kind == DISK else _folder() as folder,
        _server("sqlite" if is_sqlite else "postgresql") as server,
        loaded(_url(server), folder) as of_its_own,
        stage(of_its_own, seed) as made,
    ):
        if server and kind == DATABASE:
            return storage.stopped(made, server, times)
        storage.move_to(made, folder)
        return storage.full(made, folder, times)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="yvih-faults-") as made:
        yield Path(made)


@contextmanager
def _server(database: str) -> Iterator[postgres.Server | None]:
    if database == "sqlite":
        yield None
    else:
        # What was committed must survive a crash.
        with postgres.running("synchronous_commit=on") as server:
            yield server


def _url(server: postgres.Server | None) -> str:
    return server.url if server else "sqlite:///"


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/faults",
        description="Make faults on purpose, and check that nothing is lost, doubled or half done.",
    )
    parser.add_argument(
        "kind", nargs="*", help=f"the kinds of faults (default: all of {', '.join(KINDS)})"
    )
    parser.add_argument(
        "--kills", type=int, default=200, help="how often each process is killed (default 200)"
    )
    parser.add_argument(
        "--times", type=int, default=20, help="how often each other fault is made (default 20)"
    )
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--seed", type=int, default=7, help="the seed of the random points")
    options = parser.parse_args(arguments)
    if unknown := set(options.kind) - set(KINDS):
        parser.error(f"unknown kind: {', '.join(sorted(unknown))}. Known: {', '.join(KINDS)}")
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
