"""A `crontab` that keeps its table in a file and misbehaves on request."""

from __future__ import annotations

import stat
from pathlib import Path

# Keeps the table in a file beside it. A file named `fail-list` or `fail-write` makes that fail;
# `mangle` loses lines, once.
FAKE = """#!/bin/sh
cd "$(dirname "$0")"
case "$1" in
-l) if [ -e fail-list ]; then echo "cannot open the spool" >&2; exit 1; fi
    if [ ! -e table ]; then echo "no crontab for somebody" >&2; exit 1; fi
    cat table ;;
-r) rm table ;;
-)  if [ -e fail-write ]; then echo "bad minute" >&2; exit 1; fi
    if [ -e mangle ]; then rm mangle; head -n 1 >table; else cat >table; fi ;;
*)  exit 2 ;;
esac
"""


class FakeCrontab:
    def __init__(self, folder: Path) -> None:
        self.executable = folder / "crontab"
        self.executable.write_text(FAKE)
        self.executable.chmod(stat.S_IRWXU)
        self.file = folder / "table"

    def will(self, misbehave: str) -> None:
        self.file.with_name(misbehave).touch()

    @property
    def raw(self) -> bytes | None:
        return self.file.read_bytes() if self.file.exists() else None

    @property
    def text(self) -> str:
        return (self.raw or b"").decode("latin-1")

    @text.setter
    def text(self, text: str) -> None:
        self.file.write_bytes(text.encode("latin-1"))
