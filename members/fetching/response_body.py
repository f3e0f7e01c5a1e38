"""What a server answers, read with a limit on what is sent and on what it unpacks to."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

PLAIN, GZIP = ("", "identity"), ("gzip", "x-gzip")

# zlib's word for "a header and an end as gzip has them".
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


class BodyError(Exception):
    """The body cannot be taken; the text says what it is."""


class TooLarge(BodyError):
    """It is more than the limit, as sent or unpacked."""


def read(chunks: Iterable[bytes], encoding: str, size: int) -> bytes:
    """All of it, unpacked. No more than `size` bytes are ever kept, however much they would unpack
    to."""
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
