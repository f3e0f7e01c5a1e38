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
    options = _options(arguments)
    measured = bench(
        options.members,
        options.database,
        options.repeats,
        Path(options.keep) if options.keep else None,
    )
    said = report.as_json(measured)
    print(report.as_text(said))
    if options.json:
        Path(options.json).write_text(json.dumps(said, indent=1) + "\n")
    return 1 if measured.missed or measured.surplus else 0


def bench(members: int, database: str, repeats: int, keep: Path | None = None) -> report.Measured:
    """Make, load, run and compare, in a folder and a database that are gone afterwards (`keep` gets
    a copy of the folder).

    Raises RuntimeError or AssertionError when a command fails, or the unchanged run was no
    unchanged run.
    """
    today = datetime.now(UTC).date()
    with _folder() as folder, _server(database, folder) as url:
        _say(f"migrating a fresh {database} database")
        template = Template(folder, url)
        loaded = Installation(folder, template.url)
        checks = frozenset(
            check["name"]
            for check in json.loads(loaded.manage("runchecks", "--list", "--format", "json").stdout)
        )
        _say(f"making {members} members and loading them")
        planted = load(loaded, members, today, checks)
        if database == "postgresql":
            # What autovacuum does within the first minutes.
            loaded.query("VACUUM ANALYZE")
        if keep:
            shutil.copytree(folder, keep)
        measured = report.Measured(
            members, database, frozenset(floors.written_by_hand(today)) & checks, frozenset(planted)
        )
        statements = _statements(loaded, today.isoformat(), floors.written_by_hand(today), checks)
        for nth in range(1, repeats + 1):
            _say(f"repetition {nth} of {repeats}")
            path = folder / str(nth)
            path.mkdir()
            with template.copy(path) as installation:
                _repeat(measured, installation, statements)
        template.remove()
    return measured


def _repeat(
    measured: report.Measured, installation: Installation, statements: dict[str, list[str]]
) -> None:
    """The floor, the first run, the same again, and the floor: on one database, in turns."""
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
    """What the floor of each check executes; of those that nobody wrote by hand, their own queries."""
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


def _say(what: str) -> None:
    print(f"bench: {what} ...", file=sys.stderr, flush=True)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "script/bench", description="What the checks cost, against the same rules as plain SQL."
    )
    parser.add_argument(
        "--members",
        type=int,
        default=10_000,
        metavar="N",
        help="how many members to make up (default 10000)",
    )
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument(
        "--repeats",
        type=int,
        default=3,
        metavar="N",
        help="repetitions, for minimum and median (default 3)",
    )
    parser.add_argument("--json", metavar="FILE", help="write the figures there as well")
    parser.add_argument(
        "--keep",
        metavar="FOLDER",
        help="leave a copy of the loaded SQLite database and the CSV files there",
    )
    options = parser.parse_args(arguments)
    if options.members < 1 or options.repeats < 1:
        parser.error("there is nothing to measure without members and repetitions")
    return options


if __name__ == "__main__":
    # Stopped, it still stops its server and takes its folder away.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    sys.exit(main(sys.argv[1:]))
