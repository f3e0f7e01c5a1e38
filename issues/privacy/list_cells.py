"""The cells of an official list's file, whether it is JSON, YAML or delimited text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

#: Takes the texts of one row, object or item, and returns their replacements in the same order.
Edit = Callable[[list[str]], list[str]]

_YAML = re.compile(r"\A(?:\s|#.*+\n|---.*+\n)*+- ")
# A string without an end takes in all that follows, so that it is read only once.
_JSON = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|-?\d[\d.eE+-]*+|[{}]', re.DOTALL)
_BLANK = "\ufeff \t\r\n"
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
#: The start and the end of a cell in the text, and its value.
_Cell = tuple[int, int, str]


def edited(text: str, edit: Edit) -> str:
    """Return the text of a list with its cells replaced by `edit`.

    Everything else stays exactly as it is. Raises ValueError if the file is broken.
    """
    begins = text.lstrip(_BLANK)
    if begins[:1] in ("{", "["):
        return _put(text, _objects(text), edit)
    try:
        if _YAML.match(begins):
            return _put(text, _items(text), edit)
        return "".join(row for _, row in _table(text, edit))
    except (yaml.YAMLError, csv.Error) as error:
        raise ValueError(f"This list is broken: {type(error).__name__}") from error


def rows(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line on which each row of a table begins (from 1), and the row as it is written.

    Yields nothing for JSON and YAML.
    """
    begins = text.lstrip(_BLANK)
    if begins[:1] not in ("{", "[") and not _YAML.match(begins):
        yield from _table(text, list)


def _put(text: str, units: Iterator[list[_Cell]], edit: Edit) -> str:
    changes: list[_Cell] = []
    for unit in units:
        values = [each[2] for each in unit]
        changes += [
            (start, end, new)
            for (start, end, old), new in zip(unit, edit(values), strict=True)
            if new != old
        ]
    out, at = [], 0
    for start, end, new in sorted(changes):
        written = text[start:end]
        out += [
            text[at:start],
            json.dumps(new, ensure_ascii=False),
            written[len(written.rstrip()) :],
        ]
        at = end
    return "".join([*out, text[at:]])


def _objects(text: str) -> Iterator[list[_Cell]]:
    """Yield the strings and numbers of each JSON object, its keys included."""
    open_units: list[list[_Cell]] = [[]]
    for found in _JSON.finditer(text):
        if found[0] == "{":
            open_units.append([])
        elif found[0] == "}":
            yield open_units.pop() if len(open_units) > 1 else []
        else:
            open_units[-1].append((*found.span(), _value(found[0])))
    yield from open_units


def _value(written: str) -> str:
    try:
        return str(json.loads(written, strict=False)) if written[0] == '"' else written
    except ValueError:
        return written


def _items(text: str) -> Iterator[list[_Cell]]:
    """Yield the scalars of each item of a YAML list, its keys included."""
    unit: list[_Cell] = []
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.ScalarEvent):
            unit.append((*_span(event), event.value))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(
            event, yaml.CollectionEndEvent
        )
        if depth <= 1 and unit:
            yield unit
            unit = []


def _span(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index


def _table(text: str, edit: Edit) -> Iterator[tuple[int, str]]:
    """Yield the line on which each row begins, and the row with its cells replaced by `edit`."""
    lines: list[str] = []
    begins = 1

    def read() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            lines.append(line)
            yield line

    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    for row in csv.reader(read(), delimiter=delimiter):
        written, line = "".join(lines), begins
        begins += len(lines)
        lines.clear()
        new = edit(row)
        yield (
            line,
            written
            if new == row
            else _written(new, delimiter, written[len(written.rstrip("\r\n")) :]),
        )


def _written(row: list[str], delimiter: str, ending: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=ending).writerow(row)
    return out.getvalue()
