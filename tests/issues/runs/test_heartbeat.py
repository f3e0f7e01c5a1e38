"""HEARTBEAT_URL is called at the start, success and failure of a whole run, and at no other
time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from issues import lease
from issues.models import Run
from issues.runs import heartbeat
from tests import factories
from tests.issues.conftest import Rule
from tests.support.lists import Handler, ListServer, list_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def watcher(settings: Settings) -> Iterator[ListServer]:
    """A server in the place of the watching service. Its address has a query."""
    with list_server() as server:
        settings.HEARTBEAT_URL = f"http://127.0.0.1:{server.server_port}/key?from=site"
        yield server


def asked(watcher: ListServer) -> list[str]:
    return [path for path, _ in watcher.asked]


def test_a_whole_run_is_told_of_at_its_start_and_its_success(
    rule: Rule, watcher: ListServer
) -> None:
    rule.wrong[factories.member()] = "ada at example"
    call_command("runchecks", verbosity=0)
    assert asked(watcher) == ["/key/start?from=site", "/key?from=site"]


def test_open_findings_are_a_success_of_the_run(rule: Rule, watcher: ListServer) -> None:
    rule.wrong[factories.member()] = "ada at example"
    with pytest.raises(CommandError) as ended:
        call_command("runchecks", "--fail-on=error", verbosity=0)
    assert ended.value.returncode == 4
    assert asked(watcher)[-1] == "/key?from=site"


def test_a_check_that_breaks_is_a_failure(rule: Rule, watcher: ListServer) -> None:
    rule.error = ValueError("broken")
    with pytest.raises(CommandError):
        call_command("runchecks", verbosity=0)
    assert asked(watcher) == ["/key/start?from=site", "/key/fail?from=site"]


@pytest.mark.parametrize(
    "options", [["--check=test-rule"], ["--chamber=fed-hor"], ["--dry-run"], ["--list"]]
)
def test_what_is_no_whole_run_is_told_to_nobody(
    rule: Rule, watcher: ListServer, options: list[str]
) -> None:
    call_command("runchecks", *options, verbosity=0)
    assert asked(watcher) == []


def test_a_run_that_finds_another_in_progress_is_told_to_nobody(
    rule: Rule, watcher: ListServer
) -> None:
    with lease.hold("runchecks"), pytest.raises(CommandError) as ended:
        call_command("runchecks", verbosity=0)
    assert ended.value.returncode == 3
    assert asked(watcher) == []


def test_a_watching_service_that_is_down_does_not_harm_the_run_nor_is_its_address_logged(
    rule: Rule, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.HEARTBEAT_URL = "http://127.0.0.1:9/secret"
    call_command("runchecks", verbosity=0)
    assert "HEARTBEAT_URL/start could not be called: ConnectError" in caplog.text
    assert "secret" not in caplog.text


def test_a_watching_service_that_refuses_is_logged(
    rule: Rule, watcher: ListServer, caplog: pytest.LogCaptureFixture
) -> None:
    watcher.sends(b"", status=404)
    call_command("runchecks", verbosity=0)
    assert "HEARTBEAT_URL could not be called: HTTPStatusError" in caplog.text


@pytest.mark.parametrize("proxy", ["nonsense://x", "http://[::1", "socks5://127.0.0.1:1"])
def test_a_proxy_that_makes_no_sense_does_not_stop_the_run(
    rule: Rule, watcher: ListServer, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    rule.wrong[factories.member()] = "ada at example"
    call_command("runchecks", verbosity=0)
    assert Run.objects.get().status == Run.Outcome.SUCCEEDED


def without_end(server: ListServer, begins: bytes, goes_on: bytes) -> None:
    """Let the server answer with `begins`, then with `goes_on` every tenth of a second until the
    test ends."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(begins)
        while not server.waits(0.1):
            handler.wfile.write(goes_on)

    server.answer = answer


@pytest.mark.parametrize(
    ("begins", "is_said"),
    [
        (b"HTTP/1.1 200 OK\r\nX-Begins: ", True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", False),
        (b"H", True),
    ],
)
def test_an_answer_without_end_holds_up_no_run(
    rule: Rule,
    watcher: ListServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    begins: bytes,
    is_said: bool,
) -> None:
    monkeypatch.setattr(heartbeat, "TOTAL", 1)
    without_end(watcher, begins, b"a" if is_said else b"a" * 100_000)
    call_command("runchecks", verbosity=0)
    assert Run.objects.get().status == "succeeded"
    assert asked(watcher) == ["/key/start?from=site", "/key?from=site"]
    assert ("has not answered within 1 seconds" in caplog.text) is is_said
