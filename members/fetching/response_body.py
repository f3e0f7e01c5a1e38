"""Reading of response bodies, with a limit on the size both as sent and unpacked."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

PLAIN, GZIP = ("", "identity"), ("gzip", "x-gzip")

# zlib's value for the header and trailer of gzip.
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


class BodyError(Exception):
    """Raised if the body cannot be used. The message continues "what <address> sends ..."."""


class TooLarge(BodyError):
    """Raised if the body exceeds the limit, as sent or unpacked."""


def read(chunks: Iterable[bytes], encoding: str, size: int) -> bytes:
    """Read the whole body and unpack it. At most `size` bytes (and one piece) are kept in memory.

    `encoding` is the content encoding, as in `gzip`. Raises BodyError if it cannot be unpacked,
    TooLarge if it exceeds `size`.
    """
    if encoding not in PLAIN + GZIP:
        raise BodyError(f"is packed in a way that was not asked for ({encoding[:40]!r})")
    limited = _limited(chunks, size)
    return _gunzip(limited, size) if encoding in GZIP else b"".join(limited)


def _limited(chunks: Iterable[bytes], size: int) -> Iterable[bytes]:
    received = 0
    for chunk in chunks:
        received += len(chunk)
        if received > size:
            raise TooLarge("is larger")
        yield chunk


def _gunzip(chunks: Iterable[bytes], size: int) -> bytes:
    data = bytearray()
    member = None
    for chunk in chunks:
        while (
            chunk := chunk if member else chunk.lstrip(b"\0")
        ):  # between packed members, zeros are padding
            member = member or zlib.decompressobj(_GZIP_WINDOW)
            try:
                data += member.decompress(chunk, size - len(data) + 1)
            except zlib.error as error:
                raise BodyError("is packed by gzip, and damaged") from error
            if len(data) > size:
                raise TooLarge("unpacks to more")
            chunk = member.unused_data
            member = None if member.eof else member
    if member:
        raise BodyError("is packed by gzip, and cut short")
    return bytes(data)
