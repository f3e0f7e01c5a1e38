"""Mail servers whose replies never end: fast, slow or without a line end, at every point of a
delivery."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pytest_django import Settings

from issues.mail import delivery
from issues.models import Mail
from tests import factories
from tests.support.installation import Installation
from tests.support.lists import signed_by_itself
from tests.support.need import need

pytestmark = pytest.mark.django_db

#: The endlessly repeated part of a reply, and the seconds before each. Tests stop at ENOUGH.
ENDLESS = {
    "fast": (b"250-and so on\r\n" * 500, 0.0),
    "slow": (b"250-and so on\r\n", 0.1),
    "dribble": (b"2", 0.1),
}
ENOUGH = 2_000
POINTS = ["greeting", "EHLO", "MAIL", "RCPT", "DATA", "."]


class Server(socketserver.ThreadingTCPServer):
    """A mail server that behaves up to `point` and then replies without end.

    `sent` counts the bytes of that reply. `ended` is set once the client has left.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, point: str, kind: str) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.point = point
        self.endless, self.wait = ENDLESS[kind]
        self.sent = 0
        self.ended = threading.Event()
        self.context: ssl.SSLContext | None = None

    def get_request(self) -> tuple[socket.socket, object]:
        sock, address = super().get_request()
        return (self.context.wrap_socket(sock, server_side=True) if self.context else sock), address


class Talk(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        with suppress(OSError):
            self.say("greeting", b"220 localhost\r\n")
            for line in self.rfile:
                word = line.strip().upper().split(b" ")[0].decode("ascii", "replace")
                if word in POINTS:
                    self.say(word, b"354 Go on\r\n" if word == "DATA" else b"250 OK\r\n")
        self.server.ended.set()

    def say(self, point: str, answer: bytes) -> None:
        if point != self.server.point:
            self.wfile.write(answer)
            return
        for _ in range(ENOUGH):
            if self.server.ended.wait(self.server.wait):
                return
            self.wfile.write(self.server.endless)
            self.server.sent += len(self.server.endless)


@pytest.fixture
def server(point: str, kind: str, settings: Settings) -> Iterator[Server]:
    with Server(point, kind) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        settings.EMAIL_DELIVERY_BACKEND = "issues.mail.smtp_client.SmtpBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = (
            "127.0.0.1",
            server.server_address[1],
            1,
        )
        yield server
        server.ended.set()
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("kind", ENDLESS)
def test_a_delivery_ends_and_keeps_the_mail(server: Server, kind: str, point: str) -> None:
    factories.mail(message_id="<1@example.org>", text="Hello")
    done = delivery.deliver()
    assert done.down if point == "greeting" else done.failed == 1
    assert server.ended.wait(10), "the client never left"
    assert server.sent < len(server.endless) * ENOUGH
    mail = Mail.objects.get()
    assert (mail.state, mail.tries) == (Mail.State.QUEUED, 0 if done.down else 1)
    said = done.down or mail.error
    assert "does not end" in said if kind == "fast" else "in time" in said


@pytest.mark.parametrize(("point", "kind"), [("RCPT", "fast")])
def test_so_it_is_where_an_address_is_configured(
    server: Server, installation: Installation
) -> None:
    said = installation.manage(
        "doctor", ok=[1], env={"EMAIL_URL": f"smtp://127.0.0.1:{server.server_address[1]}"}
    ).stdout
    assert "the server's answer does not end" in said
    assert server.sent < len(server.endless) * ENOUGH


@pytest.mark.parametrize("point", ["greeting", "MAIL", "none"])
@pytest.mark.parametrize("kind", ENDLESS)
def test_over_tls_too(
    server: Server,
    kind: str,
    point: str,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    need("openssl")
    server.context, certificate = signed_by_itself(tmp_path, "IP:127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.EMAIL_USE_SSL = True
    factories.mail(message_id="<1@example.org>", text="Hello")
    done = delivery.deliver()
    assert (bool(done.down), done.failed, done.sent) == (
        point == "greeting",
        point == "MAIL",
        point == "none",
    )
    assert server.sent < len(server.endless) * ENOUGH
