"""`python -m trials.bench`: see `--help` and docs/bench.md."""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from tests.support import postgres
from tests.support.installation import ROOT, Installation, Template
from trials.bench import floors, kept, report, runs
from trials.bench.load import load
from trials.bench.people import SIZE
from trials.bench.planted import Found


def main(arguments: Sequence[str]) -> int:
    """Run the bench and print its figures. Returns 1 if the findings are not those planted."""
    options = _options(arguments)
    keep = Path(options.keep) if options.keep else None
    measured = bench(options.members, options.database, options.repeats, keep)
    figures = report.as_json(measured)
    if options.lists:
        figures["lists"] = lists(options.lists, options.database)
    print(report.as_text(figures))
    if options.json:
        Path(options.json).write_text(json.dumps(figures, indent=1) + "\n")
    return 1 if measured.missed or measured.surplus else 0


def bench(members: int, database: str, repeats: int, keep: Path | None = None) -> report.Measured:
    """Make members, load them, run the checks, and measure all of it.

    It works in a folder and a database that are deleted afterwards. `database` is `sqlite` or
    `postgresql`. `keep` is a folder for the loaded database: made members are taken over from
    there if it has as many, and are kept there otherwise.

    Raises RuntimeError or AssertionError if a command fails, or if the second run on unchanged data
    writes something.
    """
    with _folder() as folder, _server(database, folder) as url:
        _announce(f"migrating a fresh {database} database")
        template = Template(folder, url)
        loaded = Installation(folder, template.url)
        checks = frozenset(
            check["name"]
            for check in json.loads(loaded.manage("runchecks", "--list", "--format", "json").stdout)
        )
        planted, today = _load(loaded, members, checks, keep and keep / database / f"{members}")
        if database == "postgresql":
            # As autovacuum does within the first minutes.
            loaded.query("VACUUM ANALYZE")
        measured = report.Measured(members, database, checks, frozenset(planted))
        by_hand = floors.written_by_hand(today)
        statements = {
            floors.READING: floors.reading(),
            **{check: by_hand[check] for check in sorted(checks & by_hand.keys())},
        }
        for nth in range(1, repeats + 1):
            _announce(f"repetition {nth} of {repeats}")
            path = folder / str(nth)
            path.mkdir()
            with template.copy(path) as installation:
                _repeat(measured, installation, statements, today)
        template.remove()
    return measured


def lists(number: int, database: str) -> dict[str, float]:
    """Make so many lists, each of a chamber of a hundred, and measure a first and an unchanged run.

    Returns seconds of processor time, and MB; taking the copies is `fetch_seconds`.
    """
    with _folder() as folder, _server(database, folder) as url:
        _announce(f"making {number} official lists")
        template = Template(folder, url)
        installation = Installation(folder, template.url)
        load(installation, number * SIZE, datetime.now(UTC).date(), frozenset())
        runs.runchecks(installation)
        without = runs.runchecks(installation)
        fetched = json.loads(_python(installation, "trials.bench.lists"))
        _announce(f"comparing {number} official lists")
        first, unchanged = runs.runchecks(installation), runs.runchecks(installation)
        template.remove()
    return {
        "number": number,
        "fetch_seconds": round(fetched, 2),
        "first_seconds": round(first.processor - without.processor, 2),
        "unchanged_seconds": round(unchanged.processor - without.processor, 2),
        "memory": round(max(first.peak, unchanged.peak), 1),
        "opened": first.counts["opened"],
    }


def _load(
    loaded: Installation, members: int, checks: frozenset[str], folder: Path | None
) -> tuple[list[Found], date]:
    """Load made-up members, or take over those that were kept, and return the findings to expect
    and the day for which the members were made."""
    today = datetime.now(UTC).date()
    if folder and kept.is_kept(folder):
        _announce(f"taking over the members in {folder}")
        return kept.take_over(loaded, folder)
    _announce(f"making {members} members and loading them")
    planted = load(loaded, members, today, checks)
    if folder:
        kept.keep(loaded, folder, planted, today)
    return planted, today


def _repeat(
    measured: report.Measured,
    installation: Installation,
    statements: dict[str, list[str]],
    today: date,
) -> None:
    """Measure the floor, the first run, an unchanged run and the floor again, on one database."""
    measured.floors.append(_floor(installation, statements, today))
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
    measured.floors.append(_floor(installation, statements, today))


def _floor(
    installation: Installation, statements: dict[str, list[str]], today: date
) -> report.Floor:
    given = json.dumps(statements)
    sql = _python(installation, "trials.bench.floors", installation.database_url, given=given)
    judging = _python(installation, "trials.bench.judging", today.isoformat())
    return report.Floor(json.loads(sql), json.loads(judging))


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
        help="keep the loaded database in this folder, or use the one that is there",
    )
    parser.add_argument(
        "--lists",
        type=int,
        default=0,
        metavar="N",
        help="also compare so many official lists, each of a chamber of a hundred",
    )
    options = parser.parse_args(arguments)
    if options.members < 1 or options.repeats < 1:
        parser.error("without members and repetitions there is nothing to measure")
    return options


if __name__ == "__main__":
    # When it is stopped, it still stops its server and deletes its folder.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    sys.exit(main(sys.argv[1:]))
