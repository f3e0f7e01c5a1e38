"""A reader of JSON objects with lists of records. It keeps the line on which each record begins."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any, NamedTuple

from members.sources.records import SourceError

_BLANK = re.compile(r"[ \t\r\n]*")


class Record(NamedTuple):
    """An item of a list, and the line of the file on which it begins."""

    line: int
    value: Any


def lists(data: bytes) -> dict[str, list[Record]]:
    """Return a dict of name to list for all lists of the object in the file. The rest is ignored.

    Raises SourceError if the file is cut short, not JSON, or not an object.
    """
    return _Reader(_text(data)).read()


def _text(data: bytes) -> str:
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data.strip():
        raise SourceError("the file is empty")
    if data.lstrip()[:1] == b"<":
        raise SourceError("this is not JSON: it begins with `<`, as a web page does")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise SourceError("this is not JSON in UTF-8") from error


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line, self._counted = 1, 0
        self._decoder = json.JSONDecoder()

    def read(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        if not self._takes("{"):
            raise SourceError("this is not a JSON object", self._line_here())
        first = True
        while not self._takes("}"):
            if not first:
                self._expect(",")
            first = False
            name = self._value()
            if not isinstance(name, str):
                raise SourceError("this is not JSON: a name is expected here", self._line_here())
            self._expect(":")
            if self._text.startswith("[", self._skip()):
                found[name] = self._list()
            else:
                self._value()
        if self._skip() != len(self._text):
            raise SourceError("the JSON ends before the file does", self._line_here())
        return found

    def _list(self) -> list[Record]:
        records: list[Record] = []
        self._expect("[")
        while not self._takes("]"):
            if records:
                self._expect(",")
            self._skip()
            line = self._line_here()
            records.append(Record(line, self._value()))
        return records

    def _value(self) -> Any:
        try:
            value, self._at = self._decoder.raw_decode(self._text, self._skip())
        except json.JSONDecodeError as error:
            cut = not self._text[error.pos :].strip() or error.msg.startswith("Unterminated string")
            raise SourceError(
                "the file is cut short" if cut else f"this is not JSON: {error.msg}", error.lineno
            ) from error
        except (ValueError, RecursionError) as error:  # a huge number, or very deep brackets
            raise SourceError(f"this JSON cannot be read: {error}", self._line_here()) from error
        return value

    def _expect(self, sign: str) -> None:
        if not self._takes(sign):
            cut = self._at == len(self._text)
            raise SourceError(
                "the file is cut short" if cut else f"this is not JSON: `{sign}` is expected here",
                self._line_here(),
            )

    def _takes(self, sign: str) -> bool:
        taken = self._text.startswith(sign, self._skip())
        self._at += taken
        return taken

    def _skip(self) -> int:
        """Skip white space and return the new position."""
        blank = _BLANK.match(self._text, self._at)
        self._at = blank.end() if blank else self._at
        return self._at

    def _line_here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line
