"""A reader of YAML lists of records. It keeps the line on which each record begins.

Every value is text as written: `05633` keeps its zero, and a date stays text. Anchors, aliases and
tags are refused. No list needs them, and a few lines with aliases can expand to gigabytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from members.sources.records import Problem, SourceError
from members.sources.text import quoted

DEPTH = 20
VALUES = 5_000_000
Value = Any  # str, list[Value] or Fields

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NOTHING = {"", "~", "null", "Null", "NULL"}


class Fields(dict[str, Value]):
    """A record: a dict of name to value, and the line on which it begins."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


class YamlDocument:
    """A YAML file. Iterate it once for its records.

    Items that are not records and duplicate names are added to `problems`. Iterating raises
    SourceError if the file is cut short, not YAML, not a list, or uses a refused feature.
    """

    def __init__(self, data: bytes) -> None:
        self.problems: list[Problem] = []
        self._text = _text(data)
        self._values = 0

    def __iter__(self) -> Iterator[Fields]:
        events = self._events()
        first = next(
            event
            for event in events
            if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent)
        )
        if not isinstance(first, yaml.SequenceStartEvent):
            raise SourceError(
                "this is not a list of records: a YAML list begins each of them with `- `",
                _line(first),
            )
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            value = self._value(event, events)
            if isinstance(value, Fields):
                yield value
            else:
                self.add_problem(_line(event), f"{quoted(str(value))} is not a record")
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise SourceError(
                    "a second document begins here: the list should be all of the file",
                    _line(event),
                )
        if not self._text.endswith("\n"):
            self.add_problem(
                self._text.count("\n") + 1,
                "the file ends without a line break: "
                "if it was cut short, its last value is damaged",
            )

    def add_problem(self, line: int, reason: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(line, reason))

    def text(self, values: Fields, name: str) -> str:
        """Return the text of that name, or ""."""
        value = values.get(name, "")
        if isinstance(value, str):
            return value.strip()
        self.add_problem(values.line, f"{name}: this is not text; left out")
        return ""

    def fields(self, values: Fields, name: str) -> Fields:
        """Return the names and values under that name; empty if there are none."""
        value = values.get(name, "")
        if isinstance(value, Fields):
            return value
        if value:
            self.add_problem(
                values.line, f"{name}: {quoted(str(value))} has no names and values; left out"
            )
        return Fields(values.line)

    def _events(self) -> Iterator[Any]:
        try:
            for event in yaml.parse(self._text, Loader=_LOADER):
                if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                    raise SourceError(
                        "a reference (`&` or `*`) is not allowed here: "
                        "put a value with such a sign in quotes",
                        _line(event),
                    )
                if tag := getattr(event, "tag", None):
                    raise SourceError(
                        f"a type ({quoted(tag)}) is not allowed here: a list has only text",
                        _line(event),
                    )
                yield event
        except yaml.YAMLError as error:
            raise _refused(error, self._text) from error

    def _value(self, event: Any, events: Iterator[Any], depth: int = 1) -> Value:
        """Build the value that begins with this event."""
        self._values += 1
        if depth > DEPTH or self._values > VALUES:
            raise SourceError(
                "this is not a list of members: it is too deep or too long", _line(event)
            )
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Value] = []
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                items.append(self._value(item, events, depth + 1))
            return items
        return self._mapping(event, events, depth)

    def _mapping(self, event: Any, events: Iterator[Any], depth: int) -> Fields:
        found = Fields(_line(event))
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            name = self._value(key, events, depth + 1)
            value = self._value(next(events), events, depth + 1)
            if not isinstance(name, str):
                self.add_problem(_line(key), "a name is expected here; left out")
            elif name in found:
                self.add_problem(_line(key), f"{quoted(name)} appears twice; the first is used")
            else:
                found[name] = value
        return found

    def _scalar(self, event: Any) -> str:
        value: str = event.value
        if event.implicit[0] and value in _NOTHING:
            return ""
        if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            self.add_problem(
                _line(event), f"{quoted(value)} has characters that are not valid; left out"
            )
            return ""
        return value


def _text(data: bytes) -> str:
    if not data.strip():
        raise SourceError("the file is empty")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            "this is not YAML in UTF-8", data.count(b"\n", 0, error.start) + 1
        ) from error
    if text.lstrip().startswith("<"):
        raise SourceError("this is not YAML: it begins with `<`, as a web page does")
    return text


def _refused(error: yaml.YAMLError, text: str) -> SourceError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    if mark is None:
        return SourceError(f"this is not YAML: {problem}")
    last = text.rstrip().count("\n")
    if "end of stream" in problem or mark.line > last:
        return SourceError("the file is cut short", last + 1)
    return SourceError(f"this is not YAML: {problem}", mark.line + 1)


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1
