"""One module per format of lists: `parse(data: bytes) -> Parsed`. No database, no clock.

A file that must be refused as a whole raises `SourceError`; what cannot be placed in it is a `Problem`. A format is
added by adding its module: `aph_senators.py` is the format `aph-senators`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from members.sources.records import Parsed

Parse = Callable[[bytes], Parsed]


def formats() -> dict[str, Parse]:
    """Each format's name and its `parse`, sorted by name. Modules without a `parse` are helpers."""
    modules = {info.name: import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__)}
    return {name.replace("_", "-"): module.parse for name, module in sorted(modules.items()) if hasattr(module, "parse")}
