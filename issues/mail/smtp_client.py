"""Django's SMTP backend with a limit on each answer of the server. Python's own client reads on for
as long as lines come.
"""

from __future__ import annotations

import smtplib
import socket
from time import monotonic
from typing import Any

from django.core.mail.backends import smtp

#: The longest answer, in bytes. RFC 5321, 4.5.3.1.5, allows 512 for a line, and a server greets
#: with a dozen lines or so at the most.
LONGEST = 64 * 1024
#: The timeout in seconds once the time is over. 0 would make the socket non-blocking.
SHORTEST = 0.001


class _Answers:
    """The object from which smtplib reads answers, instead of a file. A whole answer has to come
    within the connection's timeout.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._timeout = sock.gettimeout()
        self._buffer = b""
        self.begin()

    def begin(self) -> None:
        """Start the time and the size of the next answer."""
        self._until = monotonic() + (self._timeout or 0)
        self._size = 0

    def readline(self, limit: int) -> bytes:
        """Return the next line, or as much of it as the limit or the end of the connection allows.

        Raises TimeoutError if the answer is too slow or too long.
        """
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
        """Do nothing: the code that opened the socket closes it."""

    def _receive(self) -> bytes:
        try:
            if self._timeout is not None:
                self._sock.settimeout(max(self._until - monotonic(), SHORTEST))
            return self._sock.recv(4096)
        except TimeoutError as error:
            raise TimeoutError("the server's answer was not complete in time") from error


class Unanswered(smtplib.SMTPServerDisconnected):
    """The server did not say in time whether it accepted a message."""


class _Limited(smtplib.SMTP):
    file: _Answers | None
    _asked = 0

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Send the message itself. Raises Unanswered if the server may have accepted it but does
        not say so.
        """
        self._asked = 0
        try:
            return super().data(msg)
        except smtplib.SMTPServerDisconnected as error:
            if self._asked == 2 and isinstance(
                error.__context__, TimeoutError
            ):  # the first answer is to the command DATA
                raise Unanswered(str(error)) from error
            raise

    def getreply(self) -> tuple[int, bytes]:
        """Return the next answer, read within the connection's timeout."""
        self._asked += 1
        if self.sock is not None:
            self.file = self.file or _Answers(self.sock)
            self.file.begin()
        return super().getreply()


class _LimitedSSL(_Limited, smtplib.SMTP_SSL):
    """The same client over TLS from the start."""


class SmtpBackend(smtp.EmailBackend):
    """Sends mail through the server of EMAIL_URL. Each of its answers has to come within
    EMAIL_TIMEOUT seconds.
    """

    @property
    def connection_class(self) -> Any:
        """Return the class of SMTP client to connect with."""
        return _LimitedSSL if self.use_ssl else _Limited
