"""The schedule in the user's crontab: django-crontab builds the lines, and this module reads and
writes the crontab so that nothing is lost.

django-crontab itself takes a failing `crontab -l` for an empty crontab and writes that back. It
does not look whether writing worked.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess

from django.conf import settings
from django_crontab.crontab import Crontab

# A job's line: five fields of time, the command, our comment, and the job's name for people who
# read it. The command may contain `#`, the comment cannot. Lines of earlier versions lack the name.
LINE = re.compile(
    r"^\s*+(([^#\s]++\s++){5})(.*)\s(#\s*(yvih [0-9a-f]{8} [A-Za-z0-9._/-]+))(?: \w+)?$"
)


NO_MESSAGE = "without a message"


class CrontabError(Exception):
    """A crontab that could not be read or written. It is unchanged, and the message says why."""


class UserCrontab:
    """The crontab of this user, as installed and as configured.

    All methods but `configured` raise CrontabError if the crontab cannot be read or written.
    """

    def __init__(self) -> None:
        self._crontab = Crontab(verbosity=0)
        names = self._crontab.settings
        names.CRONTAB_LINE_REGEXP = LINE
        names.PYTHON_EXECUTABLE = shlex.quote(names.PYTHON_EXECUTABLE)
        names.DJANGO_MANAGE_PATH = shlex.quote(names.DJANGO_MANAGE_PATH)

    def configured(self) -> list[str]:
        """Return the lines that CRONJOBS asks for."""
        self._crontab.crontab_lines = []
        self._crontab.add_jobs()
        names = [job[1].rpartition(".")[2] for job in self._crontab.settings.CRONJOBS]
        # Cron ends the command at a bare `%`.
        lines = [line.rstrip("\n").replace("%", r"\%") for line in self._crontab.crontab_lines]
        return [f"{line} {name}\n" for line, name in zip(lines, names, strict=True)]

    def is_configured(self) -> bool:
        """True if this checkout's lines are those that CRONJOBS asks for, with or without names."""
        return [_nameless(line) for line in self.installed()] == [
            _nameless(line) for line in self.configured()
        ]

    def installed(self) -> list[str]:
        """Return this checkout's lines in the crontab."""
        lines = self._lines()
        others = self._others(lines)
        return [line for line in lines if line not in others]

    def missing(self) -> list[str]:
        """Return the interpreters and programs that this checkout's lines start but that do not
        exist."""
        words = [
            shlex.split(match[3].replace(r"\%", "%"))
            for line in self.installed()
            if (match := LINE.match(line))
        ]
        started = {
            path
            for command in words
            if "crontab" in command
            for path in command[: command.index("crontab")][-2:]
        }
        return sorted(path for path in started if not os.path.exists(path))

    def elsewhere(self) -> list[str]:
        """Return the paths of other checkouts that have lines in the crontab."""
        here = self._crontab.settings.CRONTAB_COMMENT
        found = {
            match[5] for line in self._lines() if (match := LINE.match(line)) and match[5] != here
        }
        return sorted(comment.split(" ", 2)[2] for comment in found)

    def install(self) -> None:
        """Replace this checkout's lines by the configured ones."""
        others = self._others(self._lines())
        if others and not others[-1].endswith("\n"):
            others[-1] += "\n"
        self._replace("".join([*others, *self.configured()]))

    def remove(self) -> None:
        """Remove this checkout's lines; the others stay byte for byte."""
        self._replace("".join(self._others(self._lines())))

    def _lines(self) -> list[str]:
        return list(io.StringIO(self._read(), newline="\n"))

    def _others(self, lines: list[str]) -> list[str]:
        self._crontab.crontab_lines = list(lines)
        self._crontab.remove_jobs()
        return list(self._crontab.crontab_lines)

    def _replace(self, wanted: str) -> None:
        before = self._read()
        if wanted == before:
            return
        problem = self._write(wanted)
        after = self._read()
        if after == wanted and not problem:
            return
        if after != before and (failed := self._write(before)):
            raise CrontabError(
                f"{problem or 'The crontab is not what was written'}. "
                f"Putting the old one back failed: {failed}."
            )
        raise CrontabError(
            problem or "The crontab is not what was written; the old one was put back."
        )

    def _read(self) -> str:
        done = self._call("-l")
        if done.returncode == 0:
            return _text(done.stdout)
        message = _text(done.stderr).strip()
        if message.startswith("no crontab for"):
            return ""
        raise CrontabError(
            f"`crontab -l` ended with status {done.returncode}: {message or NO_MESSAGE}"
        )

    def _write(self, table: str) -> str:
        """Write the crontab, or remove an empty one. Returns what went wrong, "" if nothing did."""
        done = (
            self._call("-", table.encode("utf-8", "surrogateescape")) if table else self._call("-r")
        )
        if done.returncode == 0:
            return ""
        message = _text(done.stderr).strip() or NO_MESSAGE
        return f"`crontab` ended with status {done.returncode}: {message}"

    def _call(self, argument: str, table: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        executable = self._crontab.settings.CRONTAB_EXECUTABLE
        try:
            return subprocess.run(
                [executable, argument],
                input=table,
                capture_output=True,
                check=False,
                timeout=60,
                env={**os.environ, "LC_ALL": "C"},
            )
        except OSError as error:
            raise CrontabError(
                f"{executable} cannot be run ({error.strerror}). On Debian: apt-get install cron"
            ) from error
        except subprocess.TimeoutExpired as error:
            raise CrontabError(f"`{executable} {argument}` did not end within a minute.") from error


def _nameless(line: str) -> str:
    """Return the line without the name of its job."""
    match = LINE.match(line)
    return line[: match.end(5)] if match else line


def only_exported() -> str:
    """Return a sentence that names the settings that jobs would lack, or "" if they have all.

    Cron starts jobs with an empty environment: they read the `.env` file alone.
    """
    if not settings.ONLY_EXPORTED:
        return ""
    return (
        f"Cron does not see what only this shell has exported: {', '.join(settings.ONLY_EXPORTED)}."
    )


def _text(raw: bytes) -> str:
    # Other people's lines may be in any encoding, and must be written back byte for byte.
    return raw.decode("utf-8", "surrogateescape")
