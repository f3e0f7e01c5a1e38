"""Commands run in this process as a shell would start them."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NoReturn
from unittest import mock

from django.apps import apps
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.db import connection, connections


def our_commands() -> dict[str, str]:
    """Return a dict of command name to app, for the commands of this project."""
    root = Path(settings.BASE_DIR)
    ours = {config.name for config in apps.get_app_configs() if Path(config.path).parent == root}
    return {name: app for name, app in sorted(get_commands().items()) if app in ours}


def run(name: str, *arguments: str | Path) -> tuple[int, str]:
    """Run a command as `manage.py` would, and return its exit status and what it wrote to standard
    output.

    Any other exception than one of a command is raised: it would be a traceback.
    """
    out = io.StringIO()
    # `manage.py` closes the connections at the end, and this test's transaction with them.
    with (
        redirect_stdout(out),
        redirect_stderr(io.StringIO()),
        mock.patch.object(connections, "close_all"),
    ):
        command = load_command_class(get_commands()[name], name)
        try:
            command.run_from_argv([sys.argv[0], name, *map(str, arguments)])
        except SystemExit as end:
            return (
                end.code if isinstance(end.code, int) else int(end.code is not None)
            ), out.getvalue()
    return 0, out.getvalue()


def status(name: str | Path, *arguments: str | Path) -> int:
    return run(str(name), *arguments)[0]


def output(name: str, *arguments: str | Path) -> str:
    """Return what a command writes to standard output, whatever its exit status."""
    return run(name, *arguments)[1]


def read_json(name: str, *arguments: str | Path) -> Any:
    return json.loads(output(name, *arguments, "--format", "json"))


def broken() -> NoReturn:
    raise RuntimeError("broken for this test")


@contextmanager
def at_first_read(of: str, act: Callable[[], object]) -> Iterator[None]:
    """Call `act` just before the first query that reads the table of that model, such as
    `members.email`."""
    table = apps.get_model(of)._meta.db_table
    waiting = [act]

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if waiting and sql.startswith("SELECT") and f'FROM "{table}"' in sql:
            waiting.pop()()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield
    assert not waiting, f"{table} was never read"
