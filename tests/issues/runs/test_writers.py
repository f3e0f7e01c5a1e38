"""Concurrent writers: people report while the checks run."""

from __future__ import annotations

import json

from tests.support.installation import ROOT, Installation

WRITERS, REPORTS, RUNS = 8, 12, 4

WRITE = f"""
import os
from django.test import Client
from tests.issues.reports.form_parts import form_key
for number in range({REPORTS}):
    typed = {{"issue": f"Number {{number}} is wrong, says {{os.getpid()}}.", "email": f"{{number}}@example.net", "key": form_key()}}
    answer = Client(HTTP_HOST="localhost").post("/report/", typed)
    print(answer.status_code, flush=True)
"""

# An update sends no signal, so the run finds it, not the check after an edit.
TOGGLE = """
from members.models import Chamber, Email, Member
ada, _ = Member.objects.get_or_create(slug="ada", defaults={"chamber": Chamber.objects.first(), "first_name": "Ada", "last_name": "Quill"})
right = Email.objects.get_or_create(member=ada, defaults={"address": "ada.quill@example.org"})[0].normalised
Email.objects.update(**{"address": "ada.", "normalised": ""} if right else {"address": "a@example.org", "normalised": "a@example.org"})
"""


def test_eight_processes_write_reports_while_checks_run_and_none_of_them_fails(
    installation: Installation,
) -> None:
    installation.env |= {"REPORT_LIMIT": "0", "REPORT_LIMIT_ALL": "0", "PYTHONPATH": str(ROOT)}
    writers = [installation.popen("shell", "-v0", "-c", WRITE) for _ in range(WRITERS)]
    changed = 0
    for _ in range(RUNS):
        installation.manage("shell", "-v0", "-c", TOGGLE)
        totals = json.loads(
            installation.manage(
                "runchecks", "--check", "email-malformed", "--format", "json"
            ).stdout
        )["totals"]
        changed += totals["opened"] + totals["reopened"] + totals["resolved"]
    for writer in writers:
        out, err = writer.communicate(timeout=120)
        assert (out.split(), err) == (["302"] * REPORTS, "")
    assert changed == RUNS, "each run had something to write"
    reports = WRITERS * REPORTS
    assert installation.query("SELECT count(*) FROM issues_issue WHERE origin = 'public'") == [
        (reports,)
    ]
    assert installation.query(
        "SELECT count(*) FROM issues_issueevent WHERE verb = 'opened' AND by_reporter"
    ) == [(reports,)]
    mails = [
        message
        for (message,) in installation.query(
            "SELECT text FROM issues_mail WHERE recipient = %s", "one@example.org"
        )
    ]
    for (number,) in installation.query("SELECT id FROM issues_issue WHERE origin = 'public'"):
        assert sum(f"/issue/{number}/change/" in message for message in mails) == 1
