"""Any CSV, by a mapping of its columns: a new parliament's list needs no code.

A mapping is `{"columns": {"SURNAME": "last_name", "PHONE": "phone:electorate"}}`: each header of the list with the column of the
product's own CSV (docs/csv.md) that it is. Headers that it leaves out are passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from members.sources.records import Parsed, SourceError


def read(data: bytes, mapping: Mapping[str, Any]) -> Parsed:
    """The members of the file. SourceError if the mapping makes no sense or names a column that the file does not have."""
    raise SourceError("the mapping names no columns")
