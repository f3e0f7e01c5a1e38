"""A missing database file: only `migrate` creates an empty one, and reports that it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.installation import Installation
from tests.support.site import site

pytestmark = pytest.mark.long


@pytest.fixture
def lost(installation: Installation, tmp_path: Path) -> Path:
    """Return the path of an SQLite file that existed and was removed, whatever database the tests
    use."""
    file = tmp_path / "with ? and # in it %20.sqlite3"
    installation.database_url = installation.env["DATABASE_URL"] = (
        f"sqlite:///{str(file).replace('%', '%25').replace('?', '%3F').replace('#', '%23')}"
    )
    said = installation.manage("migrate").stderr
    assert f"{file} did not exist. It was created now, and is empty. If it should have" in said
    assert file.stat().st_mode & 0o777 == 0o600
    assert installation.manage("migrate").stderr == ""
    installation.manage("loaddemo")
    for each in tmp_path.glob(f"{file.name}*"):
        each.unlink()
    return file


def test_no_command_makes_it_and_each_says_what_to_do(
    installation: Installation, lost: Path
) -> None:
    for command in ("runchecks", "listissues", "delivermail", "fetchsources", "backup"):
        arguments = [lost.parent / "b.gz"] if command == "backup" else []
        said = installation.manage(command, *arguments, ok=[1, 2]).stderr
        assert "There is no such file. If there was one, restore a backup" in said, command
    for looks in ("--plan", "--check"):
        assert "There is no such file" in installation.manage("migrate", looks, ok=[1]).stderr
    assert "restore a backup" in installation.manage("doctor", "--no-mail", ok=[1]).stdout
    assert not lost.exists()


def test_the_site_does_not_make_it_and_says_that_it_is_gone(
    installation: Installation, lost: Path
) -> None:
    with site(installation) as running:
        assert running.browser.get("/healthz").status_code == 503
        assert running.browser.get("/").status_code == 503
        answer = running.browser.post(
            "/report/", data={"issue": "She moved."}, headers=running.token
        )
        assert answer.status_code in (403, 503)
        assert "She moved." in answer.text
    assert not lost.exists()


@pytest.mark.parametrize("name", ["//{}", "{}/ü.sqlite3", "{}/x/../y.sqlite3"])
def test_odd_names_of_the_file(installation: Installation, tmp_path: Path, name: str) -> None:
    file = name.format(tmp_path / "z.sqlite3" if name.startswith("//") else tmp_path)
    (tmp_path / "x").mkdir()
    installation.database_url = installation.env["DATABASE_URL"] = f"sqlite:///{file}"
    installation.manage("migrate")
    installation.manage("runchecks")
    assert Path(file).stat().st_size > 0
