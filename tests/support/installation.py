"""A temporary installation with its own database, for tests that need real processes."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import environ
import psycopg

from tests.support import zygote

ROOT = Path(__file__).resolve().parents[2]
OF_THE_PROCESS = ("PATH", "HOME", "YVIH_ENV_FILE")
Rows = list[tuple[Any, ...]]


@dataclass
class Installation:
    """One installation: `path` is its folder, `database_url` its database, `env` the whole
    environment of its processes."""

    path: Path
    database_url: str
    env: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.path),
            "YVIH_ENV_FILE": str(self.path / ".env"),
            "SECRET_KEY": "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "SITE_URL": "http://localhost",
            "ISSUE_EMAILS": "one@example.org,two@example.org",
            "DEFAULT_FROM_EMAIL": "site@example.org",
            "EMAIL_URL": f"filemail://{self.path / 'mail'}",
            "DATABASE_URL": self.database_url,
            "ERASURES_FILE": str(self.path / "erasures"),
        }

    def popen(
        self, *arguments: str | Path, env: Mapping[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """Start `manage.py` with these arguments; `env` is added to its environment. The caller
        waits for it."""
        return zygote.Popen(
            [sys.executable, str(ROOT / "manage.py"), *map(str, arguments)],
            env={**self.env, **(env or {})},
            cwd=self.path,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def manage(
        self,
        *arguments: str | Path,
        ok: Iterable[int] = (0,),
        env: Mapping[str, str] | None = None,
        timeout: float = 120,
    ) -> subprocess.CompletedProcess[str]:
        """Run `manage.py` with these arguments. Raises AssertionError with its output if its status
        is not in `ok`."""
        with self.popen(*arguments, env=env) as process:
            try:
                stdout, stderr = process.communicate(timeout=timeout)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        said = (
            f"manage.py {' '.join(map(str, arguments))} ended with {process.returncode}\n"
            f"{stdout}\n{stderr}"
        )
        assert process.returncode in ok, said
        return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)

    def query(self, sql: str, *parameters: Any) -> Rows:
        """Return the rows of a statement, if any, and commit it at once; `%s` stands for a
        parameter."""
        return _execute(self.database_url, sql, parameters)


def write_env_file(file: Path, installation: Installation, **more: str) -> None:
    """Write the installation's configuration to the file that settings read, for processes without
    an environment of their own."""
    configuration = {**installation.env, **more}
    file.write_text(
        "".join(
            f"{name}={value}\n"
            for name, value in configuration.items()
            if name not in OF_THE_PROCESS
        )
    )


def copy_checkout(path: Path) -> Path:
    """Copy the project's own files, without configuration, database and virtual environment."""
    path.mkdir()
    for folder in ("yvih_site", "members", "issues", "templates", "static", "script"):
        if (ROOT / folder).exists():
            shutil.copytree(ROOT / folder, path / folder)
    for file in ("manage.py", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / file, path)
    return path


def migrate(installation: Installation) -> None:
    installation.manage("migrate", "--verbosity=0")


@dataclass
class Template:
    """A database that is copied for each installation.

    It begins as a copy of the one of `start`, or empty without it, and `prepare` does the rest.
    """

    folder: Path
    server_url: str
    prepare: Callable[[Installation], None] = migrate
    start: Template | None = None
    url: str = ""

    def __post_init__(self) -> None:
        self.url = self._create(self.start.url if self.start else "")
        self.prepare(Installation(self.folder, self.url))

    @contextmanager
    def copy(self, path: Path) -> Iterator[Installation]:
        """Yield a new installation in this folder; its database is removed at the end."""
        url = self._create(template=self.url)
        try:
            yield Installation(path, url)
        finally:
            self._drop(url)

    def remove(self) -> None:
        self._drop(self.url)

    def _create(self, template: str = "") -> str:
        name = f"yvih_{uuid.uuid4().hex[:12]}"
        if _is_sqlite(self.server_url):
            path = self.folder / f"{name}.sqlite3"
            if template:
                shutil.copy(template.removeprefix("sqlite:///"), path)
            return f"sqlite:///{path}"
        source = f' TEMPLATE "{_settings(template)["NAME"]}" STRATEGY file_copy' if template else ""
        _execute(self.server_url, f'CREATE DATABASE "{name}"{source}')
        address, _, query = self.server_url.partition("?")
        return f"{address.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")

    def _drop(self, url: str) -> None:
        if _is_sqlite(url):
            for file in self.folder.glob(Path(url).name + "*"):
                file.unlink()
        else:
            _execute(self.server_url, f'DROP DATABASE "{_settings(url)["NAME"]}" WITH (FORCE)')


def _is_sqlite(url: str) -> bool:
    return url.startswith("sqlite:")


def _settings(url: str) -> dict[str, Any]:
    settings: dict[str, Any] = environ.Env.db_url_config(url)
    return settings


def _execute(url: str, sql: str, parameters: tuple[Any, ...] = ()) -> Rows:
    if _is_sqlite(url):
        connection = sqlite3.connect(_settings(url)["NAME"], timeout=20, isolation_level=None)
        try:
            return connection.execute(sql.replace("%s", "?"), parameters).fetchall()
        finally:
            connection.close()
    database = _settings(url)
    names = {
        "dbname": "NAME",
        "user": "USER",
        "password": "PASSWORD",
        "host": "HOST",
        "port": "PORT",
    }
    given = {ours: str(database[theirs]) for ours, theirs in names.items() if database.get(theirs)}
    with psycopg.connect(autocommit=True, **given) as server:  # type: ignore[arg-type]
        cursor = server.execute(sql.encode(), parameters or None)
        return cursor.fetchall() if cursor.description else []
