"""The version of this program, for what is kept in the database only as long as the same program
would make the same of it."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENDINGS = ("py", "json", "csv")
#: The program reads these; templates and tests decide nothing that is kept.
PARTS = [f"{folder}/**/*.{ending}" for folder in ("issues", "members") for ending in ENDINGS]


def _of_files() -> str:
    found = {path for part in PARTS for path in ROOT.glob(part) if path.is_file()}
    sums = [f"{path.relative_to(ROOT)} {_sum(path)}" for path in sorted(found)]
    # The folder of an installed library is named after its version.
    libraries = {path.name for folder in sys.path for path in Path(folder).glob("*.dist-info")}
    lines = [sys.version, *sorted(libraries), *sums]
    return sha256("\n".join(lines).encode()).hexdigest()


def _sum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


# When the program starts: later the files may be those of another release.
_DIGEST = _of_files()


def digest() -> str:
    """Return the SHA-256 of the program's files, and of the versions of Python and its
    libraries."""
    return _DIGEST
