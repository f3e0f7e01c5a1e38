"""A real gunicorn behind a web server at an address that gunicorn does not trust by default."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.support.installation import ROOT, Installation

HTTPS = {"Host": "localhost", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}


@contextmanager
def served(installation: Installation, bind: str) -> Iterator[None]:
    """Run gunicorn as docs/operations.md starts it, on a site that requires https for log-ins."""
    command = [sys.executable, "-m", "gunicorn", "yvih_site.wsgi", "--bind", bind]
    with subprocess.Popen(
        command, cwd=ROOT, env=installation.env, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stderr
            while "Booting worker" not in (line := process.stderr.readline()):
                assert line, "gunicorn does not start"
            yield
        finally:
            process.terminate()


def ask(port: int, headers: dict[str, str], **transport: str) -> int:
    """Return the status of the answer, as soon as the server answers."""
    through = httpx.HTTPTransport(**transport)  # type: ignore[arg-type]
    base_url = f"http://127.0.0.1:{port}"
    with httpx.Client(transport=through, base_url=base_url, timeout=60) as client:
        until = time.monotonic() + 30
        while True:
            try:
                return client.get("/report/", headers=headers).status_code
            except httpx.ConnectError:
                assert time.monotonic() < until
                time.sleep(0.1)


@pytest.mark.long
def test_one_setting_makes_a_proxy_elsewhere_believed_and_nobody_else(
    installation: Installation,
) -> None:
    installation.env |= {"SITE_URL": "https://localhost", "TRUSTED_PROXIES": "127.0.0.2,unix"}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with served(installation, f"127.0.0.1:{port}"):
        assert ask(port, HTTPS, local_address="127.0.0.2") == 200
        assert ask(port, HTTPS, local_address="127.0.0.3") == 301
        assert ask(port, {**HTTPS, "X-Forwarded-Proto": "http"}, local_address="127.0.0.2") == 301
    path = str(installation.path / "socket")
    with served(installation, f"unix:{path}"):
        assert ask(port, HTTPS, uds=path) == 200
        assert ask(port, {"Host": "localhost"}, uds=path) == 301
