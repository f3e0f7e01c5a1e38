"""Faults of storage: a full disk, and a database server that stops."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import postgres
from tests.support.site import site
from trials.faults.balance import Balance
from trials.faults.stage import CHECKS, Stage

SIZE = 96  # megabytes
NOBODY = 65534


@contextmanager
def small_disk() -> Iterator[Path]:
    """Mount a small disk in memory, and unmount it at the end of the block. Needs root."""
    # Not in TMPDIR, which may be readable by root alone: the database server has another user.
    with tempfile.TemporaryDirectory(prefix="yvih-disk-", dir="/tmp") as made:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={SIZE}m,mode=0777", "tmpfs", made], check=True
        )
        try:
            yield Path(made)
        finally:
            subprocess.run(["umount", "--lazy", made], check=True)


def move_to(stage: Stage, disk: Path) -> None:
    """Move a PostgreSQL database to that disk; an SQLite file is there from the start."""
    if stage.database == "postgresql":
        folder = disk / "tables"
        folder.mkdir()
        os.chown(folder, NOBODY, NOBODY)
        name = stage.installation.query("SELECT current_database()")[0][0]
        server = stage.installation.database_url.replace(name, "postgres")
        elsewhere = type(stage.installation)(stage.installation.path, server)
        elsewhere.query(f"CREATE TABLESPACE small LOCATION '{folder}'")
        elsewhere.query(f'ALTER DATABASE "{name}" SET TABLESPACE small')


def full(stage: Stage, disk: Path, times: int) -> Balance:
    """Fill the disk while issues are found and a report is sent, then free it again.

    The run must fail visibly, the form must keep what was typed, and nothing may be half done. Once
    there is room all must go on.
    """
    balance = stage.balance("disk full")
    filler = disk / "filler"
    with site(stage.installation) as running:
        for number in range(times):
            stage.break_data()
            fill(filler)
            balance.faults += 1
            status = stage.host.run("runchecks", *CHECKS).status
            balance.hit += status != 0
            balance.stuck_if(status not in (0, 1), f"a run on a full disk ended with {status}")
            answer = running.browser.post(
                "/report/", data={"issue": f"Report {number}."}, headers=running.token
            )
            balance.stuck_if(
                answer.status_code not in (302, 503),
                f"a report on a full disk is answered {answer.status_code}",
            )
            balance.stuck_if(
                answer.status_code == 503 and f"Report {number}." not in answer.text,
                "what was typed is lost",
            )
            stage.host.run("delivermail")
            filler.unlink()
            balance.stuck_if(
                stage.host.run("runchecks", *CHECKS).status != 0, "the next run failed"
            )
            balance.stuck_if(stage.wrong() > 0, "the next run left something undone")
    return stage.closed(balance)


def fill(file: Path) -> None:
    """Write until nothing more fits."""
    with file.open("wb", buffering=0) as filler:
        for size in (1_000_000, 4096, 1):
            try:
                while True:
                    filler.write(b"\0" * size)
            except OSError:
                continue


def stopped(stage: Stage, server: postgres.Server, times: int) -> Balance:
    """Stop the database in the middle of a run, and start it again.

    The site and the runs must recover by themselves.
    """
    balance, usual = stage.balance("database stopped"), stage.usual("runchecks", *CHECKS)
    with site(stage.installation) as running:
        for _ in range(times):
            stage.break_data()
            stage.host.start("runchecks", *CHECKS)
            subprocess.run(["sleep", f"{stage.chance.uniform(0, usual):.3f}"], check=True)
            server.stop()
            balance.faults += 1
            balance.hit += stage.host.wait().status == 1
            answer = running.browser.post(
                "/report/", data={"issue": "Typed."}, headers=running.token
            )
            balance.stuck_if(
                answer.status_code != 503 or "Typed." not in answer.text,
                f"a report is answered {answer.status_code}",
            )
            balance.stuck_if(
                running.browser.get("/healthz").status_code != 503, "/healthz does not report it"
            )
            server.start()
            balance.stuck_if(
                running.browser.get("/").status_code != 200, "the site does not come back"
            )
            balance.stuck_if(
                stage.host.run("runchecks", *CHECKS).status != 0, "the next run failed"
            )
            balance.stuck_if(stage.wrong() > 0, "the next run left something undone")
    return stage.closed(balance)
