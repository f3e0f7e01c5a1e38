"""The schedule in the user's crontab: django-crontab makes the lines, this reads and writes the
table so that nothing is lost.

django-crontab itself takes a failing `crontab -l` for an empty table and writes that back, and does
not look whether writing worked.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess

from django.conf import settings
from django_crontab.crontab import Crontab

# A job's line: five times, command, our comment, which holds no `#` while the command may, and for
# whoever reads it the job's name, which lines of earlier versions lack.
LINE = re.compile(
    r"^\s*+(([^#\s]++\s++){5})(.*)\s(#\s*(yvih [0-9a-f]{8} [A-Za-z0-9._/-]+))(?: \w+)?$"
)


class CrontabError(Exception):
    """The table could not be read or written; it is as it was, and the text says why."""


class UserCrontab:
    """The user's crontab as it is, and as the configuration wants it. Raises CrontabError from
    every method but `configured`."""

    def __init__(self) -> None:
        self._crontab = Crontab(verbosity=0)
        names = self._crontab.settings
        names.CRONTAB_LINE_REGEXP = LINE
        names.PYTHON_EXECUTABLE = shlex.quote(names.PYTHON_EXECUTABLE)
        names.DJANGO_MANAGE_PATH = shlex.quote(names.DJANGO_MANAGE_PATH)

    def configured(self) -> list[str]:
        """The lines that CRONJOBS asks for."""
        self._crontab.crontab_lines = []
        self._crontab.add_jobs()
        names = [job[1].rpartition(".")[2] for job in self._crontab.settings.CRONJOBS]
        # Cron ends the command at a bare `%`.
        lines = [line.rstrip("\n").replace("%", r"\%") for line in self._crontab.crontab_lines]
        return [f"{line} {name}\n" for line, name in zip(lines, names, strict=True)]

    def is_configured(self) -> bool:
        """True if this checkout's lines in the table are those that CRONJOBS asks for, whether or
        not they name their jobs."""
        return [_nameless(line) for line in self.installed()] == [
            _nameless(line) for line in self.configured()
        ]

    def installed(self) -> list[str]:
        """This checkout's lines in the table."""
        lines = self._lines()
        others = self._others(lines)
        return [line for line in lines if line not in others]

    def missing(self) -> list[str]:
        """The interpreters and programs that this checkout's lines start and that are not there."""
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
        """The paths of other checkouts that have lines in the table."""
        here = self._crontab.settings.CRONTAB_COMMENT
        found = {
            match[5] for line in self._lines() if (match := LINE.match(line)) and match[5] != here
        }
        return sorted(comment.split(" ", 2)[2] for comment in found)

    def install(self) -> None:
        """Put the configured lines in the place of those installed before."""
        others = self._others(self._lines())
        if others and not others[-1].endswith("\n"):
            others[-1] += "\n"
        self._replace("".join([*others, *self.configured()]))

    def remove(self) -> None:
        """Take this checkout's lines away, and leave the others byte for byte."""
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
                f"{problem or 'What was written is not what is there now'}. Putting the table back failed: {failed}."
            )
        raise CrontabError(
            problem or "What was written is not what is there now; the table was put back."
        )

    def _read(self) -> str:
        done = self._call("-l")
        if done.returncode == 0:
            return _text(done.stdout)
        said = _text(done.stderr).strip()
        if said.startswith("no crontab for"):
            return ""
        raise CrontabError(
            f"`crontab -l` ended with status {done.returncode}: {said or 'without a word'}"
        )

    def _write(self, table: str) -> str:
        """What went wrong, empty when all went well. An empty table is no table."""
        done = (
            self._call("-", table.encode("utf-8", "surrogateescape")) if table else self._call("-r")
        )
        if done.returncode == 0:
            return ""
        return f"`crontab` ended with status {done.returncode}: {_text(done.stderr).strip() or 'without a word'}"

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
    """The line without the name of its job."""
    match = LINE.match(line)
    return line[: match.end(5)] if match else line


def only_exported() -> str:
    """Which settings the jobs would not have, as cron starts them with an empty environment; "" for
    none."""
    if not settings.ONLY_EXPORTED:
        return ""
    return (
        f"Cron does not see what only this shell has exported: {', '.join(settings.ONLY_EXPORTED)}."
    )


def _text(raw: bytes) -> str:
    # Other people's lines may be in any encoding and go back as they came.
    return raw.decode("utf-8", "surrogateescape")
