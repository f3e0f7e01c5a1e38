"""Backups: complete although others write meanwhile, and restored unchanged into either kind of
database."""

from __future__ import annotations

import gzip
import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.issues.reports.form_parts import form_key
from tests.support.installation import Installation, Template
from tests.support.need import need
from trials.faults.storage import fill, small_disk
from yvih_site.backup import archive

pytestmark = pytest.mark.long

FILL = """
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from issues.fixes import applying
from issues.models import Issue
from members.models import Member, Snapshot
user = User.objects.create_superuser("kim", "kim@example.org", "sesame")
user.groups.set(Group.objects.all())
issue = Issue.objects.exclude(fixes=[]).first()
applying.apply(issue, 0, user)
Client(HTTP_HOST="localhost").post(
    "/report/",
    {{"issue": "half \\U0001d11e\\n'\\\\", "email": "rita@example.org", "key": "{key}"}},
)
client = Client(HTTP_HOST="localhost")
client.force_login(user)
client.get("/admin/")
Member.objects.last().delete()
assert Snapshot.objects.count() == 1
"""
MORE = """
import time
from issues.models import Issue
for number in range(60):
    Issue.objects.create(issue=str(number))
    print(number, flush=True)
    time.sleep(0.1)
"""


def fill_every_table(installation: Installation) -> None:
    """Put a row into every table."""
    installation.manage("loaddemo")
    file = installation.path / "list.csv"
    file.write_bytes(b"chamber,name,electorate\nnt-la,Ada Quill,Arafura\xc3\xa9\n")
    installation.manage("addsource", "nt", "--format", "csv", "--chamber", "nt-la")
    installation.manage("fetchsources", "nt", "--file", file, ok=[0, 1])
    installation.manage("runchecks")
    installation.manage("delivermail")
    installation.manage("shell", "-v0", "-c", FILL.format(key=form_key()))


@pytest.fixture(scope="session")
def full_template(
    installation_template: Template, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Template]:
    folder, server = tmp_path_factory.mktemp("full"), installation_template.server_url
    template = Template(folder, server, fill_every_table, installation_template)
    yield template
    template.remove()


@pytest.fixture
def full(full_template: Template, tmp_path: Path) -> Iterator[Installation]:
    """Yield an installation with a row in every table."""
    with full_template.copy(tmp_path) as installation:
        yield installation


@pytest.fixture
def other(tmp_path: Path) -> Installation:
    """Return another installation, on SQLite, whose database does not exist yet."""
    path = tmp_path / "other"
    path.mkdir()
    elsewhere = Installation(path, f"sqlite:///{path}/db.sqlite3")
    elsewhere.env["ERASURES_FILE"] = str(tmp_path / "erasures")
    return elsewhere


def content(file: Path) -> list[str]:
    """Return all lines except the head, which contains the time, and the checksum."""
    with gzip.open(file, "rt") as lines:
        return lines.read().splitlines()[1:-1]


def rows(file: Path) -> dict[str, int]:
    counts, table = {}, ""
    for line in content(file):
        value = json.loads(line)
        if isinstance(value, dict):
            table = value.get("table", table)
            counts[table] = value.get("rows", 0)
    return counts


#: What a backup never holds.
LEFT_OUT = {"sessions.Session", "issues.Lease", "issues.LinkRequest", "issues.Throttle"}
LEFT_OUT |= {
    "axes.AccessAttempt",
    "axes.AccessAttemptExpiration",
    "axes.AccessFailureLog",
    "axes.AccessLog",
}


def test_everything_comes_back_as_it_was_in_the_same_kind_of_database(
    full: Installation, installation_template: Template, tmp_path: Path
) -> None:
    first, again = tmp_path / "first.gz", tmp_path / "again.gz"
    said = full.manage("backup", first).stdout
    assert f"{sum(rows(first).values())} rows" in said
    empty = {name for name, count in rows(first).items() if not count}
    assert "members.Member" not in empty
    assert LEFT_OUT.isdisjoint(rows(first))
    filled = {
        "issues.Issue",
        "issues.IssueEvent",
        "members.HistoricalMember",
        "issues.Mail",
        "auth.User_groups",
    }
    assert filled.isdisjoint(empty)
    assert first.stat().st_mode & 0o777 == 0o600
    with installation_template.copy(tmp_path) as fresh:
        fresh.manage("restore", first, "--send-mail")
        fresh.manage("backup", again)
        assert content(again) == content(first)
        # It goes on from there: keys are not given twice, triggers are there, runs run.
        ((before,),) = full.query("SELECT max(id) FROM issues_issue")
        fresh.manage("shell", "-v0", "-c", MORE)
        assert fresh.query("SELECT min(id) FROM issues_issue WHERE issue = '0'") > [(before,)]
        fresh.manage("runchecks")


def test_a_backup_goes_into_a_database_of_another_kind_that_is_not_there_yet(
    full: Installation, other: Installation, tmp_path: Path
) -> None:
    first, again = tmp_path / "first.gz", tmp_path / "again.gz"
    full.manage("backup", first)
    other.manage("restore", first, "--send-mail")
    other.manage("backup", again)
    assert content(again) == content(first)
    assert other.manage("runchecks", "--format", "json").stdout


