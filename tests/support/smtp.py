"""A real SMTP server on localhost that keeps received messages, and can misbehave as servers do."""

from __future__ import annotations

import asyncio
import email
import email.policy
import socket
import threading
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any


@dataclass(frozen=True)
class Received:
    """One accepted message: the addresses of its envelope, and the message itself."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])

    @property
    def text(self) -> str:
        """Return the plain text part."""
        return self._part("plain")

    @property
    def html(self) -> str:
        """Return the HTML part; "" without one."""
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return str(part.get_content()).replace("\r\n", "\n") if part else ""


class SmtpServer:
    """Listens on one port from `start` to `stop`, which may be repeated.

    `received` is what it accepted; `refused` are recipients it turns down for good (550); while
    `busy`, it turns everybody down for now (451); it takes `delay` seconds over each message before
    it accepts it; `says` are its answers to the commands named there. It ends each connection after
    `ends_after` messages, if that is given: `ends_by` closing it after its reply, by a "421" to the
    next message, or by "silence" in the place of its reply. If it is `then_gone`, it listens no
    more from then on.
    """

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.received: list[Received] = []
        self.refused: set[str] = set()
        self.busy = False
        self.delay = 0.0
        self.says: dict[str, str] = {}
        self.ends_after = 0
        self.ends_by = "close"
        self.then_gone = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> SmtpServer:
        self.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Return the value for EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    def received_by(self, address: str) -> list[Received]:
        return [message for message in self.received if address in message.recipients]

    def start(self) -> None:
        """Start listening; return when connections are accepted."""
        ready = threading.Event()
        self._thread = threading.Thread(target=asyncio.run, args=[self._serve(ready)], name="smtp")
        self._thread.start()
        assert ready.wait(10), "the SMTP server did not start"

    def stop(self) -> None:
        """Stop listening, and break off messages that are being sent. No effect if stopped."""
        if self._thread and self._loop:
            self._loop.call_soon_threadsafe(self._stopped.set)
            self._thread.join(10)
            self._thread = self._loop = None

    async def _serve(self, ready: threading.Event) -> None:
        from aiosmtpd.smtp import SMTP

        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        connections: list[Any] = []

        def connection() -> Any:
            connections.append(SMTP(self, hostname="localhost", enable_SMTPUTF8=True))
            return connections[-1]

        server = self._server = await self._loop.create_server(connection, "127.0.0.1", self.port)
        ready.set()
        await self._stopped.wait()
        server.close()
        for protocol in connections:
            if protocol.transport:
                protocol.transport.abort()
        await asyncio.sleep(0)  # lets the broken connections end

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.ends_by == "421" and self._is_over(session):
            self._loop.call_later(0.01, server.transport.close)  # type: ignore[union-attr]
            return "421 4.7.0 That is enough"
        if self._is_over(session):  # the client was faster than the end of its connection
            server.transport.abort()
        envelope.mail_from = address
        return self.says.get("MAIL", "250 OK")

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.busy:
            return "451 4.3.0 Try again later"
        if address in self.refused:
            return "550 5.1.1 No such user"
        if "RCPT" in self.says:
            return self.says["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        await asyncio.sleep(self.delay)
        if "DATA" in self.says:
            return self.says["DATA"]
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.received.append(Received(envelope.mail_from, tuple(envelope.rcpt_tos), message))
        session.carried = getattr(session, "carried", 0) + 1
        if self._is_over(session) and self.then_gone:
            self._server.close()
        if self._is_over(session) and self.ends_by == "silence":
            server.transport.abort()
        elif self._is_over(session) and self.ends_by == "close":
            self._loop.call_later(0.01, server.transport.close)  # type: ignore[union-attr]
        return "250 OK"

    def _is_over(self, session: Any) -> bool:
        return self.ends_after > 0 and getattr(session, "carried", 0) >= self.ends_after
