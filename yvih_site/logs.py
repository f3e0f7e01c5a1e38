"""Logs: lines on standard error, and everything as JSON in LOG_FILE; neither holds a report's
token, an e-mail address, or what an error quotes.

This module is read with the settings: it imports no models.
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

#: A token, a mailbox with its `@`, or (group 1, which is kept) any other word: each word is read
#: once, however long it is.
_PRIVATE = re.compile(secret_links.SECRET + r"|[\w.+%'-]++@(?=[\w-]++\.[.-]*+\w)|([\w.+%'-]++)")
_JSON = "{asctime}{levelname}{name}{message}{process}"


def configuration(file: str) -> dict[str, Any]:
    """LOGGING for Django: warnings on standard error, as cron mails what a job says; from INFO on
    to that file, if there is one."""
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
            # A command that fails says so on standard error by itself.
            "jobs": {"handlers": ["file" if file else "nowhere"], "propagate": False},
        },
    }


class _Discreet(logging.Handler):
    """A handler that says why it could not write a line. Python's own would print what was to be
    written, with all that is hidden in it."""

    def handleError(self, record: logging.LogRecord) -> None:
        error = sys.exception()
        with suppress(OSError, ValueError):  # standard error may be full as well
            if sys.stderr:
                print(
                    f"A line of {record.name} could not be logged: {loggable.said(error) if error else ''}",
                    file=sys.stderr,
                )


class Stderr(_Discreet, logging.StreamHandler):  # type: ignore[type-arg]
    """Writes to standard error."""


class File(_Discreet, logging.handlers.WatchedFileHandler):
    """Writes to a file, and goes on in a new one when the old one was moved away. Where it cannot,
    whatever was to be logged goes on."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            super().emit(record)
        except OSError:  # Python's own looks for a new file outside of what it guards
            self.handleError(record)


class Ids(logging.Filter):
    """Gives each record the ids of what is going on: the run, the issue."""

    def filter(self, record: logging.LogRecord) -> bool:
        for name, value in log_context.current().items():
            if not hasattr(record, name):
                setattr(record, name, value)
        return True


class LineFormatter(logging.Formatter):
    """One line for people to read, the ids behind it."""

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
    """One object a line: `asctime`, `levelname`, `name`, `message`, `process`, and `run`, `issue`,
    `mail` where they are known."""

    def __init__(self) -> None:
        super().__init__(_JSON, style="{", json_ensure_ascii=False)

    def format(self, record: logging.LogRecord) -> str:
        return hide(super().format(record))

    def formatException(self, ei: Any) -> str:
        return loggable.trace(ei[1])


def hide(text: str) -> str:
    """The text without tokens of reports and without the names of mailboxes."""
    return _PRIVATE.sub(lambda found: found[1] or secret_links.HIDDEN, text)
