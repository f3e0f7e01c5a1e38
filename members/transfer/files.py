"""Files that a person names on the command line."""

import stat
from pathlib import Path

from members.sources.records import SourceError

#: Bytes. No list of members is larger.
LARGEST = 200_000_000


def read(path: str) -> bytes:
    """Read the whole file.

    Raises SourceError if it cannot be read, is not an ordinary file, or is larger than LARGEST
    bytes.
    """
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode):
            raise SourceError(
                "this is a folder"
                if stat.S_ISDIR(status.st_mode)
                else "this is not an ordinary file"
            )
        if status.st_size > LARGEST:
            raise SourceError(f"the file is larger than {LARGEST // 1_000_000} MB")
        return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise SourceError("there is no such file") from error
    except (OSError, ValueError) as error:
        raise SourceError(
            f"the file cannot be read: {getattr(error, 'strerror', None) or error}"
        ) from error
