"""The helpers in tests/support do what they promise."""

from __future__ import annotations

import json
import os
import signal
import smtplib
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.mail import send_mail

from tests.support import zygote
from tests.support.installation import Installation
from tests.support.mail import QueuedMail

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

    from tests.support.smtp import SmtpServer

MESSAGE = "From: a@example.org\r\nTo: b@example.org\r\nSubject: hello\r\n\r\nbody\r\n"


def test_an_installation_is_migrated_and_its_processes_use_its_own_database(
    installation: Installation,
) -> None:
    installation.query(
        "INSERT INTO members_party (name, abbreviation) VALUES (%s, %s)", "Purple", "P%"
    )
    seen = installation.manage(
        "shell", "-v0", "-c", "from members.models import Party; print(*Party.objects.all())"
    )
    assert seen.stdout.strip() == "Purple"


def test_the_next_installation_starts_afresh(installation: Installation) -> None:
    assert installation.query("SELECT count(*) FROM members_party") == [(0,)]
    assert installation.query("SELECT count(*) FROM members_chamber") == [(15,)]


WHAT_IT_IS = """
import json, os, signal, sys
print(json.dumps([
    os.getppid(), dict(os.environ), os.getcwd(), sys.argv, sys.path,
    sorted(os.listdir("/proc/self/fd")), sys.stdin.read(),
    str(sys.stdout.encoding), str(sys.stdout.errors), str(sys.stdout.isatty()),
    str(sys.stderr.line_buffering),
    *(str(signal.getsignal(each)) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGPIPE)),
    [name for name in sys.modules if name.partition(".")[0] in ("members", "issues", "yvih_site")],
    __name__,
]))
sys.exit(sys.argv[1])
"""


@pytest.mark.parametrize("more", [{}, {"PYTHONIOENCODING": "latin-1"}], ids=["forked", "started"])
def test_a_process_that_is_forked_cannot_be_told_from_one_that_was_started(
    tmp_path: Path, more: dict[str, str]
) -> None:
    script = tmp_path / "script.py"
    script.write_text(WHAT_IT_IS)
    said = []
    for kind in (subprocess.Popen, zygote.Popen):
        pipes: dict[str, Any] = {
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "text": True,
        }
        with kind(
            [sys.executable, str(script), "a b"],
            env={"PATH": "/bin", **more},
            cwd=tmp_path,
            **pipes,
        ) as process:
            said.append((*process.communicate(timeout=60), process.returncode))
    assert said[0] == said[1]
    assert json.loads(said[1][0])[0] == os.getpid()
    assert said[1][1:] == ("a b\n", 1)


def test_a_process_that_is_forked_can_be_killed(installation: Installation) -> None:
    with installation.popen(
        "shell", "-v0", "-c", "import time; print('here', flush=True); time.sleep(60)"
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "here\n"
        process.kill()
    assert process.returncode == -signal.SIGKILL


def test_a_command_that_ends_otherwise_than_expected_fails_the_test_with_what_it_said(
    installation: Installation,
) -> None:
    with pytest.raises(AssertionError, match="Unknown command"):
        installation.manage("nonsense")


def test_the_smtp_server_keeps_what_it_accepted_and_turns_down_what_it_was_told_to(
    smtp: SmtpServer,
) -> None:
    smtp.refused.add("gone@example.org")
    with smtplib.SMTP("127.0.0.1", smtp.port) as client:
        refused = client.sendmail("a@example.org", ["b@example.org", "gone@example.org"], MESSAGE)
        smtp.busy = True
        with pytest.raises(smtplib.SMTPRecipientsRefused, match="451"):
            client.sendmail("a@example.org", ["b@example.org"], MESSAGE)
    assert list(refused) == ["gone@example.org"]
    assert [(m.subject, m.recipients, m.text) for m in smtp.received] == [
        ("hello", ("b@example.org",), "body\n")
    ]
    assert smtp.received_by("b@example.org") == smtp.received


def test_the_smtp_server_can_be_away_and_come_back_on_its_port(smtp: SmtpServer) -> None:
    smtp.stop()
    with pytest.raises(ConnectionRefusedError):
        smtplib.SMTP("127.0.0.1", smtp.port)
    smtp.start()
    with smtplib.SMTP("127.0.0.1", smtp.port) as client:
        client.sendmail("a@example.org", ["b@example.org"], MESSAGE)
    assert len(smtp.received) == 1


def test_queued_mail_is_in_the_database(queued_mail: QueuedMail) -> None:
    send_mail("hello", "body", None, ["one@example.org"])
    assert queued_mail.subjects("one@example.org") == ["hello"]
    assert queued_mail.to("two@example.org") == []


def test_a_browser_shows_what_the_live_server_serves(live_server: LiveServer, phone: Page) -> None:
    phone.goto(f"{live_server.url}/admin/login/")
    assert phone.locator("input[name=username]").count() == 1
    assert phone.evaluate("window.innerWidth") == 360
