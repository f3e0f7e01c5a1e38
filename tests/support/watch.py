"""A watch on the side effects of tests, by Python's own audit events, so that nobody has to keep a
list of them.

`--quick` leaves out tests that start a process or open a server: in advance if a fixture or the
marker `process` tells, otherwise at the moment it happens. `--first-run FILE` notes in FILE the
tests that passed and used neither the database nor a process. These give the same result on every
database, so `--second-run FILE` leaves them out on another one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from django.db.utils import ConnectionHandler

PROCESS = {
    "subprocess.Popen",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.system",
    "os.exec",
    "socket.bind",
}
DATABASE = {"sqlite3.connect"}
NOTICED = PROCESS | DATABASE
#: Fixtures that start a process or open a server, for themselves or for the test.
STARTERS = {"installation", "installation_template", "smtp", "live_server", "browser", "page"}
USERS = {"db", "transactional_db", "live_server", "django_db_setup"}
QUICK = "starts a process or opens a server: not with --quick"


def add_options(parser: pytest.Parser) -> None:
    group = parser.getgroup("Your Voice in House")
    group.addoption(
        "--quick",
        action="store_true",
        help="leave out tests that start a process, open a server or are marked long",
    )
    group.addoption(
        "--first-run",
        metavar="FILE",
        help="note the tests that passed and do not depend on the database",
    )
    group.addoption(
        "--second-run", metavar="FILE", help="leave out the tests that the first run noted"
    )


class Watch:
    """The plugin, one instance for each process of pytest-xdist."""

    def __init__(self, config: pytest.Config) -> None:
        self._quick: bool = config.getoption("quick")
        self._notes: str | None = config.getoption("first_run")
        self._noted: str | None = config.getoption("second_run")
        self._running = self._depends = False
        self._passed: set[str] = set()
        if self._quick or self._notes:
            sys.addaudithook(self._notice)
            _on_connection(self._notice)

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        noted = set(Path(self._noted).read_text().splitlines()) if self._noted else set()
        left_out = [
            item
            for item in items
            if (self._quick and (_starts(item) or item.get_closest_marker("long")))
            or (self._noted and (item.nodeid in noted or item.get_closest_marker("once")))
        ]
        if left_out:
            config.hook.pytest_deselected(items=left_out)
            items[:] = [item for item in items if item not in set(left_out)]

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self._running, self._depends = (
            True,
            bool(item.get_closest_marker("django_db") or USERS & _fixtures(item)),
        )
        self._passed = set()
        try:
            return (yield)
        finally:
            self._running = False
            # A line each, and short: several processes add to the file.
            if (
                self._notes
                and not self._depends
                and self._passed == {"setup", "call", "teardown"}
                and "\n" not in item.nodeid
            ):
                with open(self._notes, "a") as notes:
                    notes.write(f"{item.nodeid}\n")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.passed:
            self._passed.add(report.when)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if self._noted and exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
            session.exitstatus = pytest.ExitCode.OK  # the first run had some: it would have failed

    def _notice(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in NOTICED or not self._running:
            return
        self._depends = True
        if self._quick and event in PROCESS:
            pytest.skip(QUICK)


def _on_connection(notice: Callable[[str, tuple[Any, ...]], None]) -> None:
    """Record every use of the connection, even if only the name of its database is read."""
    get = ConnectionHandler.__getitem__

    def noticed(handler: ConnectionHandler, alias: str) -> Any:
        notice("sqlite3.connect", ())
        return get(handler, alias)

    ConnectionHandler.__getitem__ = noticed  # type: ignore[method-assign, assignment]


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _starts(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("process") or STARTERS & _fixtures(item))
