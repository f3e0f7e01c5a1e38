"""Django's backend for SMTP, with a limit on each answer of the server: Python's own client reads
on for as long as lines come."""

from __future__ import annotations

import smtplib
import socket
from time import monotonic
from typing import Any

from django.core.mail.backends import smtp

#: Of one answer, in bytes. RFC 5321, 4.5.3.1.5, allows 512 for a line, and a server greets with
#: some dozen lines at the most.
LONGEST = 64 * 1024
#: What is waited, in seconds, when the time is over; 0 would mean not to wait for anything, ever
#: again.
SHORTEST = 0.001


class _Answers:
    """What smtplib reads answers from, in the place of a file. All of an answer has to come within
    the connection's timeout."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._timeout = sock.gettimeout()
        self._buffer = b""
        self.begin()

    def begin(self) -> None:
        """Start to count anew, with the next answer."""
        self._until = monotonic() + (self._timeout or 0)
        self._size = 0

    def readline(self, limit: int) -> bytes:
        """Return the next line, or as many bytes of it; what there is where the connection ends.
        Raises TimeoutError."""
        try:
            while (
                b"\n" not in self._buffer
                and len(self._buffer) < limit
                and (data := self._receive())
            ):
                self._buffer += data
        finally:
            self._sock.settimeout(self._timeout)
        end = min(self._buffer.find(b"\n") + 1 or len(self._buffer), limit)
        line, self._buffer = self._buffer[:end], self._buffer[end:]
        self._size += len(line)
        if self._size > LONGEST:
            raise TimeoutError("the server's answer does not end")
        return line

    def close(self) -> None:
        """Leave the socket to whoever opened it."""

    def _receive(self) -> bytes:
        try:
            if self._timeout is not None:
                self._sock.settimeout(max(self._until - monotonic(), SHORTEST))
            return self._sock.recv(4096)
        except TimeoutError as error:
            raise TimeoutError("the server's answer was not complete in time") from error


class Unanswered(smtplib.SMTPServerDisconnected):
    """Nothing came in time to say whether the server took a message."""


class _Limited(smtplib.SMTP):
    file: _Answers | None
    _asked = 0

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand the message over. Raises Unanswered where the server may have it, and does not say."""
        self._asked = 0
        try:
            return super().data(msg)
        except smtplib.SMTPServerDisconnected as error:
            if self._asked == 2 and isinstance(
                error.__context__, TimeoutError
            ):  # the first answer is to the word DATA
                raise Unanswered(str(error)) from error
            raise

    def getreply(self) -> tuple[int, bytes]:
        self._asked += 1
        if self.sock is not None:
            self.file = self.file or _Answers(self.sock)
            self.file.begin()
        return super().getreply()


class _LimitedSSL(_Limited, smtplib.SMTP_SSL):
    """The same over TLS from the start."""


class SmtpBackend(smtp.EmailBackend):
    """Sends mail by the server of EMAIL_URL, in EMAIL_TIMEOUT seconds for each of its answers."""

    @property
    def connection_class(self) -> Any:
        return _LimitedSSL if self.use_ssl else _Limited
