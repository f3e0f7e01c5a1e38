"""What the errors of a mail server mean: that the address is wrong, that the connection ended, or that something else failed."""

from __future__ import annotations

from smtplib import SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected

#: "Service not available, closing transmission channel."
CLOSING = 421
#: What Mail.error begins with when the server answered about the recipient.
ABOUT_RECIPIENT = SMTPRecipientsRefused.__name__


def refused_for_good(error: Exception) -> str:
    """Return the reason if no message can ever reach this recipient, else "". Holds no address.

    A 5xx after RCPT is about the recipient; after MAIL FROM or DATA it is about the sender or the text.
    """
    if isinstance(error, SMTPRecipientsRefused):
        codes = _codes(error)
        return ", ".join(map(str, codes)) if all(500 <= code < 600 for code in codes) else ""
    if isinstance(error, (SMTPNotSupportedError, ValueError)):
        return "the address cannot be written to"
    return ""


def can_never_be_sent(error: Exception) -> bool:
    """True if the message itself cannot be built, so that trying again does not help."""
    return isinstance(error, ValueError)


def is_dropped(error: Exception) -> bool:
    """True if the server ended the connection, as many do after some messages. One that does not answer in time did not."""
    if isinstance(error, SMTPResponseException):
        return error.smtp_code == CLOSING
    if isinstance(error, SMTPRecipientsRefused):
        return CLOSING in _codes(error)
    return isinstance(error, (SMTPServerDisconnected, ConnectionError)) and not isinstance(error.__context__, TimeoutError)


def _codes(error: SMTPRecipientsRefused) -> list[int]:
    return sorted({code for code, _ in error.recipients.values()})
