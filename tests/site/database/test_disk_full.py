"""A full disk while reports are sent: the typed text is shown again, and nothing is half stored."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.installation import Installation
from tests.support.need import need
from tests.support.site import site
from trials.faults.storage import NOBODY, fill, small_disk

pytestmark = pytest.mark.long


def move_to(installation: Installation, disk: Path) -> None:
    """Move the installation's database to this disk."""
    if installation.database_url.startswith("sqlite"):
        file = Path(installation.database_url.removeprefix("sqlite:///"))
        (disk / "db.sqlite3").write_bytes(file.read_bytes())
        installation.database_url = installation.env["DATABASE_URL"] = (
            f"sqlite:///{disk / 'db.sqlite3'}"
        )
        return
    folder = disk / "tables"
    folder.mkdir()
    os.chown(folder, NOBODY, NOBODY)
    name = installation.query("SELECT current_database()")[0][0]
    server = Installation(installation.path, installation.database_url.replace(name, "postgres"))
    server.query(f"CREATE TABLESPACE small LOCATION '{folder}'")
    server.query(f'ALTER DATABASE "{name}" SET TABLESPACE small')


def move_back(installation: Installation) -> None:
    """Move the database back before the disk is removed."""
    if not installation.database_url.startswith("sqlite"):
        name = installation.query("SELECT current_database()")[0][0]
        server = Installation(
            installation.path, installation.database_url.replace(name, "postgres")
        )
        server.query(f'ALTER DATABASE "{name}" SET TABLESPACE pg_default')
        server.query("DROP TABLESPACE small")


def test_every_report_is_stored_whole_or_shown_again(installation: Installation) -> None:
    need("root", "mounts")
    installation.env["REPORT_LIMIT"] = "0"
    installation.env["REPORT_LIMIT_ALL"] = "0"
    with small_disk() as disk:
        move_to(installation, disk)
        filler, texts, answers = (
            disk / "filler",
            [f"Report {number}. {'x' * 4000}" for number in range(30)],
            [],
        )
        with site(installation) as running:
            running.browser.get("/report/")
            fill(filler)
            for text in texts:
                answer = running.browser.post(
                    "/report/", data={"issue": text}, headers=running.token
                )
                answers.append(answer.status_code)
                assert answer.status_code == 302 or (
                    answer.status_code == 503 and text in answer.text
                )
                if answers.count(503) == 2:
                    break
            assert 503 in answers
            filler.unlink()
            assert running.post("/report/", {"issue": "There is room again."}) == 302
        stored = (
            "SELECT count(*) FROM issues_quarantinedreport"  # sent without the form, so kept aside
        )
        assert installation.query(stored) == [(answers.count(302) + 1,)]
        move_back(installation)
