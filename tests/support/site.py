"""A real gunicorn that serves an installation, and a person at a browser."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import psutil

from tests.support.installation import ROOT, Installation

#: How the superuser `kim` is made in an installation, by `manage.py shell`.
PASSWORD = "tests only: correct horse"
LOGIN = f"""
from django.contrib.auth.models import User
User.objects.create_superuser("kim", "kim@example.org", {PASSWORD!r})
"""
TRIES = 20


class Site:
    """A running gunicorn, and a person at a browser."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self._master = psutil.Process(process.pid)
        self.url = f"http://127.0.0.1:{port}"
        self.browser = httpx.Client(base_url=self.url, timeout=30, trust_env=False)

    def kill_workers(self) -> None:
        for worker in self._master.children():
            worker.kill()

    def log_in(self) -> None:
        self.browser.get("/admin/login/")
        typed = {"username": "kim", "password": PASSWORD, "next": "/admin/"}
        answer = self.browser.post("/admin/login/", data=typed, headers=self.token)
        assert answer.status_code == 302, answer.text

    def post(self, path: str, data: dict[str, str]) -> int:
        """Send the form; return the status of the answer, or 0 without an answer."""
        try:
            return self.browser.post(path, data=data, headers=self.token).status_code
        except httpx.HTTPError:
            return 0

    def post_killed(self, path: str, data: dict[str, str], after: float) -> int:
        """Send the form and kill the workers after this many seconds; return the status of the
        answer."""
        statuses: list[int] = []
        sender = threading.Thread(target=lambda: statuses.append(self.post(path, data)))
        sender.start()
        time.sleep(after)
        self.kill_workers()
        sender.join()
        return statuses[0]

    def until(self, path: str, data: dict[str, str], status: int) -> bool:
        """Send the form again, as a person would; True if the answer came to have this status."""
        return any(self.post(path, data) == status for _ in range(TRIES))

    @property
    def token(self) -> dict[str, str]:
        return {"X-CSRFToken": self.browser.cookies.get("csrftoken") or ""}


@contextmanager
def site(installation: Installation, workers: int = 2) -> Iterator[Site]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "yvih_site.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        str(workers),
        "--preload",
    ]
    with (
        (installation.path / "site.log").open("ab") as log,
        subprocess.Popen(command, cwd=ROOT, env=installation.env, stderr=log) as process,
    ):
        running = Site(process, port)
        try:
            end = time.monotonic() + 60
            while not _answers(running):
                assert process.poll() is None, (installation.path / "site.log").read_text()
                assert time.monotonic() < end, "the site does not answer"
                time.sleep(0.05)
            yield running
        finally:
            running.browser.close()
            process.terminate()


def _answers(running: Site) -> bool:
    try:
        return running.browser.get("/report/").status_code == 200
    except httpx.HTTPError:
        return False
