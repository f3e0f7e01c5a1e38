"""The version of this program, for what is kept in the database only as long as the same program
would make the same of it."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENDINGS = ("py", "json", "csv")
#: The program reads these; templates and tests decide nothing that is kept.
PARTS = [f"{folder}/**/*.{ending}" for folder in ("issues", "members") for ending in ENDINGS]
LIBRARIES = "requirements.txt"


@cache
def digest() -> str:
    """Return the SHA-256 of the program's files and of the versions of its libraries."""
    found = sorted({path for part in PARTS for path in ROOT.glob(part)})
    sums = [f"{path.relative_to(ROOT)} {_sum(path)}" for path in (*found, ROOT / LIBRARIES)]
    return sha256("\n".join(sums).encode()).hexdigest()


def _sum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
