"""Interpretation of mappings given as JSON data, and what is wrong with them. `mapped_csv` reads a
list by the result.

Nothing depends on the order of the keys, because a database may store them in another order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from members.member_columns import DATES
from members.sources.csv import DETAILS, ONCE, Column, column_of
from members.sources.mapping import ISO, OTHER_NAMES, Header, Mapping, day_form, joint, words_of
from members.sources.records import SourceError
from members.sources.text import quoted, unknown_column

KEYS = ["columns", "joined", "fixed", "only", "values", "dates", "same_member"]

_NUMBERED = re.compile(r"\A(.*\S)\s++#([1-9]\d{0,2})", re.DOTALL)


def interpret(mapping: Any) -> Mapping:
    """Interpret a mapping given as JSON data. What is not valid is described in `wrong`."""
    found = Mapping()
    if not isinstance(mapping, dict):
        found.wrong.append('a mapping is a JSON object: {"columns": {"SURNAME": "last_name"}}')
        return found
    if not mapping:
        found.wrong.append("it names no columns yet")
        return found
    for key in sorted(set(mapping) - set(KEYS)):
        found.wrong.append(
            unknown_column(key, KEYS).replace("unknown column", "the mapping has an unknown part")
        )
    for part in (_columns, _joined, _fixed, _only, _values, _dates, _same_member):
        try:
            part(mapping, found)
        except SourceError as error:
            found.wrong.append(str(error))
    if not found.wrong and not any(
        column.word in ("name", "first_name", "last_name") for column in found.places
    ):
        found.wrong.append(
            "no column goes to the members' names: `name`, or `first_name` and `last_name`"
        )
    return found


def _columns(mapping: dict[str, Any], found: Mapping) -> None:
    headers: Counter[tuple[str, int]] = Counter()
    for name, target in sorted(_object(mapping, "columns").items()):
        if not name.strip():
            found.wrong.append("`columns` names a column without a header, which cannot be found")
            continue
        header = _header(name)
        headers[header.plain, header.nth] += 1
        for column in _column(found, target, f"`columns`, {quoted(name)}"):
            if column in found.places:
                found.wrong.append(_twice(found.places[column][0].name, name, target, column))
            found.places.setdefault(column, (header,))
    found.wrong += [
        f"`columns` names one column twice: {quoted(name)}"
        for (name, _), times in headers.items()
        if times > 1
    ]


def _twice(one: str, other: str, target: str, column: Column) -> str:
    """Build the message for two headers that go to one column, with what to do."""
    ways = []
    if joint(column) is not None:
        ways.append(f'join them in an order, as in "joined": {{"{target}": ["{one}", "{other}"]}}')
    if column.word not in ONCE:
        ways.append(f"number the second detail, as in `{words_of(column)} #{column.nth + 2}`")
    advice = ", or ".join(ways) or "it comes once"
    return f"{quoted(one)} and {quoted(other)} both go to `{target}`: {advice}"


def _joined(mapping: dict[str, Any], found: Mapping) -> None:
    for target, names in sorted(_object(mapping, "joined").items()):
        for column in _column(found, target, "`joined`"):
            if (
                not isinstance(names, list)
                or not names
                or not all(isinstance(name, str) and name.strip() for name in names)
            ):
                found.wrong.append(
                    f"`joined`, {quoted(target)}: a list of the headers is needed, in their order"
                )
            elif joint(column) is None:
                found.wrong.append(
                    f"`joined`: `{target}` takes one value only and cannot be joined"
                )
            elif column in found.places:
                found.wrong.append(f"`{target}` is in `joined` and in `columns`")
            else:
                found.places[column] = tuple(_header(name) for name in names)


def _fixed(mapping: dict[str, Any], found: Mapping) -> None:
    for target, value in sorted(_object(mapping, "fixed").items()):
        for column in _column(found, target, "`fixed`"):
            if not isinstance(value, str):
                found.wrong.append(
                    f"`fixed`, {quoted(target)}: "
                    f"a text in quotes is needed, not {quoted(str(value))}"
                )
            elif column in found.places:
                found.wrong.append(f"`{target}` is in `fixed`, and a column goes there")
            else:
                found.fixed[column] = value


def _only(mapping: dict[str, Any], found: Mapping) -> None:
    for target, given in sorted(_object(mapping, "only").items()):
        for column in _used_column(found, target, "only"):
            patterns = given if isinstance(given, list) else [given]
            if not all(
                isinstance(pattern, str) and pattern.count("*") == 1 and pattern.strip() != "*"
                for pattern in patterns
            ):
                found.wrong.append(
                    f"`only`, {quoted(target)}: write `*` once, "
                    "where the value stands, as in `Member for *`"
                )
                continue
            halves = [
                [" ".join(half.split()) for half in pattern.split("*")] for pattern in patterns
            ]
            found.only[words_of(column)] = [
                re.compile(
                    rf"\A{re.escape(before)}\s*+(.*?)\s*{re.escape(after)}",
                    re.IGNORECASE | re.DOTALL,
                )
                for before, after in halves
            ]


def _values(mapping: dict[str, Any], found: Mapping) -> None:
    for target, words in sorted(_object(mapping, "values").items()):
        for column in _used_column(found, target, "values"):
            if not isinstance(words, dict) or not all(
                isinstance(word, str) for word in words.values()
            ):
                found.wrong.append(
                    f"`values`, {quoted(target)}: "
                    'write the list\'s words with ours, as in {"ALP": "Labor"}'
                )
                continue
            found.values[words_of(column)] = {
                " ".join(given.split()): word for given, word in words.items()
            }


def _dates(mapping: dict[str, Any], found: Mapping) -> None:
    dates = mapping.get("dates", ISO)
    if not isinstance(dates, str):
        raise SourceError("`dates` is a form of dates in quotes, as in `D/M/YYYY`")
    day_form(dates)
    if "dates" in mapping and not any(column.word in DATES for column in found.places):
        found.wrong.append(
            "`dates` gives the form of dates, but no column goes to "
            + ", ".join(f"`{name}`" for name in DATES)
        )
    found.dates = dates


def _same_member(mapping: dict[str, Any], found: Mapping) -> None:
    value = mapping.get("same_member", [])
    if not isinstance(value, list):
        raise SourceError('`same_member` is a list of columns, as in ["name", "electorate"]')
    found.same_member = tuple(
        column for target in value for column in _used_column(found, target, "same_member")
    )


def _object(mapping: dict[str, Any], key: str) -> dict[str, Any]:
    value = mapping.get(key, {})
    if not isinstance(value, dict):
        raise SourceError(f"`{key}` is a JSON object, as in {{...}}, not {quoted(str(value))}")
    return value


def _header(name: str) -> Header:
    numbered = _NUMBERED.fullmatch(name)
    return Header(numbered[1], int(numbered[2]) - 1) if numbered else Header(name)


def _column(found: Mapping, target: Any, where: str) -> Iterator[Column]:
    """Yield the column that a target names. If it is not valid, add the reason to `wrong`."""
    if not isinstance(target, str):
        found.wrong.append(
            f"{where}: a column's name in quotes is needed, not {quoted(str(target))}"
        )
        return
    numbered = _NUMBERED.fullmatch(target)
    name, nth = (numbered[1], int(numbered[2]) - 1) if numbered else (target, 0)
    if name == OTHER_NAMES:
        yield Column(OTHER_NAMES, nth=nth)
        return
    try:
        column = column_of(name)
    except SourceError as error:
        found.wrong.append(f"{where}: {error}")
        return
    if nth and column.word not in DETAILS and column.word != "id":
        found.wrong.append(f"{where}: a member has one `{name}` only")
        return
    yield column._replace(nth=nth)


def _used_column(found: Mapping, target: Any, key: str) -> Iterator[Column]:
    """Yield the column that a target names, if a header goes there; otherwise add to `wrong`."""
    for column in _column(found, target, f"`{key}`"):
        if any(column[:3] == used[:3] for used in found.places):
            yield column
        else:
            found.wrong.append(f"`{key}` names `{target}`, to which no column goes")
