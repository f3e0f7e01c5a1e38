"""Logs contain the run and the issue, and never the reporter."""

from __future__ import annotations

import json
import logging
from functools import partial
from pathlib import Path

import pytest
from django.db import IntegrityError, OperationalError

from issues.mail import secret_links
from issues.runs import log_context
from tests.issues.reports.form_parts import form_key
from tests.support import growth, pumps
from tests.support.installation import Installation
from tests.support.smtp import SmtpServer
from yvih_site import logs

REPORT = """
from django.test import Client
client = Client(HTTP_HOST="localhost", raise_request_exception=False)
answer = client.post(
    "/report/",
    {{"issue": "x", "name": "Rita Reporter", "email": "rita@example.net", "key": "{key}"}},
)
token = answer["Location"]
print(token)
print(client.get(token + "nothing/").status_code)
strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
print(strict.post(token, {{"text": "y"}}).status_code)
"""


def record(message: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, None) if error else None
    return logging.LogRecord("issues", logging.WARNING, __file__, 1, message, args, info)


@pytest.mark.parametrize("formatter", [logs.LineFormatter(), logs.Json()], ids=["line", "json"])
@pytest.mark.parametrize(
    ("message", "hidden"),
    [
        pytest.param("Not Found: /reports/Abc-_123/", "Abc-_123", id="token"),
        pytest.param("Not Found: /reports/Abc-_123/confirm/K-e_y/", "K-e_y", id="key"),
        pytest.param(
            "Internal Server Error: /admin/reset/Mg/cx1-abc_def/", "cx1-abc_def", id="password"
        ),
        pytest.param(
            "refused {'rita.o'reporter@example.org': (550, b'no')}", "rita.o'reporter", id="address"
        ),
    ],
)
def test_what_opens_a_report_and_who_wrote_it_are_hidden(
    formatter: logging.Formatter, message: str, hidden: str
) -> None:
    for said in (
        record(message),
        record("%s", message),
        record("It broke", error=OSError(message)),
    ):
        text = formatter.format(said)
        assert hidden not in text
        assert secret_links.HIDDEN in text


@pytest.mark.parametrize("pump", ["a", "a.", "a@", "a@a.-", "/admin/reset/"])
def test_a_long_word_costs_no_more_than_its_length(pump: str) -> None:
    def host(text: str) -> None:
        logs.LineFormatter().format(record("Invalid HTTP_HOST header: %r.", text))

    assert growth.growth(host, partial(pumps.repeated, pump), 8000) < growth.LIMIT


@pytest.mark.parametrize("formatter", [logs.LineFormatter(), logs.Json()], ids=["line", "json"])
def test_what_an_error_quotes_is_not_logged_but_where_it_happened_and_what_the_system_said(
    formatter: logging.Formatter,
) -> None:
    value = "Quentin Sentinel"
    try:
        try:
            raise KeyError(value)
        except KeyError as cause:
            raise IntegrityError(f"Key (name)=({value}) exists") from cause
    except IntegrityError as error:
        text = formatter.format(record("It broke.", error=error))
    assert "Sentinel" not in text
    assert all(word in text for word in ("KeyError", "IntegrityError", "test_logs.py"))
    full = formatter.format(
        record("It broke.", error=OperationalError(f"database is locked\nLINE 1: {value}"))
    )
    assert "database is locked" in full
    assert "Sentinel" not in full


def test_a_line_ends_with_what_it_is_about() -> None:
    with log_context.about(run=3), log_context.about(issue=5):
        said = record("It broke.")
        logs.Ids().filter(said)
    assert logs.LineFormatter().format(said).endswith("WARNING issues: It broke. [run=3 issue=5]")
    assert log_context.current() == {}


@pytest.mark.long
def test_the_log_of_an_installation_has_runs_issues_and_mail_and_nobodys_name(
    installation: Installation, smtp: SmtpServer, tmp_path: Path
) -> None:
    installation.env |= {"LOG_FILE": str(tmp_path / "log"), "EMAIL_URL": smtp.url}
    smtp.refused = {"rita@example.net"}
    installation.manage("loaddemo")
    quiet = installation.manage("runchecks", "--format", "json")
    said = installation.manage("shell", "-v0", "-c", REPORT.format(key=form_key()))
    token, *statuses = said.stdout.split()
    assert statuses == ["404", "403"]
    failed = installation.manage("delivermail")
    assert quiet.stderr == ""
    entries = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    run = installation.query("SELECT id FROM issues_run")[0][0]
    opened = [entry for entry in entries if entry["message"] == "The issue: opened."]
    of_the_run = installation.query(
        "SELECT id FROM issues_issue WHERE origin = 'check' ORDER BY id"
    )
    assert [(entry["issue"],) for entry in opened if entry.get("run") == run] == of_the_run
    assert (
        next(entry["message"] for entry in entries if entry.get("run") == run) == "The run begins."
    )
    sent = {entry["mail"] for entry in entries if entry["message"].startswith("Sent: ")}
    assert sent == {message.message_id for message in smtp.received}
    assert any(
        entry["message"].startswith("A message was refused for good") and "mail" in entry
        for entry in entries
    )
    for text in ((tmp_path / "log").read_text(), said.stderr, failed.stderr, failed.stdout):
        assert "Rita" not in text
        assert "rita@" not in text
        assert token.strip("/").rpartition("/")[2] not in text


@pytest.mark.parametrize("file", ["/dev/full", "/nowhere/at/all"])
def test_a_line_that_cannot_be_written_is_not_printed_with_all_that_is_hidden_in_it(
    installation: Installation, file: str
) -> None:
    lines = installation.manage(
        "shell", "-v0", "-c", REPORT.format(key=form_key()), env={"LOG_FILE": file}
    )
    assert "404" in lines.stdout
    assert "A line of django.request could not be logged" in lines.stderr
    token = lines.stdout.splitlines()[0].split("/")[2]
    assert token not in lines.stderr
    assert "rita" not in lines.stderr
