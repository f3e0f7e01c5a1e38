"""The floor in SQL: one read of each table, and the same rules as plain SQL.

`python -m trials.bench.floors DATABASE_URL < STATEMENTS` prints the processor seconds of each. It
is a small process of its own: a plain driver and a plain cursor that reads everything to the end.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import environ
import psycopg

FOLDER = Path(__file__).parent / "sql"
#: The name under which the read of each table is measured: that of no check.
READING = "reading"
#: The tables whose rows the checks are given.
TABLES = ("member", "identifier", "email", "phone", "address", "link")


def written_by_hand(today: date) -> dict[str, list[str]]:
    """Return a dict of check name to the statements in `trials/bench/sql/`.

    They find the wrong rows, or read those about which Python then decides.
    """
    words = {
        ":sitting": f"(m.ended_on IS NULL OR m.ended_on > '{today}')",
        ":today": f"'{today}'",
        ":yearago": f"'{today - timedelta(days=365)}'",
    }
    return {
        file.stem: _statements(file.read_text(), words) for file in sorted(FOLDER.glob("*.sql"))
    }


def reading() -> list[str]:
    """Return the statements that read each table once."""
    return [f"SELECT * FROM members_{table}" for table in TABLES]


def _statements(text: str, words: Mapping[str, str]) -> list[str]:
    for word, meaning in words.items():
        text = text.replace(word, meaning)
    lines = (line for line in text.splitlines() if not line.startswith("--"))
    return [
        statement.strip() for statement in "\n".join(lines).split(";\n") if statement.strip(" \n;")
    ]


def measure(url: str, statements: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Return a dict of check name to the processor seconds that its statements take.

    All of them are executed one after the other on one new connection.
    """
    connection, clock = _connect(url)
    cursor = connection.cursor()
    seconds = {}
    for check, queries in statements.items():
        began = clock()
        for query in queries:
            cursor.execute(query)
            for _ in cursor:
                pass
        seconds[check] = clock() - began
    connection.close()
    return seconds


def _connect(url: str) -> tuple[Any, Callable[[], float]]:
    """Return a connection and the clock for it.

    SQLite works in this process. A PostgreSQL server works while this process waits for it, so
    there the time that passes is the processor time of both, as a statement is worked on by one
    process of the server.
    """
    database = environ.Env.db_url_config(url)
    if url.startswith("sqlite:"):
        return sqlite3.connect(database["NAME"], isolation_level=None), time.process_time
    connection = psycopg.connect(
        dbname=database["NAME"], user=database["USER"], host=database["HOST"], autocommit=True
    )
    connection.execute("SET max_parallel_workers_per_gather = 0")
    return connection, time.perf_counter


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], json.load(sys.stdin))))
