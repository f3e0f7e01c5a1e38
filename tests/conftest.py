"""Fixtures for every test. Optional libraries are imported only when a fixture needs them, so that
plain `pytest` runs with requirements.txt alone."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.installation import Installation, Template
from tests.support.mail import QueuedMail
from tests.support.need import PARTS, need
from tests.support.watch import Watch, add_options

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django import Settings

    from tests.support.smtp import SmtpServer


def pytest_addoption(parser: pytest.Parser) -> None:
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Watch(config))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put tests that empty the database last, as they also delete rows of migrations, such as the
    Australian chambers.

    Put long tests first, so that no process still runs one when the others have ended. pytest-xdist
    keeps that order within each process, except with `--dist=worksteal` and the modes that keep
    groups together.
    """
    items.sort(key=lambda item: (_empties_the_database(item), not item.get_closest_marker("long")))


def _empties_the_database(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    fixtures = {"transactional_db", "live_server"}.intersection(getattr(item, "fixturenames", ()))
    return bool(fixtures or (marker and marker.kwargs.get("transaction")))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Spell out half characters in reports, which go from process to process as UTF-8. Some tests
    write such characters to the log on purpose."""
    report = yield
    report.sections = [
        (title, text.encode(errors="backslashreplace").decode()) for title, text in report.sections
    ]
    return report


@pytest.fixture
def queued_mail(db: None, settings: Settings) -> QueuedMail:
    """Queue mail in the database, as on the running site, and return the queue's rows. The test
    runner would keep mail in memory."""
    settings.EMAIL_BACKEND = "issues.mail.queue.EmailBackend"
    return QueuedMail()


@pytest.fixture(scope="session")
def installation_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    """Yield a migrated database, beside the one of DATABASE_URL, that `installation` copies."""
    template = Template(tmp_path_factory.mktemp("installations"), os.environ["DATABASE_URL"])
    yield template
    template.remove()


@pytest.fixture
def installation(installation_template: Template, tmp_path: Path) -> Iterator[Installation]:
    """Yield a freshly migrated installation with its own database, for real processes:
    `.manage(...)`, `.popen(...)`, `.query(...)`."""
    with installation_template.copy(tmp_path) as fresh:
        yield fresh


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    """Yield a running SMTP server on localhost: `.url` is for EMAIL_URL, `.received` lists the
    accepted messages."""
    need("aiosmtpd")
    from tests.support.smtp import SmtpServer

    with SmtpServer() as server:
        yield server


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Return the arguments with which pytest-playwright starts Debian's Chromium."""
    need("playwright", "chromium")
    from tests.support.browser import launch_arguments

    # Playwright's own event loop runs in this thread, which Django would take for asynchronous
    # code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    return launch_arguments()


if PARTS["playwright"]():

    @pytest.fixture(scope="session")
    def browser(browser: Browser) -> Iterator[Browser]:
        """While Playwright's event loop runs, Django keeps connections of its own for this thread:
        they end with it."""
        from django.db import connections
        from playwright.sync_api import expect

        expect.set_options(timeout=30_000)  # other processes are at work besides
        yield browser
        connections.close_all()

else:

    @pytest.fixture
    def page() -> None:
        """Skip the test without pytest-playwright; in CI, fail it."""
        need("playwright")


@pytest.fixture
def phone(page: Page) -> Page:
    """Return a browser's page as wide as a small phone: 360 x 740."""
    from tests.support.browser import PHONE

    page.set_viewport_size(PHONE)
    return page


@pytest.fixture
def desktop(page: Page) -> Page:
    """Return a browser's page on a desktop: 1280 x 900."""
    from tests.support.browser import DESKTOP

    page.set_viewport_size(DESKTOP)
    return page
