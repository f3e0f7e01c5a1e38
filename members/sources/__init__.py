"""One module per format of lists: `parse(data: bytes) -> Parsed`. No database, no clock.

A file that must be refused as a whole raises `SourceError`; what cannot be placed in it is a
`Problem`. A format is added by adding its module - `aph_senators.py` is the format `aph-senators` -
or, for a plain table, by a mapping of its columns in `mappings/`: `mappings/nsw-la.json` is the
format `nsw-la`. In the format `mapped-csv` whoever reads the list brings the mapping.
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
    """Each format's name and its `parse`, sorted by name. Modules without a `parse` are helpers.

    `mapping` says which column is what, for the format `mapped-csv`. Each `parse` raises
    SourceError if it takes too long as well.
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
