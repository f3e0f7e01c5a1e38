"""Every compiled pattern that stands in a module of the product."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

PACKAGES = ("members", "issues", "yvih_site")
_LEFT_OUT = (".migrations", ".wsgi", ".asgi")


def modules() -> Iterator[ModuleType]:
    for package in PACKAGES:
        top = import_module(package)
        yield top
        for info in walk_packages(top.__path__, f"{package}."):
            if not any(part in info.name for part in _LEFT_OUT):
                yield import_module(info.name)


def patterns() -> dict[str, re.Pattern[str]]:
    """Each pattern of text, by the first place where it was found."""
    found: dict[re.Pattern[str], str] = {}
    for module in modules():
        for name, value in vars(module).items():
            for pattern in _in(value, set()):
                if isinstance(pattern.pattern, str) and module.__name__.split(".")[0] in PACKAGES:
                    found.setdefault(pattern, f"{module.__name__}.{name}")
    places: dict[str, re.Pattern[str]] = {}
    for pattern, place in found.items():
        number = sum(other.partition("#")[0] == place for other in places)
        places[f"{place}#{number + 1}" if number else place] = pattern
    return places


def _in(value: Any, seen: set[int]) -> Iterator[re.Pattern[str]]:
    """The patterns in a value, in what it holds, and in the fields of our own objects."""
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
