"""Texts that are slow for patterns and parsers: general ones, and some built from the parts of a
pattern."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from itertools import product
from typing import Any

_PARSER = import_module("re._parser")
_CODES = import_module("re._constants")

#: What is repeated, for whatever reads text: letters, signs, the beginnings of things that never
#: end.
GENERAL = [
    *"a A0 (@.-,<&;'\"\n\r\t/:#?[{|\\_+*%=~^`$!\u0301\u00e9\u200d\ufffd\U0001f600",
    *(
        "a ",
        "a.",
        "a,",
        "a-",
        "a@",
        "1,",
        "1 ",
        "0.",
        " ,",
        "\r\n",
        "\n\n",
        "<a ",
        "<b",
        "</",
        "<!--",
        "&#",
        "&amp",
        "www.",
        "http://",
        "://",
    ),
    *(
        '{"a":',
        "[1,",
        "- ",
        "a: ",
        "{a: ",
        "? ",
        "&a ",
        '""',
        '",',
        "';",
        "((",
        "()",
        "a(",
        "O'",
        "\\u",
        "%40",
        "+61 ",
        "PO Box ",
        "a b@c.d ",
    ),
]
#: What any pattern's classes may hold.
_PROBES = "a Z0\n.-,'@/:;(<\"_\u00e9"
_OF_CATEGORY = {
    "CATEGORY_DIGIT": "0",
    "CATEGORY_SPACE": " ",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_DIGIT": "a",
}
_OF_CATEGORY |= {"CATEGORY_NOT_SPACE": "a", "CATEGORY_NOT_WORD": "-"}
_MANY = 16


def repeated(pump: str, size: int, before: str = "", after: str = "") -> str:
    return before + pump * max(size // len(pump), 1) + after


def of_pattern(pattern: re.Pattern[str]) -> Iterator[Callable[[int], str]]:
    """Yield functions that build a slow text of a given length for this pattern, from the parts of
    the pattern."""
    tree = _PARSER.parse(pattern.pattern, pattern.flags)
    every = dict.fromkeys(["a", " ", "0", "\n", *_letters(tree)])
    # A sign is more often in two parts of a pattern that meet than one letter of a word is.
    letters = sorted(every, key=lambda letter: letter.isalnum() and letter not in "a0")[:16]
    befores = list(dict.fromkeys(["a", "1", *filter(None, _befores(tree, ""))]))[:24]
    whole = _sample(tree)
    pumps = [
        *every,
        *(a + b for a, b in product(letters, repeat=2)),
        *befores,
        *filter(None, [whole, f"{whole} "]),
    ]
    for pump in dict.fromkeys(pumps):
        yield partial(repeated, pump, after="\0")
        yield partial(repeated, pump)
    for before, letter in product(befores, letters):
        yield partial(repeated, letter, before=before, after="\0")
        yield partial(repeated, before + letter)


def _letters(tree: Any) -> Iterator[str]:
    """Return one or two letters of each class and each literal in the pattern."""
    for code, value in tree:
        if code is _CODES.LITERAL:
            yield chr(value)
        elif code is _CODES.IN:
            yield from _of_class(value)[:3]
        else:
            for part in _parts(code, value):
                yield from _letters(part)


def _befores(tree: Any, before: str) -> Iterator[str]:
    """Yield the texts that lead up to each repetition."""
    for code, value in tree:
        if code in _CODES_REPEAT and (value[1] is _CODES.MAXREPEAT or value[1] >= _MANY):
            yield before
        for part in _parts(code, value):
            yield from _befores(part, before)
        before += _of_node(code, value)


def _parts(code: Any, value: Any) -> list[Any]:
    if code in _CODES_REPEAT:
        return [value[2]]
    if code is _CODES.BRANCH:
        return list(value[1])
    if code is _CODES.SUBPATTERN:
        return [value[3]]
    if code in (_CODES.ASSERT, _CODES.ASSERT_NOT):
        return [value[1]]
    return [value] if code is _CODES.ATOMIC_GROUP else []


def _sample(tree: Any) -> str:
    return "".join(_of_node(code, value) for code, value in tree)


def _of_node(code: Any, value: Any) -> str:
    """Return a short text that matches this part of a pattern."""
    if code is _CODES.LITERAL:
        return chr(int(value))
    if code is _CODES.IN:
        return next(iter(_of_class(value)), "")
    if code in (_CODES.ANY, _CODES.NOT_LITERAL):
        return "a" if value != ord("a") else "b"
    if code in _CODES_REPEAT:
        return _sample(value[2]) * max(int(value[0]), 1)
    parts = _parts(code, value) if code is not _CODES.ASSERT_NOT else []
    return _sample(parts[0]) if parts else ""


def _of_class(items: list[Any]) -> list[str]:
    """Return letters that the class `[...]` contains."""
    if items[0][0] is _CODES.NEGATE:
        left_out = {chr(value) for code, value in items if code is _CODES.LITERAL}
        categories = {
            _OF_CATEGORY.get(str(value), "") for code, value in items if code is _CODES.CATEGORY
        }
        return [letter for letter in _PROBES if letter not in left_out and letter not in categories]
    found = []
    for code, value in items:
        if code is _CODES.LITERAL:
            found.append(chr(value))
        elif code is _CODES.RANGE:
            found.append(chr(value[0]))
        elif code is _CODES.CATEGORY:
            found.append(_OF_CATEGORY[str(value)])
    return found


_CODES_REPEAT = (_CODES.MAX_REPEAT, _CODES.MIN_REPEAT, _CODES.POSSESSIVE_REPEAT)
