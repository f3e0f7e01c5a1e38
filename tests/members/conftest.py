"""Fixtures for the tests of loading: files, commands run as an operator runs them, the real lists,
and a local server for lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.support.lists import ITS_NETWORK, ListServer, list_server
from tests.support.need import need_list


class Said(NamedTuple):
    out: str
    listed: list[str]
    error: str


Command = Callable[..., Said]


@pytest.fixture
def data() -> Path:
    """The folder of real lists, which are not part of the project."""
    return need_list("yvih-2012").parent


@pytest.fixture
def command(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in an empty folder. Return its output and, if it refused, its error."""
    monkeypatch.chdir(tmp_path)

    def run(*args: str, **options: Any) -> Said:
        out, err = StringIO(), StringIO()
        error = ""
        try:
            call_command(*args, stdout=out, stderr=err, **options)
        except CommandError as refused:
            error = str(refused)
        return Said(out.getvalue(), err.getvalue().splitlines(), error)

    return run


@pytest.fixture
def load(command: Command) -> Command:
    """Load members from this content, as m.csv in the given format."""

    def run(content: str | bytes, *args: str, form: str = "csv") -> Said:
        Path("m.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
        return command("importmembers", form, "m.csv", *args)

    return run


@pytest.fixture
def server(settings: Settings) -> Iterator[ListServer]:
    settings.FETCH_PRIVATE_NETWORKS = ITS_NETWORK
    with list_server() as running:
        yield running
