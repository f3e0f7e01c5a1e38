"""Reads the settings' variables, and says of all that make no sense which they are and why."""

from __future__ import annotations

import warnings
import zoneinfo
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
DATABASES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")


class Environment:
    """The process's environment and, behind it, one file of `NAME=value` lines. What is empty counts as not set."""

    def __init__(self, file: Path) -> None:
        self._env = environ.Env()
        self._errors: list[str] = []
        if file.is_file():
            self._env.read_env(file)

    def text(self, name: str, default: str = "") -> str:
        return str(self._env.str(name, default="")).strip() or default

    def list(self, name: str, default: list[str]) -> list[str]:
        """What stands between commas, without blanks and empty parts."""
        text = self.text(name)
        return [part.strip() for part in text.split(",") if part.strip()] if text else default

    def flag(self, name: str) -> bool:
        return self._read(name, "0", _flag)

    def number(self, name: str, default: int) -> int:
        return self._read(name, str(default), _number)

    def time_zone(self, name: str, default: str) -> str:
        return self._read(name, default, _time_zone)

    def database(self, name: str, default: str) -> dict[str, Any]:
        """A Django database from an address like `postgres://user:password@host/name` or `sqlite:///file`."""
        return self._read(name, default, _database)

    def mail(self, name: str, default: str) -> dict[str, Any]:
        """Django's EMAIL_* settings from an address like `smtp+tls://user:password@host:587` or `filemail:///folder`."""
        return self._read(name, default, _mail)

    def refuse_nonsense(self) -> None:
        """Raise ImproperlyConfigured that names every variable that could not be read, if any."""
        if self._errors:
            raise ImproperlyConfigured("\n".join(self._errors))

    def _read(self, name: str, default: str, parse: Callable[[str], T]) -> T:
        text = self.text(name, default)
        try:
            return parse(text)
        except ValueError as error:
            self._errors.append(f"{name}: {error}")
            return parse(default)


def _flag(text: str) -> bool:
    if text.lower() not in TRUE + FALSE:
        raise ValueError(f"{text!r} is neither yes (1, true, yes, on) nor no (0, false, no, off).")
    return text.lower() in TRUE


def _number(text: str) -> int:
    if not text.isascii() or not text.removeprefix("-").isdigit():
        raise ValueError(f"{text!r} is not a whole number.")
    return int(text)


def _time_zone(text: str) -> str:
    try:
        zoneinfo.ZoneInfo(text)
    except (zoneinfo.ZoneInfoNotFoundError, OSError, ValueError):
        raise ValueError(f"{text!r} is not a time zone such as Australia/Sydney.") from None
    return text


def _database(text: str) -> dict[str, Any]:
    # The address is not repeated in what is said of it: it may hold a password.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            database: dict[str, Any] = environ.Env.db_url_config(text)
    except (ImproperlyConfigured, ValueError):
        database = {}
    if database.get("ENGINE") not in DATABASES or not database.get("NAME"):
        raise ValueError("not an address like postgres://user:password@host/name or sqlite:///file.")
    return database


def _mail(text: str) -> dict[str, Any]:
    try:
        settings: dict[str, Any] = environ.Env.email_url_config(text)
    except (ImproperlyConfigured, ValueError):
        raise ValueError("not an address like smtp+tls://user:password@host:587 or filemail:///folder.") from None
    if settings["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
        settings["EMAIL_FILE_PATH"] = unquote(urlsplit(text).path)
    return settings
