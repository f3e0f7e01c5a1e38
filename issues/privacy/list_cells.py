"""The cells of a list as its reader would see them, in whatever notation: JSON, YAML or delimited
text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

#: Gets the texts of one row, object or item, and returns what they are to be.
Edit = Callable[[list[str]], list[str]]

_YAML = re.compile(r"\A(?:\s|#.*+\n|---.*+\n)*+- ")
# A text that does not end takes in all that follows, and is read once.
_JSON = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|-?\d[\d.eE+-]*+|[{}]', re.DOTALL)
_BLANK = "\ufeff \t\r\n"
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
#: Where a cell stands in the text, and what it says.
_Cell = tuple[int, int, str]


def edited(text: str, edit: Edit) -> str:
    """Return the text of the list with its cells as `edit` says; whatever is left as it is stays
    letter by letter.

    Raises ValueError where its notation is broken.
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
    """Yield the rows of a table as they are written, each with the line on which it begins; nothing
    for what is none."""
    begins = text.lstrip(_BLANK)
    if begins[:1] not in ("{", "[") and not _YAML.match(begins):
        yield from _table(text, list)


def _put(text: str, units: Iterator[list[_Cell]], edit: Edit) -> str:
    changes: list[_Cell] = []
    for unit in units:
        said = [each[2] for each in unit]
        changes += [
            (start, end, new)
            for (start, end, old), new in zip(unit, edit(said), strict=True)
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
    """The texts and numbers of each object of JSON, names included."""
    open_units: list[list[_Cell]] = [[]]
    for found in _JSON.finditer(text):
        if found[0] == "{":
            open_units.append([])
        elif found[0] == "}":
            yield open_units.pop() if len(open_units) > 1 else []
        else:
            open_units[-1].append((*found.span(), _said(found[0])))
    yield from open_units


def _said(written: str) -> str:
    try:
        return str(json.loads(written, strict=False)) if written[0] == '"' else written
    except ValueError:
        return written


def _items(text: str) -> Iterator[list[_Cell]]:
    """The scalars of each item of the list that the YAML is, names included."""
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
