"""`python -m trials.bench`: see `--help` and docs/bench.md."""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests.support import postgres
from tests.support.installation import ROOT, Installation, Template
from trials.bench import floors, report, runs
from trials.bench.load import load


def main(arguments: Sequence[str]) -> int:
    """Run the bench and print its figures. Returns 1 if the findings are not those planted."""
    options = _options(arguments)
    measured = bench(
        options.members,
        options.database,
        options.repeats,
        Path(options.keep) if options.keep else None,
    )
    figures = report.as_json(measured)
    print(report.as_text(figures))
    if options.json:
        Path(options.json).write_text(json.dumps(figures, indent=1) + "\n")
    return 1 if measured.missed or measured.surplus else 0


def bench(members: int, database: str, repeats: int, keep: Path | None = None) -> report.Measured:
    """Make members, load them, run the checks, and measure all of it.

    It works in a folder and a database that are deleted afterwards; `keep` gets a copy of the
    folder. `database` is `sqlite` or `postgresql`.

    Raises RuntimeError or AssertionError if a command fails, or if the second run on unchanged data
    writes something.
    """
    today = datetime.now(UTC).date()
    with _folder() as folder, _server(database, folder) as url:
        _announce(f"migrating a fresh {database} database")
        template = Template(folder, url)
        loaded = Installation(folder, template.url)
        checks = frozenset(
            check["name"]
            for check in json.loads(loaded.manage("runchecks", "--list", "--format", "json").stdout)
        )
        _announce(f"making {members} members and loading them")
        planted = load(loaded, members, today, checks)
        if database == "postgresql":
            # As autovacuum does within the first minutes.
            loaded.query("VACUUM ANALYZE")
        if keep:
            shutil.copytree(folder, keep)
        measured = report.Measured(
            members, database, frozenset(floors.written_by_hand(today)) & checks, frozenset(planted)
        )
        statements = _statements(loaded, today.isoformat(), floors.written_by_hand(today), checks)
        for nth in range(1, repeats + 1):
            _announce(f"repetition {nth} of {repeats}")
            path = folder / str(nth)
            path.mkdir()
            with template.copy(path) as installation:
                _repeat(measured, installation, statements)
        template.remove()
    return measured


def _repeat(
    measured: report.Measured, installation: Installation, statements: dict[str, list[str]]
) -> None:
    """Measure the floor, the first run, an unchanged run and the floor again, on one database."""
    measured.floors.append(_floor(installation, statements))
    measured.first.append(runs.runchecks(installation))
    found = runs.found(installation)
    measured.found = frozenset(found)
    measured.missed |= measured.planted - found
    measured.surplus |= found - measured.planted
    before = runs.written(installation)
    measured.unchanged.append(again := runs.runchecks(installation))
    if (
        again.counts["opened"]
        or again.counts["reopened"]
        or again.counts["resolved"]
        or runs.written(installation) != before
    ):
        raise RuntimeError(f"The second run on unchanged data wrote something: {again.counts}")
    measured.floors.append(_floor(installation, statements))


def _statements(
    loaded: Installation, today: str, by_hand: dict[str, list[str]], checks: frozenset[str]
) -> dict[str, list[str]]:
    """Return a dict of check name to the SQL of its floor.

    For a check without SQL written by hand these are its own queries.
    """
    captured = json.loads(
        _python(loaded, "trials.bench.capture", today, *sorted(checks.difference(by_hand)))
    )
    return {check: by_hand.get(check) or captured[check] for check in sorted(checks)}


def _floor(installation: Installation, statements: dict[str, list[str]]) -> dict[str, float]:
    given = json.dumps(statements)
    seconds: dict[str, float] = json.loads(
        _python(installation, "trials.bench.floors", installation.database_url, given=given)
    )
    return seconds


def _python(installation: Installation, module: str, *arguments: str, given: str = "") -> str:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=installation.env,
        input=given,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="yvih-bench-", dir="/tmp") as folder:
        yield Path(folder)


@contextmanager
def _server(database: str, folder: Path) -> Iterator[str]:
    if database == "sqlite":
        yield f"sqlite:///{folder}/unused.sqlite3"
    else:
        with postgres.server() as url:
            yield url


def _announce(what: str) -> None:
    print(f"bench: {what} ...", file=sys.stderr, flush=True)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "script/bench",
        description="Measure what the checks cost, against the same rules as plain SQL.",
    )
    parser.add_argument(
        "--members",
        type=int,
        default=10_000,
        metavar="N",
        help="the number of members to make up (default 10000)",
    )
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument(
        "--repeats",
        type=int,
        default=3,
        metavar="N",
        help="the number of repetitions, for minimum and median (default 3)",
    )
    parser.add_argument("--json", metavar="FILE", help="also write the figures to this file")
    parser.add_argument(
        "--keep",
        metavar="FOLDER",
        help="keep a copy of the loaded SQLite database and the CSV files in this folder",
    )
    options = parser.parse_args(arguments)
    if options.members < 1 or options.repeats < 1:
        parser.error("without members and repetitions there is nothing to measure")
    return options


if __name__ == "__main__":
    # When it is stopped, it still stops its server and deletes its folder.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    sys.exit(main(sys.argv[1:]))
