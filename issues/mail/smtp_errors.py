"""The connection to the mail server, and the meaning of its errors: a wrong address, an ended
connection, or neither.
"""

from __future__ import annotations

from collections.abc import Callable
from smtplib import (
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from issues.mail.smtp_client import Unanswered

#: "Service not available, closing transmission channel."
CLOSING = 421
#: The beginning of Mail.error if the server answered about the recipient.
ABOUT_RECIPIENT = SMTPRecipientsRefused.__name__


class Unreachable(Exception):
    """The server cannot be reached. The text gives the reason."""


class SmtpConnection:
    """A connection to the mail server, opened when needed, and again if the server ended it.

    `ready` is called each time before anything is sent to the server.
    """

    def __init__(self, ready: Callable[[], object]) -> None:
        self._connection = get_connection(settings.EMAIL_DELIVERY_BACKEND)
        self._ready = ready
        #: True once this very connection has carried a message.
        self._carried = False

    def send(self, message: EmailMessage) -> None:
        """Send a message. Tries once more if the server ends a connection that carried others, as
        many do after some messages.

        The server may have accepted the message just before; it then arrives twice with one
        Message-ID. Raises Unreachable, or the error that the server answered with.
        """
        self._open()
        try:
            self._send(message)
        except Exception as error:
            if not (self._carried and is_dropped(error)) or isinstance(error, Unanswered):
                raise
            self.close()
            self._open()
            self._send(message)

    def close(self) -> None:
        """Close the connection. The next message opens another."""
        self._connection.close()
        self._carried = False

    def _open(self) -> None:
        self._ready()
        try:
            self._connection.open()
        except Exception as error:
            raise Unreachable(f"{type(error).__name__}: {error}") from error

    def _send(self, message: EmailMessage) -> None:
        self._ready()
        message.connection = self._connection
        message.send()
        self._carried = True


def permanent_refusal(error: Exception) -> str:
    """Return the reason if no message can ever reach this recipient, else "". The reason holds no
    address.

    A 5xx after RCPT is about the recipient. After MAIL FROM or DATA it is about the sender or the
    text.
    """
    if isinstance(error, SMTPRecipientsRefused):
        codes = _codes(error)
        return ", ".join(map(str, codes)) if all(500 <= code < 600 for code in codes) else ""
    if isinstance(error, (SMTPNotSupportedError, ValueError)):
        return "mail cannot be sent to the address"
    return ""


def can_never_be_sent(error: Exception) -> bool:
    """True if the message itself cannot be built, so that trying again does not help."""
    return isinstance(error, ValueError)


def is_dropped(error: Exception) -> bool:
    """True if the server ended the connection, as many do after some messages, or never said
    whether it accepted this one.

    Before the message itself, a server that does not answer in time has not ended the connection.
    """
    if isinstance(error, SMTPResponseException):
        return error.smtp_code == CLOSING
    if isinstance(error, SMTPRecipientsRefused):
        return CLOSING in _codes(error)
    if isinstance(error, Unanswered):
        return True
    return isinstance(error, (SMTPServerDisconnected, ConnectionError)) and not isinstance(
        error.__context__, TimeoutError
    )


def _codes(error: SMTPRecipientsRefused) -> list[int]:
    return sorted({code for code, _ in error.recipients.values()})
