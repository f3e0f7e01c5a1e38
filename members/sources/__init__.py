"""Formats of lists, one module each: `parse(data: bytes) -> Parsed`. No database, no clock.

`parse` raises `SourceError` if a file must be refused as a whole. What cannot be placed is a
`Problem`.

To add a format, add its module: `aph_senators.py` is the format `aph-senators`. For a plain table,
add a mapping of its columns to `mappings/` instead: `mappings/nsw-la.json` is the format `nsw-la`.
For the format `mapped-csv`, the caller gives the mapping.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from members.sources import deadline, limits, mapped_csv
from members.sources.records import Parsed

Parse = Callable[[bytes], Parsed]

MAPPED = "mapped-csv"
MAPPINGS = Path(__file__).parent / "mappings"


def formats(mapping: Mapping[str, Any] | None = None) -> dict[str, Parse]:
    """Return a dict of each format's name to its `parse`, sorted by name.

    `mapping` is the mapping of columns for the format `mapped-csv`. Each `parse` also raises
    SourceError if it takes too long. Modules without a `parse` are helpers.
    """
    modules = {
        info.name: import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__)
    }
    found: dict[str, Parse] = {
        name.replace("_", "-"): module.parse
        for name, module in modules.items()
        if hasattr(module, "parse")
    }
    found |= {
        path.stem: partial(mapped_csv.read, mapping=json.loads(path.read_bytes()))
        for path in MAPPINGS.glob("*.json")
    }
    found[MAPPED] = partial(mapped_csv.read, mapping=mapping or {})
    return {name: partial(_limited, parse) for name, parse in sorted(found.items())}


def _limited(parse: Parse, data: bytes) -> Parsed:
    return deadline.run(lambda: limits.within(parse(data)))
