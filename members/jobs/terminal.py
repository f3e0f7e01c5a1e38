"""Output of commands. Text from lists and reporters must not control the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.core.management import base
from django.core.management.base import OutputWrapper

#: Control characters, marks that change the direction of text, and lone surrogates, which no
#: database stores.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_CONTROLS = re.compile(rf"{HIDDEN.pattern}|\r")


def printable(text: str) -> str:
    """Return the text with invisible characters written as JSON escapes. Line breaks and tabs stay.

    JSON stays the same data this way.
    """
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class Output(OutputWrapper):
    """The output stream of a command. Text is made printable; data only on a terminal."""

    def write(  # type: ignore[override]  # as Django's own
        self,
        msg: str = "",
        style_func: Callable[[str], str] | None = None,
        ending: str | None = None,
    ) -> None:
        # A style is given for text that was made printable and coloured before, as by Django's
        # system checks.
        super().write(msg if style_func else printable(msg), style_func, ending)

    def data(self, text: str, ending: str = "") -> None:
        """Write exactly this to a file or another program. On a terminal it is made printable."""
        if self.isatty():
            self.write(text, ending=ending)
        else:
            super().write(text, ending=ending)


class BaseCommand(base.BaseCommand):
    """The base of all our commands (`tests/site/commands/test_terminal.py` checks that)."""

    stdout: Output
    stderr: Output

    def execute(self, *args: Any, **options: Any) -> str | None:
        out: Any = options.pop("stdout", None) or self.stdout._out
        errors: Any = options.pop("stderr", None) or self.stderr._out
        style = self.stderr.style_func
        self.stdout, self.stderr = Output(out), Output(errors)
        self.stderr.style_func = style
        return super().execute(*args, **options)
