"""Deleted data leaves no trace in the free pages of SQLite's file or in its log."""

from __future__ import annotations

import sqlite3
import subprocess
from pathlib import Path

from tests.site.settings_parts import setting
from tests.support.installation import Installation

VALUE = "Quentin Sentinel"


def left(file: Path) -> list[str]:
    """Return the files of this database that contain the value. Another process reads them, as
    closing a file would drop this process's locks on it."""
    files = [str(each) for each in file.parent.glob(f"{file.name}*")]
    found = subprocess.run(
        ["grep", "-lF", VALUE, *files], capture_output=True, text=True, check=False
    )
    return sorted(Path(each).name.removeprefix(file.name) for each in found.stdout.splitlines())


def test_deleted_values_are_overwritten_where_sqlite_does_not_do_so_by_itself(
    tmp_path: Path,
) -> None:
    file = tmp_path / "db.sqlite3"
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute(
        "PRAGMA secure_delete = OFF"
    )  # as most builds of SQLite begin; Debian's does not
    connection.executescript(
        setting("DATABASES['default']['OPTIONS']['init_command']", DATABASE_URL=f"sqlite:///{file}")
    )
    connection.execute("CREATE TABLE report (id INTEGER PRIMARY KEY, name TEXT)")
    connection.executemany(
        "INSERT INTO report (name) VALUES (?)", [(VALUE * 20,) for _ in range(2_000)]
    )
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert left(file) == [""]
    connection.execute("DELETE FROM report WHERE id % 2")
    connection.execute("UPDATE report SET name = ''")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert left(file) == []
    connection.close()


def test_the_daily_job_empties_the_log_that_keeps_what_a_reporter_had_erased(
    installation: Installation,
) -> None:
    if not installation.database_url.startswith("sqlite"):
        return  # PostgreSQL overwrites what VACUUM frees: docs/privacy.md
    file = Path(installation.database_url.removeprefix("sqlite:///"))
    with sqlite3.connect(
        file
    ) as reader:  # an open site: the last connection that closes would empty the log by itself
        reader.execute("SELECT count(*) FROM issues_issue").fetchone()
        script = (
            "from issues.models import *; "
            f"QuarantinedReport.objects.create(name='{VALUE}', issue='x')"
        )
        installation.manage("shell", "-v0", "-c", script)
        assert left(file) == ["-wal"]
        installation.manage(
            "shell",
            "-v0",
            "-c",
            "from issues.privacy import erasure; assert erasure.erase_quarantined(1)",
        )
        assert left(file) == ["-wal"]
        installation.manage("erasereporters")
        assert left(file) == []
    reader.close()


PUBLISHED = """
from members.models import *
chamber = Chamber.objects.first()
member = Member.objects.create(
    slug="x", first_name="Quentin", last_name="Sentinel", role="Quentin Sentinel " * 500,
    chamber=chamber,
)
Link.objects.create(member=member, url="https://example.org/?q=Quentin%20Sentinel")
from issues.models import Issue
Issue.objects.create(issue="Quentin Sentinel", member=member)
"""


def test_a_redacted_value_is_in_no_byte_of_the_files(
    installation: Installation, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    installation.env["LOG_FILE"] = str(log)
    installation.manage("shell", "-v0", "-c", PUBLISHED)
    installation.manage("delivermail")
    installation.manage("redact", VALUE, "--reason", "Asked.", "--yes")
    assert log.read_text()
    assert "Sentinel" not in log.read_text()
    if installation.database_url.startswith("sqlite"):
        assert left(Path(installation.database_url.removeprefix("sqlite:///"))) == []
    assert installation.query(
        "SELECT count(*) FROM members_historicalmember WHERE last_name = 'Sentinel'"
    ) == [(0,)]
