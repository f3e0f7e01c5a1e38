"""What commands print: text of lists and reporters among it never gives orders to the terminal that
shows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.core.management import base
from django.core.management.base import OutputWrapper

#: What no keyboard types, what turns the direction of the text after it, and halves of characters,
#: which no database keeps.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_ORDERS = re.compile(rf"{HIDDEN.pattern}|\r")


def printable(text: str) -> str:
    """Return the text with what nobody sees written as JSON writes it, so that JSON stays the same
    data. Line breaks and tabs stay."""
    return _ORDERS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class Output(OutputWrapper):
    """What a command prints to: text is made printable, and data stays as it is unless somebody
    looks at it."""

    def write(  # type: ignore[override]  # as Django's own
        self,
        msg: str = "",
        style_func: Callable[[str], str] | None = None,
        ending: str | None = None,
    ) -> None:
        # A style is named where the text was made printable and coloured before, as by Django's
        # system checks.
        super().write(msg if style_func else printable(msg), style_func, ending)

    def data(self, text: str, ending: str = "") -> None:
        """Write to a file or another program exactly this."""
        if self.isatty():
            self.write(text, ending=ending)
        else:
            super().write(text, ending=ending)


class BaseCommand(base.BaseCommand):
    """A command of ours. Every one is: `tests/site/commands/test_terminal.py` looks."""

    stdout: Output
    stderr: Output

    def execute(self, *args: Any, **options: Any) -> str | None:
        out: Any = options.pop("stdout", None) or self.stdout._out
        errors: Any = options.pop("stderr", None) or self.stderr._out
        style = self.stderr.style_func
        self.stdout, self.stderr = Output(out), Output(errors)
        self.stderr.style_func = style
        return super().execute(*args, **options)
