"""Reading of delimited text: decoding, finding the delimiter, and strict parsing to rows."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple

from members.sources.records import Problem, SourceError

#: As JSON writes them.
_UNSTORABLE = re.compile(r"\\u0000|[\ud800-\udfff]")
UNSTORABLE = "it contains a character that cannot be stored: \\u0000, \\ud800 or the like"

# Limits that no list of members reaches. Without them, rubbish fills the memory before it is
# recognised.
ROW_CHARACTERS = 1_000_000
ROWS = 300_000
#: A member with as many details of every type as a list may give (`members/sources/limits.py`)
#: needs 1,300.
COLUMNS = 2_000
BLANK_ROWS = 2_000_000
#: Rows that cannot be placed before a file with more of them than others is refused.
UNPLACED = 1_000

_NOT_TEXT = "this is not a text file: save the list as CSV (UTF-8)"
_NOT_CSV = {b"<": "a web page", b"{": "JSON", b"[": "JSON"}


class TableRow(NamedTuple):
    """A row that is not blank, and the physical line of the file where it begins."""

    line: int
    cells: list[str]


class Table:
    """A delimited file with a header. Iterate it once for its rows.

    The rows have as many cells as the header. Rows of another length are added to `problems` as
    they are read. After the last row, `ending` contains a problem if the file ends without a line
    break. Many correct files end so, but so does one that was cut inside its last cell.

    Opening or iterating raises SourceError if the file is not text, is a web page or JSON, has no
    rows, has an unclosed quote, or if its last row was cut short.
    """

    def __init__(self, data: bytes) -> None:
        encoding = _encoding(data)
        if (first := data.removeprefix(codecs.BOM_UTF8).lstrip()[:1]) in _NOT_CSV:
            raise SourceError(
                f"this is not CSV: it begins with `{first.decode()}`, as {_NOT_CSV[first]} does"
            )
        self.problems: list[Problem] = []
        self.ending: list[Problem] = []
        self._ends_a_line = data.endswith((b"\n", b"\r"))
        self._rows_read = self._left_out = 0
        self._lines = _PhysicalLines(data, encoding)
        delimiter = _delimiter(data, encoding)
        self._rows = self._read(csv.reader(self._lines, delimiter=delimiter, strict=True))
        header = next(self._rows, None)
        if header is None:
            raise SourceError("the file is empty")
        self.header_line, self.header = header.line, [cell.strip() for cell in header.cells]
        columns = max(
            (position for position, name in enumerate(self.header, start=1) if name), default=0
        )
        if columns > COLUMNS:
            raise SourceError(
                f"{columns:,} columns, more than any list of members has ({COLUMNS:,})", header.line
            )

    def forget_nameless_end(self) -> None:
        """Drop the columns without a header at the end, which spreadsheets leave behind.

        Cells in them become problems.
        """
        while self.header and not self.header[-1]:
            self.header.pop()

    def __iter__(self) -> Iterator[TableRow]:
        width, last = len(self.header), None
        for row in self._rows:
            last = row
            self._rows_read += 1
            if self._rows_read > ROWS:
                raise SourceError(
                    f"more than {ROWS:,} rows: split the list into several files", row.line
                )
            if reason := _misfit(row.cells, width):
                self.leave_out(row.line, reason, row.cells)
            else:
                yield TableRow(row.line, row.cells[:width])
        if last is None:
            raise SourceError("the file has a header and no rows")
        if len(last.cells) < width:
            raise SourceError(
                "the last row was cut short: "
                f"it has {len(last.cells)} cells, the header has {width}",
                last.line,
            )
        if not self._ends_a_line:
            self.ending.append(
                Problem(
                    last.line,
                    "the file ends without a line break: "
                    "if it was cut short, its last cell is damaged",
                )
            )

    def leave_out(self, line: int, reason: str, cells: Iterable[str]) -> None:
        """Add a row that cannot be placed to the problems, with its cells.

        Raises SourceError if there are too many: then it is not a list of this kind.
        """
        self.problems.append(Problem(line, reason, "; ".join(filter(None, cells))))
        self._left_out += 1
        if self._left_out >= UNPLACED and self._left_out * 2 > self._rows_read:
            raise SourceError(
                f"{self._left_out:,} of the first {self._rows_read:,} rows cannot be placed: "
                f"this is not a list of this format (the last: {reason})",
                line,
            )

    def _read(self, rows: Iterator[list[str]]) -> Iterator[TableRow]:
        line = 1
        for _ in range(BLANK_ROWS + ROWS):
            try:
                cells = next(rows, None)
            except csv.Error as error:
                raise SourceError(_plainly(error), line) from error
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                yield TableRow(line, cells)
            line = self._lines.begin_row()
        raise SourceError("too many blank rows: this is not a list", line)


class _PhysicalLines:
    """The physical lines of the text, with a limit on the length of one row.

    Without it, a quote that is never closed would read the whole file into one row.
    """

    def __init__(self, data: bytes, encoding: str) -> None:
        self._file = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
        self._number = 0
        self._characters = 0
        self._begins = 1

    def __iter__(self) -> _PhysicalLines:
        return self

    def __next__(self) -> str:
        line = self._file.readline(ROW_CHARACTERS + 1)
        if not line:
            raise StopIteration
        self._number += 1
        self._characters += len(line)
        if self._characters > ROW_CHARACTERS:
            raise SourceError(
                "a row does not end: this is not a CSV file, or a quote is not closed", self._begins
            )
        return line

    def begin_row(self) -> int:
        """Begin a new row, and return the number of its first line."""
        self._characters = 0
        self._begins = self._number + 1
        return self._begins


def _encoding(data: bytes) -> str:
    """Return the encoding: UTF-8, with or without a byte order mark, else Windows-1252.

    Raises SourceError if the bytes are neither.
    """
    if not data or data.isspace():
        raise SourceError("the file is empty")
    if b"\0" in data:
        raise SourceError(_NOT_TEXT)
    for encoding in ("utf-8-sig", "cp1252"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for start in range(0, len(data), 1 << 20):
                decoder.decode(data[start : start + (1 << 20)])
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise SourceError(_NOT_TEXT)


def _delimiter(data: bytes, encoding: str) -> str:
    """Return the one of `,`, `;` and tab that occurs most in the first line, outside quotes."""
    first = next(_PhysicalLines(data.lstrip(), encoding), "")
    bare = "".join(first.split('"')[::2])
    return max(",;\t", key=bare.count)


def _misfit(cells: list[str], width: int) -> str:
    if len(cells) < width:
        return f"the row has {len(cells)} cells, the header has {width}"
    if any(cell.strip() for cell in cells[width:]):
        beyond = "; ".join(cell for cell in cells[width:] if cell.strip())
        return f"cells beyond the last column: {quoted(beyond)}"
    return ""


def _plainly(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end of data" in text:
        return "a quote is opened here and never closed: the file is damaged or was cut short"
    if "expected after" in text:
        return "text follows a closing quote: a quote inside a cell must be doubled"
    if "field larger" in text:
        return "a cell does not end: this is not a CSV file, or a quote is not closed"
    return f"this is not a CSV file ({text})"


def has_unstorable(found: Any) -> bool:
    """True if JSON data has a character that no database stores: NUL, or half of a surrogate
    pair."""
    # An escaped backslash stands for itself, and begins no other escape.
    written = json.dumps(found, ensure_ascii=False).replace(r"\\", "")
    return bool(_UNSTORABLE.search(written))


def quoted(value: str) -> str:
    """Return a value as shown in a message: on one line, at most 200 characters."""
    return repr(value if len(value) <= 200 else value[:200] + "…")


def unknown_column(header: str, known: Collection[str]) -> str:
    """Build the message for an unknown column, with the nearest known one, or all of them."""
    near = get_close_matches(header.lower(), [name.lower() for name in known], n=1)
    spelt = next((name for name in known if near and name.lower() == near[0]), "")
    return f"unknown column {quoted(header)}; " + (
        f"the nearest known one is `{spelt}`" if spelt else f"known are {', '.join(known)}"
    )
