"""Logging: lines on standard error, and JSON in LOG_FILE.

Neither contains the token of a report, an e-mail address or a value that an error quotes. This
module is imported with the settings, so it must not import models.
"""

from __future__ import annotations

import logging
import logging.handlers
import re
import sys
from contextlib import suppress
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from issues.mail import secret_links
from issues.runs import log_context
from members.jobs import loggable
from members.jobs.terminal import printable

#: A token, a mailbox with its `@`, or any other word (group 1, which is kept). Each word is read
#: once, so the time is in proportion to the text.
_PRIVATE = re.compile(secret_links.SECRET + r"|[\w.+%'-]++@(?=[\w-]++\.[.-]*+\w)|([\w.+%'-]++)")
_JSON = "{asctime}{levelname}{name}{message}{process}"


def configuration(file: str) -> dict[str, Any]:
    """Return Django's LOGGING setting.

    Warnings go to standard error, which cron mails. Everything from INFO on goes to `file`, unless
    that is "".
    """
    handlers: dict[str, Any] = {
        "stderr": {
            "class": "yvih_site.logs.Stderr",
            "formatter": "line",
            "filters": ["ids"],
            "level": "WARNING",
        },
    }
    if file:
        handlers["file"] = {
            "class": "yvih_site.logs.File",
            "filename": file,
            "delay": True,
            "encoding": "utf-8",
            "formatter": "json",
            "filters": ["ids"],
        }
    handlers["nowhere"] = {"class": "logging.NullHandler"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"ids": {"()": "yvih_site.logs.Ids"}},
        "formatters": {
            "line": {"()": "yvih_site.logs.LineFormatter"},
            "json": {"()": "yvih_site.logs.Json"},
        },
        "handlers": handlers,
        "root": {
            "handlers": [name for name in handlers if name != "nowhere"],
            "level": "INFO" if file else "WARNING",
        },
        "loggers": {
            **{name: {"level": "WARNING"} for name in ("httpx", "httpcore", "axes")},
            # A command that fails reports that on standard error by itself.
            "jobs": {"handlers": ["file" if file else "nowhere"], "propagate": False},
        },
    }


class _Discreet(logging.Handler):
    """A handler that reports why it could not write a line.

    Python's own prints the line itself, with everything that should be hidden.
    """

    def handleError(self, record: logging.LogRecord) -> None:
        error = sys.exception()
        with suppress(OSError, ValueError):  # standard error may be full as well
            if sys.stderr:
                why = loggable.summary(error) if error else ""
                print(f"A line of {record.name} could not be logged: {why}", file=sys.stderr)


class Stderr(_Discreet, logging.StreamHandler):  # type: ignore[type-arg]
    """A handler that writes to standard error."""


class File(_Discreet, logging.handlers.WatchedFileHandler):
    """A handler that writes to a file, and to a new one once the old one was moved away.

    If it cannot write, the code that logs goes on.
    """

    def emit(self, record: logging.LogRecord) -> None:
        try:
            super().emit(record)
        except OSError:  # Python's own looks for a new file outside of its try block
            self.handleError(record)


class Ids(logging.Filter):
    """A filter that adds the ids of the current run, issue and mail to each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        for name, value in log_context.current().items():
            if not hasattr(record, name):
                setattr(record, name, value)
        return True


class LineFormatter(logging.Formatter):
    """A formatter for people: one line with the ids at its end."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:
        ids = " ".join(
            f"{name}={getattr(record, name)}" for name in log_context.NAMES if hasattr(record, name)
        )
        return super().formatMessage(record) + (f" [{ids}]" if ids else "")

    def format(self, record: logging.LogRecord) -> str:
        return printable(hide(super().format(record)))

    def formatException(self, ei: Any) -> str:
        return loggable.trace(ei[1])


class Json(JsonFormatter):
    """A formatter of one JSON object a line.

    Its keys are `asctime`, `levelname`, `name`, `message`, `process`, and `run`, `issue` and `mail`
    where there is one.
    """

    def __init__(self) -> None:
        super().__init__(_JSON, style="{", json_ensure_ascii=False)

    def format(self, record: logging.LogRecord) -> str:
        return hide(super().format(record))

    def formatException(self, ei: Any) -> str:
        return loggable.trace(ei[1])


def hide(text: str) -> str:
    """Return the text with the tokens of reports and the names of mailboxes replaced."""
    return _PRIVATE.sub(lambda found: found[1] or secret_links.HIDDEN, text)