def test_a_backup_is_of_one_moment_and_keeps_nobody_from_writing(
    full: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "busy.gz"
    differences: set[int] = set()
    sizes: set[int] = set()
    with full.popen("shell", "-v0", "-c", MORE) as writer:
        assert writer.stdout
        writer.stdout.readline()
        while writer.poll() is None and len(sizes) < 3:
            full.manage("backup", file)
            counts = rows(file)
            # Each new issue is there with its mail to both of staff, or not at all.
            differences.add(counts["issues.Mail"] - 2 * counts["issues.Issue"])
            sizes.add(counts["issues.Issue"])
        _, err = writer.communicate(timeout=60)
    assert writer.returncode == 0, err
    assert len(differences) == 1
    assert sizes != {full.query("SELECT count(*) FROM issues_issue")[0][0]}


@pytest.mark.parametrize("damage", ["cut", "changed", "rubbish", "missing", "none of ours"])
def test_a_damaged_file_is_refused_and_nothing_is_changed(
    full: Installation, other: Installation, tmp_path: Path, damage: str
) -> None:
    file = tmp_path / "first.gz"
    full.manage("backup", file)
    whole = gzip.decompress(file.read_bytes())
    damaged = {
        "cut": gzip.compress(b"\n".join(whole.splitlines()[:-5])),
        "changed": gzip.compress(whole.replace(b"kim@example.org", b"eve@example.org")),
        "rubbish": file.read_bytes()[:-100] + os.urandom(100),
        "none of ours": gzip.compress(b"[1, 2]\n"),
    }
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(damaged[damage])
    other.manage("migrate", "-v0")
    other.manage("loaddemo")
    members = other.query("SELECT count(*) FROM members_member")
    done = other.manage("restore", file, "--overwrite", ok=[1])
    assert "Nothing was changed." in done.stderr
    assert "Traceback" not in done.stderr
    assert other.query("SELECT count(*) FROM members_member") == members


def test_what_is_there_is_not_overwritten_unless_it_is_said(
    full: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "first.gz"
    full.manage("backup", file)
    full.query("UPDATE members_member SET role = 'changed'")
    assert "The database is not empty" in full.manage("restore", file, ok=[1]).stderr
    assert full.query("SELECT count(*) FROM members_member WHERE role <> 'changed'") == [(0,)]
    full.manage("restore", file, "--overwrite")
    assert full.query("SELECT count(*) FROM members_member WHERE role = 'changed'") == [(0,)]


def test_a_backup_of_another_version_is_refused(
    full: Installation, other: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "first.gz"
    full.manage("backup", file)
    other.manage("migrate", "-v0")
    other.query("DELETE FROM django_migrations WHERE app = 'issues' AND name = '0004_never_lost'")
    done = other.manage("restore", file, ok=[1])
    assert "made by another version" in done.stderr
    assert "issues.0004_never_lost" in done.stderr


def test_without_room_the_last_backup_stays_and_no_half_one_is_left(full: Installation) -> None:
    need("root", "mounts")
    with small_disk() as disk:
        file = disk / "first.gz"
        full.manage("backup", file)
        before = file.read_bytes()
        fill(disk / "filler")
        assert "cannot be written: No space left" in full.manage("backup", file, ok=[1]).stderr
        assert file.read_bytes() == before
        assert sorted(path.name for path in disk.iterdir()) == ["filler", "first.gz"]


def test_the_folder_of_a_backup_must_be_there(full: Installation, tmp_path: Path) -> None:
    assert "cannot be written" in full.manage("backup", tmp_path / "none" / "x.gz", ok=[1]).stderr


def test_two_backups_to_the_same_file_at_once_leave_a_whole_one(
    full: Installation, other: Installation, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    file = folder / "first.gz"
    both = [full.popen("backup", file) for _ in range(2)]
    for process in both:
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
    assert list(folder.iterdir()) == [file]
    other.manage("restore", file)


def test_what_a_killed_backup_left_goes_with_the_next_one(
    full: Installation, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    with full.popen("backup", folder / "killed.gz", "-v2") as first:
        while (
            not (left := [part for part in folder.iterdir() if part.stat().st_size])
            and first.poll() is None
        ):
            time.sleep(0.001)
        first.send_signal(signal.SIGSTOP)
        full.manage("backup", folder / "second.gz")
        assert set(folder.iterdir()) == {folder / "second.gz", *left}, (
            "another one was still being written"
        )
        first.kill()
    assert left
    (folder / ".yvih-backup-folder.part").mkdir()
    os.mkfifo(folder / ".yvih-backup-fifo.part")
    full.manage("backup", folder / "third.gz")
    names = {file.name for file in folder.iterdir()}
    assert names == {"second.gz", "third.gz", ".yvih-backup-folder.part", ".yvih-backup-fifo.part"}


def test_a_backup_that_is_about_to_get_its_name_is_left_alone(
    tmp_path: Path, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = os.fsync

    def slowly(descriptor: int) -> None:
        archive._clear(tmp_path)  # as another backup does that begins at this moment
        synced(descriptor)

    monkeypatch.setattr(os, "fsync", slowly)
    archive.write(tmp_path / "b.gz")
    assert [file.name for file in tmp_path.iterdir()] == ["b.gz"]
