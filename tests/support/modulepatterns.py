"""Every regular expression in the product's modules, compiled at import or in functions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

PACKAGES = ("members", "issues", "yvih_site")
_LEFT_OUT = (".migrations", ".wsgi", ".asgi")
_FUNCTIONS = frozenset(
    {"compile", "match", "search", "fullmatch", "sub", "split", "findall", "finditer"}
)


def modules() -> Iterator[ModuleType]:
    for package in PACKAGES:
        top = import_module(package)
        yield top
        for info in walk_packages(top.__path__, f"{package}."):
            if not any(part in info.name for part in _LEFT_OUT):
                yield import_module(info.name)


def patterns() -> dict[str, re.Pattern[str]]:
    """Return each pattern for text with the first place where it occurs."""
    found: dict[re.Pattern[str], str] = {}
    for module in modules():
        for name, value in vars(module).items():
            for pattern in _in(value, set()):
                found.setdefault(pattern, f"{module.__name__}.{name}")
        for function, written in _written(module):
            if isinstance(written, re.Pattern):
                found.setdefault(written, f"{module.__name__}.{function}()")
    places: dict[str, re.Pattern[str]] = {}
    for pattern, place in found.items():
        if isinstance(pattern.pattern, str):
            number = sum(other.partition("#")[0] == place for other in places)
            places[f"{place}#{number + 1}" if number else place] = pattern
    return places


def built() -> set[str]:
    """Return the functions that build patterns when they are called, which a walk over modules
    cannot find."""
    return {
        f"{module.__name__}.{function}"
        for module in modules()
        for function, written in _written(module)
        if written is None
    }


def _written(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str] | None]]:
    """Yield the patterns in the module's functions by function name; None for a pattern that is not
    a plain string."""
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_bytes())):
        if isinstance(node, ast.FunctionDef):
            for call in filter(_is_pattern, ast.walk(node)):
                yield node.name, _compiled(call)


def _is_pattern(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return (
        isinstance(called, ast.Attribute)
        and ast.unparse(called.value) == "re"
        and called.attr in _FUNCTIONS
    )


def _compiled(call: Any) -> re.Pattern[str] | None:
    written = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
    if not isinstance(written, str | bytes):
        return None
    given = [*call.args[1:], *(keyword.value for keyword in call.keywords)]
    flags = re.NOFLAG
    for node in (node for value in given for node in ast.walk(value)):
        if isinstance(node, ast.Attribute) and node.attr in re.RegexFlag.__members__:
            flags |= re.RegexFlag[node.attr]
    return re.compile(written if isinstance(written, str) else written.decode("latin-1"), flags)


def _in(value: Any, seen: set[int]) -> Iterator[re.Pattern[str]]:
    """Yield the patterns in a value, in its items, and in the attributes of our own objects."""
    if isinstance(value, re.Pattern):
        yield value
        return
    if id(value) in seen or isinstance(value, (str, bytes, type, ModuleType)):
        return
    seen.add(id(value))
    inside: list[Any] = []
    if isinstance(value, Mapping):
        inside = [*value.keys(), *value.values()]
    elif isinstance(value, (list, tuple, set, frozenset)):
        inside = list(value)
    elif type(value).__module__.split(".")[0] in PACKAGES:
        inside = list(getattr(value, "__dict__", {}).values())
    for part in inside:
        yield from _in(part, seen)
