"""`python -m trials.load`: see `--help` and docs/load.md."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.support import postgres
from tests.support.installation import Installation, Template
from tests.support.site import site
from tests.support.smtp import SmtpServer
from trials.bench.load import load as load_members
from trials.load.traffic import Log, Traffic


@dataclass
class LoadFigures:
    """The figures of one measurement that took `seconds`.

    `runs` has the seconds and exit status of each run. `reports` counts accepted reports, `lost`
    reports and mails that are missing or doubled.
    """

    database: str
    seconds: float
    reading: Log
    writing: Log
    runs: list[tuple[float, int]]
    reports: int
    lost: int

    @property
    def errors(self) -> list[str]:
        return (
            self.reading.errors
            + self.writing.errors
            + [f"a run ended with {status}" for _, status in self.runs if status]
        )


def main(arguments: Sequence[str]) -> int:
    """Measure and print the figures. Returns 1 if there were errors or anything was lost."""
    options = _options(arguments)
    bad = False
    for database in ("sqlite", "postgresql") if options.database == "both" else (options.database,):
        measured = measure(
            database,
            options.members,
            options.readers,
            options.writers,
            options.workers,
            options.seconds,
        )
        print(_as_text(measured), flush=True)
        bad |= bool(measured.errors or measured.lost)
    return 1 if bad else 0


def measure(
    database: str, members: int, readers: int, writers: int, workers: int, seconds: float
) -> LoadFigures:
    """Load members into a new installation, and let readers, writers and runs use it at once.

    `database` is `sqlite` or `postgresql`; `workers` are gunicorn's.
    """
    with (
        SmtpServer() as smtp,
        _server(database) as url,
        tempfile.TemporaryDirectory(prefix="yvih-load-") as made,
    ):
        path = Path(made)
        template = Template(path, url)
        installation = Installation(path, template.url)
        installation.env |= {"EMAIL_URL": smtp.url, "REPORT_LIMIT": "0", "REPORT_LIMIT_ALL": "0"}
        try:
            checks = frozenset(
                check["name"]
                for check in json.loads(
                    installation.manage("runchecks", "--list", "--format", "json").stdout
                )
            )
            load_members(installation, members, datetime.now(UTC).date(), checks)
            with site(installation, workers) as running:
                traffic = Traffic(running.url, _pages(installation), readers, writers, seconds)
                began = time.monotonic()
                runs: list[tuple[float, int]] = []
                while not traffic.is_over or not runs:
                    runs.append(_run(installation))
                traffic.join()
                took = time.monotonic() - began
            installation.manage("delivermail", timeout=600)
            return LoadFigures(
                database,
                took,
                traffic.reading,
                traffic.writing,
                runs,
                len(traffic.sent),
                _lost(installation, smtp, traffic.sent),
            )
        finally:
            template.remove()


def _run(installation: Installation) -> tuple[float, int]:
    """Break a few members, as an import would, run the checks, and send the mail.

    Returns the seconds of the run, and the first exit status that is not 0.
    """
    broken = "SELECT id FROM members_email WHERE normalised <> '' ORDER BY id DESC LIMIT 10"
    installation.query(
        "UPDATE members_email SET address = replace(address, '@', ' at '), normalised = '' "
        f"WHERE id IN ({broken})"
    )
    began = time.monotonic()
    done = installation.manage("runchecks", ok=range(-20, 256), timeout=600)
    seconds = time.monotonic() - began
    sent = installation.manage("delivermail", ok=range(-20, 256), timeout=600)
    return seconds, done.returncode or sent.returncode


def _pages(installation: Installation) -> list[str]:
    members = [
        slug
        for (slug,) in installation.query("SELECT slug FROM members_member ORDER BY id LIMIT 200")
    ]
    chambers = [
        slug
        for (slug,) in installation.query(
            "SELECT slug FROM members_chamber WHERE id IN (SELECT chamber_id FROM members_member)"
        )
    ]
    searches = [f"/?q={slug.split('-')[1]}" for slug in members[::20]]
    return [
        "/",
        "/report/",
        "/checks/",
        *searches,
        *(f"/chambers/{slug}/" for slug in chambers[:5]),
        *(f"/members/{slug}/" for slug in members[:60]),
    ]


def _lost(installation: Installation, smtp: SmtpServer, sent: list[str]) -> int:
    """Count accepted reports that are not stored exactly once, and reports without exactly one mail
    to staff."""
    stored: dict[str, int] = dict(
        installation.query(
            "SELECT issue, count(*) FROM issues_issue WHERE origin = 'public' GROUP BY issue"
        )
    )
    keys = [
        str(key)
        for (key,) in installation.query("SELECT id FROM issues_issue WHERE origin = 'public'")
    ]
    mailed = Counter(
        key
        for message in smtp.received_by("one@example.org")
        for key in keys
        if f"/issue/{key}/change/" in message.text
    )
    return sum(stored.get(text) != 1 for text in sent) + sum(mailed[key] != 1 for key in keys)


def _as_text(measured: LoadFigures) -> str:
    heads = "".join(f"{head:>8}" for head in ("p50 ms", "p95", "p99", "max", "errors"))
    lines = [
        f"{measured.database}, {measured.seconds:.0f} s",
        f"{'':10}{'answers':>10}{'a second':>10}{heads}",
    ]
    for name, log in (("readers", measured.reading), ("writers", measured.writing)):
        times = "".join(f"{1000 * log.percentile(percent):8.0f}" for percent in (50, 95, 99, 100))
        count = len(log.seconds)
        lines.append(
            f"{name:10}{count:10}{count / measured.seconds:10.1f}{times}{len(log.errors):8}"
        )
    slowest = max(seconds for seconds, _ in measured.runs)
    lines.append(
        f"runs      {len(measured.runs):10}, the slowest {slowest:.1f} s; "
        f"{measured.reports} reports accepted, {measured.lost} lost"
    )
    lines += [f"    {count} x {error}" for error, count in Counter(measured.errors).most_common(10)]
    return "\n".join(lines)


@contextmanager
def _server(database: str) -> Iterator[str]:
    if database == "sqlite":
        yield "sqlite:///"
    else:
        with postgres.server() as url:
            yield url


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/load",
        description="Measure a real gunicorn under readers, reporters and runs at the same time.",
    )
    parser.add_argument("--members", type=int, default=2000)
    parser.add_argument("--readers", type=int, default=32)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--workers", type=int, default=4, help="gunicorn's workers (default 4)")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
