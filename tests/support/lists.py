"""A server of official lists on 127.0.0.1 that gives the answers that a test sets."""

from __future__ import annotations

import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path

#: The FETCH_PRIVATE_NETWORKS that allows fetching from this server.
ITS_NETWORK = (ip_network("127.0.0.1/32"),)


class Handler(BaseHTTPRequestHandler):
    server: ListServer

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers))
        try:
            self.server.answer(self)
        except (ConnectionError, ssl.SSLError):
            self.close_connection = True  # the client had enough

    def reply(self, body: bytes = b"", status: int = 200, **headers: str) -> None:
        """Send an answer; `content_length` among the headers may be wrong."""
        given = {
            "Content-Length": str(len(body)),
            **{name.replace("_", "-").title(): value for name, value in headers.items()},
        }
        self.send_response(status)
        for name, value in given.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


class ListServer(ThreadingHTTPServer):
    """A server whose `answer` a test sets; `asked` lists the path and headers of each request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer: Callable[[Handler], object] = Handler.reply
        self.asked: list[tuple[str, Message]] = []
        self.stopped = threading.Event()
        self.scheme = "http"

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore clients that disconnect early, as tests do on purpose."""

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}/list.csv"

    def sends(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Answer every request with this from now on."""
        self.answer = lambda handler: handler.reply(body, status, **headers)

    def waits(self, seconds: float) -> bool:
        """Wait within an answer; True if the test has ended."""
        return self.stopped.wait(seconds)

    def speak_tls(self, folder: Path, name: str) -> Path:
        """Use https from now on, with a self-signed certificate for this name; return the
        certificate's file."""
        context, certificate = signed_by_itself(folder, f"DNS:{name}")
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.scheme = "https"
        return certificate


def signed_by_itself(folder: Path, name: str) -> tuple[ssl.SSLContext, Path]:
    """Return a TLS context for a server, and the file of its self-signed certificate for this name
    (`DNS:localhost`, `IP:127.0.0.1`)."""
    certificate = folder / "certificate.pem"
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout"
    )
    names = ["-subj", f"/CN={name.partition(':')[2]}", "-addext", f"subjectAltName={name}"]
    arguments = [*command.split(), str(folder / "key.pem"), "-out", str(certificate), *names]
    subprocess.run(arguments, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, folder / "key.pem")
    return context, certificate


@contextmanager
def list_server() -> Iterator[ListServer]:
    server = ListServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        server.shutdown()
        thread.join()
        server.server_close()
