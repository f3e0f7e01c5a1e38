"""Loading of made-up members into a database, by the product's own commands."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from members.chunks import chunks
from tests.support.installation import Installation
from trials.bench.people import SIZE, Chamber, Row, chambers
from trials.bench.planted import Found, Planter

HOURS = 3 * 3600
#: The most members in a file. Loading keeps a whole file in memory.
AT_ONCE = 20_000


def load(
    installation: Installation, members: int, today: date, checks: frozenset[str]
) -> list[Found]:
    """Load members, about one in a hundred with a mistake, and return the findings to expect.

    Only mistakes that one of `checks` finds are made. No file has more than `AT_ONCE` members.
    """
    planter = Planter(today, checks)
    for part in chunks(_planted(chambers(members, today), planter), AT_ONCE // SIZE):
        files = write(installation.path, part)
        installation.manage("importchambers", files[0], timeout=HOURS)
        done = installation.manage("importmembers", "csv", files[1], timeout=HOURS)
        if done.stderr:
            first = "\n".join(done.stderr.splitlines()[:10])
            raise RuntimeError(f"The made-up members could not all be placed:\n{first}")
    return planter.found


def _planted(made: Iterator[Chamber], planter: Planter) -> Iterator[Chamber]:
    for chamber in made:
        planter.plant(chamber)
        yield chamber


def write(folder: Path, made: Iterable[Chamber]) -> tuple[Path, Path]:
    """Write a CSV file of chambers and one of members, and return their paths."""
    paths = folder / "chambers.csv", folder / "members.csv"
    with ExitStack() as stack:
        writers: dict[Path, Any] = {}

        def write(path: Path, row: Row) -> None:
            if path not in writers:
                file = stack.enter_context(path.open("w", newline="", encoding="utf-8"))
                writers[path] = csv.writer(file, lineterminator="\n")
                writers[path].writerow([column.partition("#")[0] for column in row])
            writers[path].writerow(row.values())

        for chamber in made:
            write(paths[0], chamber.row)
            for row in chamber.members:
                write(paths[1], row)
    return paths
