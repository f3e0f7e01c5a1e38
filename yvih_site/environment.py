"""The variables behind the settings: reads them, and reports every one that makes no sense."""

from __future__ import annotations

import io
import os
import re
import warnings
import zoneinfo
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
DATABASES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")
LINE = re.compile(r"\A(?:(?:export )?[A-Za-z_0-9]++=[^\0]*|#.*)?")
ESCAPE = (
    "percent-encode special characters in a name or password: `/` is %2F, `#` %23, `?` %3F, `@` %40"
)


class Environment:
    """The process's environment and, behind it, one file of `NAME=value` lines.

    An empty variable counts as not set. `asked` has the names of all variables that were read.
    """

    def __init__(self, file: Path) -> None:
        self.asked: set[str] = set()
        self._errors: list[str] = []
        self._exported = dict(os.environ)
        self._of_file = self._read_file(file)
        for name, value in self._of_file.items():
            os.environ.setdefault(name, value)

    def only_exported(self) -> tuple[str, ...]:
        """Return the variables that this process has and the file lacks or gives another value.

        Only variables that were asked for count. A job of cron reads the file alone.
        """
        names = self.asked.intersection(self._exported)
        return tuple(
            sorted(
                name
                for name in names
                if self._exported[name].strip() != self._of_file.get(name, "").strip()
            )
        )

    def text(self, name: str, default: str = "") -> str:
        self.asked.add(name)
        # Not environ.Env.str: it takes a value that begins with `$` for another variable's name.
        return os.environ.get(name, "").strip() or default

    def list(self, name: str, default: list[str]) -> list[str]:
        """Return the parts between commas, stripped, without empty ones."""
        text = self.text(name)
        return [part.strip() for part in text.split(",") if part.strip()] if text else default

    def flag(self, name: str) -> bool:
        return self._read(name, "0", _flag)

    def number(self, name: str, default: int) -> int:
        return self._read(name, str(default), _number)

    def time_zone(self, name: str, default: str) -> str:
        return self._read(name, default, _time_zone)

    def networks(self, name: str) -> tuple[IPv4Network | IPv6Network, ...]:
        """Read networks such as `10.0.0.0/8` between commas; an address is a network of one."""
        return self._read(name, "", _networks)

    def database(self, name: str, default: str) -> dict[str, Any]:
        """Read a Django database from `postgres://user:password@host/name` or `sqlite:///file`."""
        return self._read(name, default, _database)

    def mail(self, name: str, default: str) -> dict[str, Any]:
        """Read Django's EMAIL_* settings from an address.

        It looks like `smtp+tls://user:password@host:587` or `filemail:///folder`.
        """
        return self._read(name, default, _mail)

    def refuse_nonsense(self) -> None:
        """Raise ImproperlyConfigured, with a line for each, if any variable could not be read."""
        if self._errors:
            raise ImproperlyConfigured("\n".join(self._errors))

    def _read_file(self, file: Path) -> dict[str, str]:
        """Return the variables of the file; none if it does not exist."""
        try:
            lines = [line.strip() for line in file.read_text("utf-8-sig").splitlines()]
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except OSError as error:
            self._errors.append(f"{file} cannot be read: {error.strerror}.")
            return {}
        except UnicodeDecodeError:
            self._errors.append(f"{file} is not a text file in UTF-8.")
            return {}
        if bad := [str(number) for number, line in enumerate(lines, 1) if not LINE.fullmatch(line)]:
            self._errors.append(
                f"{file}, line {', '.join(bad[:10])}: neither NAME=value nor a comment."
            )
            return {}
        found: dict[str, str] = {}
        # environ.Env writes what it reads into the ENVIRON of its class.
        reader: Any = type("Reader", (environ.Env,), {"ENVIRON": found})
        reader.read_env(io.StringIO("\n".join(lines)))
        return found

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


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    try:
        return tuple(ip_network(part, strict=False) for part in parts)
    except ValueError as error:
        raise ValueError(
            f"{error}; networks look like 10.0.0.0/8, with commas between them."
        ) from None


def _time_zone(text: str) -> str:
    try:
        zoneinfo.ZoneInfo(text)
    except (zoneinfo.ZoneInfoNotFoundError, OSError, ValueError):
        raise ValueError(f"{text!r} is not a time zone such as Australia/Sydney.") from None
    return text


def _database(text: str) -> dict[str, Any]:
    # The message does not repeat the address: it may contain a password.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            database: dict[str, Any] = environ.Env.db_url_config(text)
        misread = (
            "#" in text if database.get("ENGINE") == DATABASES[0] else "@" in urlsplit(text).path
        )
    except (ImproperlyConfigured, ValueError):
        database, misread = {}, True
    if misread or database.get("ENGINE") not in DATABASES or not database.get("NAME"):
        raise ValueError(
            f"not an address like postgres://user:password@host/name or sqlite:///file; {ESCAPE}."
        )
    return database


def _mail(text: str) -> dict[str, Any]:
    try:
        settings: dict[str, Any] = environ.Env.email_url_config(text)
        parts = urlsplit(text)
    except (ImproperlyConfigured, ValueError):
        raise ValueError(
            "not an address like smtp+tls://user:password@host:587 or filemail:///folder; "
            f"{ESCAPE}."
        ) from None
    if settings["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
        settings["EMAIL_BACKEND"] = "issues.mail.smtp_client.SmtpBackend"
    if settings["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
        settings["EMAIL_FILE_PATH"] = unquote(parts.path)
    elif parts.path.strip("/") or "?" in text or "#" in text or parts.netloc.count("@") > 1:
        raise ValueError(f"nothing may follow the mail server's name and port; {ESCAPE}.")
    return settings
