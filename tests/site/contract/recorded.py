"""The recorded contract: one readable file for each kind."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("recorded")
SHORT = 110
CHANGED = """The contract differs from {file}: - was promised, + is so now.

{diff}

Others rely on it: operators' scripts, stored issues, bookmarks, feeds. Restore what was promised.
If you only added something (+), or if the contract itself is meant to change, record it anew, and
say so in CHANGELOG.md:

    python -m tests.site.contract --write
"""


def write(kind: str, found: Any) -> None:
    FOLDER.mkdir(exist_ok=True)
    _file(kind).write_text(_as_text(found), encoding="utf-8")


def read(kind: str) -> Any:
    return json.loads(_file(kind).read_text(encoding="utf-8"))


def difference(kind: str, found: Any) -> str:
    """Return what differs from the record and what to do about it; "" if nothing differs."""
    file = _file(kind)
    was = file.read_text(encoding="utf-8") if file.exists() else ""
    lines = difflib.unified_diff(
        was.splitlines(), _as_text(found).splitlines(), "recorded", "now", n=6, lineterm=""
    )
    diff = "\n".join(lines)
    return diff and CHANGED.format(
        file=file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file, diff=diff
    )


def _file(kind: str) -> Path:
    return FOLDER / f"{kind}.json"


def _as_text(found: Any) -> str:
    return _json(json.loads(json.dumps(found))) + "\n"


def _json(value: Any, indent: str = "") -> str:
    """Return JSON with sorted keys and short values on one line, which is easier to read and to
    compare."""
    line = json.dumps(value, sort_keys=True, ensure_ascii=False)
    if len(line) <= SHORT or not isinstance(value, (dict, list)):
        return line
    deeper = indent + "  "
    if isinstance(value, list):
        return "[\n" + ",\n".join(deeper + _json(each, deeper) for each in value) + f"\n{indent}]"
    lines = [
        f"{deeper}{json.dumps(key, ensure_ascii=False)}: {_json(each, deeper)}"
        for key, each in sorted(value.items())
    ]
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
