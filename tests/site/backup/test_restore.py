"""Mail that was delivered and people who were erased since a backup: restoring it brings neither
back."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.support.installation import Installation
from tests.support.smtp import SmtpServer

pytestmark = pytest.mark.long

#: Two reports, one of them in quarantine and released later, and one that nobody has erased.
SENT = """
from issues.models import Issue, QuarantinedReport
values = {"name": "Rita Sender", "email": "rita@example.net", "origin": "public"}
Issue.objects.create(issue="One, says Rita Sender.", token="a" * 32, **values)
Issue.objects.create(
    issue="Two.", token="b" * 32,
    **{**values, "name": "Quentin Other", "email": "quentin@example.net"},
)
QuarantinedReport.objects.create(
    issue="Three.", token="c" * 32, why="x", name="Rita Sender", email="rita@example.net"
)
"""
ERASED = """
from issues.privacy import erasure
from issues.models import Issue, QuarantinedReport
from issues.triage import Actor
assert erasure.erase(Issue.objects.get(token="a" * 32).pk, Actor(reporter=True))
assert erasure.erase_quarantined(QuarantinedReport.objects.get(token="c" * 32).pk)
"""
HEALTH = """
import json
from django.utils import timezone
from issues.health import conditions
print(json.dumps([trouble.what for trouble in conditions.troubles(timezone.now())]))
"""
SEND = """
from django.contrib.auth.models import User
from django.test import Client
from issues.models import Mail
client = Client(HTTP_HOST="localhost")
client.force_login(User.objects.create_superuser("kim"))
held = [str(pk) for pk in Mail.objects.filter(state="held").values_list("pk", flat=True)]
answer = client.post("/admin/issues/mail/", {"action": "send_again", "_selected_action": held})
assert answer.status_code == 302
"""


def people(installation: Installation) -> set[str]:
    texts = (
        "SELECT name || email || issue FROM issues_issue "
        "UNION ALL SELECT name || email || issue FROM issues_quarantinedreport"
    )
    said = " ".join(text for (text,) in installation.query(texts))
    return {name for name in ("Rita", "rita@", "Quentin", "quentin@") if name in said}


@pytest.fixture
def restored(
    installation: Installation, smtp: SmtpServer, tmp_path: Path
) -> tuple[Installation, Path]:
    """Return an installation and its backup: the queued messages were delivered since, and two
    reporters were erased since."""
    installation.env["EMAIL_URL"] = smtp.url
    installation.manage("shell", "-v0", "-c", SENT)
    file = tmp_path / "b.gz"
    installation.manage("backup", file)
    installation.manage("delivermail")
    installation.manage("shell", "-v0", "-c", ERASED)
    assert people(installation) == {"Quentin", "quentin@"}
    assert len(smtp.received) == 6
    smtp.received.clear()
    return installation, file


def test_queued_mail_waits_for_a_word_and_who_was_erased_is_erased_again(
    restored: tuple[Installation, Path], smtp: SmtpServer, tmp_path: Path
) -> None:
    site, file = restored
    said = site.manage("restore", file, "--overwrite").stdout
    assert people(site) == {"Quentin", "quentin@"}
    assert "Erased again: 2." in said
    assert "held: 5." in said
    assert "redact" in said
    site.manage("delivermail")
    assert smtp.received == []
    assert "mail held" in json.loads(site.manage("shell", "-v0", "-c", HEALTH).stdout)
    site.manage("shell", "-v0", "-c", SEND)
    site.manage("delivermail")
    assert len(smtp.received) == 5
    assert "mail held" not in json.loads(site.manage("shell", "-v0", "-c", HEALTH).stdout)
    listed = Path(site.env["ERASURES_FILE"]).read_text()
    assert len(listed.splitlines()) == 2  # erased again, and not listed again
    assert "Rita" not in listed
    assert "a" * 32 not in listed


def test_without_the_list_nothing_is_restored_until_it_is_said_and_mail_goes_out_when_that_is_said(
    restored: tuple[Installation, Path], smtp: SmtpServer, tmp_path: Path
) -> None:
    site, file = restored
    moved = Path(site.env["ERASURES_FILE"]).rename(tmp_path / "moved")
    refused = site.manage("restore", file, "--overwrite", ok=[1])
    assert "there is no list of who had themselves erased" in refused.stderr
    assert "Nothing was changed." in refused.stderr
    assert people(site) == {"Quentin", "quentin@"}
    missing = site.manage("restore", file, "--overwrite", "--erasures", tmp_path / "none", ok=[1])
    assert f"{tmp_path / 'none'} cannot be read" in missing.stderr
    assert people(site) == {"Quentin", "quentin@"}
    site.manage("restore", file, "--overwrite", "--erasures", moved)
    assert people(site) == {"Quentin", "quentin@"}
    said = site.manage("restore", file, "--overwrite", "--no-erasures", "--send-mail").stdout
    assert "Reporters who had themselves erased since are here again." in said
    assert "Rita" in people(site)
    site.manage("delivermail")
    assert len(smtp.received) == 6


#: One who is logged in, and a link to an account that waits in the queue.
LOGGED_IN = """
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from issues.models import LinkRequest, Mail, Throttle
client = Client(HTTP_HOST="localhost")
client.force_login(User.objects.create_superuser("kim", "kim@example.org", "sesame"))
LinkRequest.objects.create(email="kim@example.org")
Throttle.objects.create(key="k", window=timezone.now())
values = {"sender": "a@example.org", "recipient": "kim@example.org"}
Mail.objects.create(audience="account", text="link", **values)
Mail.objects.create(audience="staff", text="news", **values)
"""
PASSING = (
    "django_session",
    "issues_linkrequest",
    "issues_throttle",
    "issues_lease",
    "axes_accessattempt",
    "axes_accesslog",
)


def test_a_restore_logs_nobody_in_and_mails_no_link_to_an_account(
    installation: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "b.gz"
    installation.manage("shell", "-v0", "-c", LOGGED_IN)
    assert installation.query("SELECT count(*) FROM django_session") == [(1,)]
    [(session,)] = installation.query("SELECT session_key FROM django_session")
    installation.manage("backup", file)
    assert session not in gzip.decompress(file.read_bytes()).decode()
    said = installation.manage("restore", file, "--overwrite").stdout
    assert "Nobody is logged in. Passwords are those of that day" in said
    assert [
        table for table in PASSING if installation.query(f"SELECT count(*) FROM {table}") != [(0,)]
    ] == []
    states = installation.query("SELECT audience, state FROM issues_mail ORDER BY audience")
    assert [tuple(row) for row in states] == [("account", "set_aside"), ("staff", "held")]
    assert "put aside: 1." in said


def test_a_backup_without_reporters_needs_no_list(
    installation: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "b.gz"
    installation.manage("backup", file)
    Path(installation.env["ERASURES_FILE"]).unlink()
    assert "Erased again: 0." in installation.manage("restore", file).stdout


def test_a_list_that_cannot_be_written_stops_no_erasure(
    restored: tuple[Installation, Path], tmp_path: Path
) -> None:
    site, file = restored
    site.manage("restore", file, "--overwrite", "--no-erasures")
    erased = site.manage(
        "shell", "-v0", "-c", ERASED, env={"ERASURES_FILE": "/proc/nowhere/erasures"}
    )
    assert "An erasure could not be recorded" in erased.stderr
    assert people(site) == {"Quentin", "quentin@"}
