"""Plain forms of texts: without escapes, full-width and invisible characters, and capitals."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from members.letters import INVISIBLE

#: How often escapes are decoded: a link in HTML in JSON is escaped three times.
ROUNDS = 3
_ESCAPES = re.compile(r"(?:\\u[0-9a-f]{4})+|\\x[0-9a-f]{2}|\\/", re.IGNORECASE)


def views(text: str) -> Iterator[str]:
    """Yield the folded text as it is, and again after each round of decoding its escapes."""
    for _ in range(ROUNDS + 1):
        yield folded(text)
        if text == (text := _unescaped(text)):
            return


def folded(text: str) -> str:
    """Return the text in lower case (NFKC), without invisible characters."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize(
        "NFKC", unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).casefold()
    )


def _unescaped(text: str) -> str:
    if "\\" in text:
        text = _ESCAPES.sub(_sign, text)
    return unquote(html.unescape(text))


def _sign(found: re.Match[str]) -> str:
    written = found[0]
    if written == "\\/":
        return "/"
    if written[1] in "xX":
        return chr(int(written[2:], 16))
    units = b"".join(int(unit, 16).to_bytes(2, "big") for unit in re.split(r"\\[uU]", written)[1:])
    return units.decode("utf-16-be", "replace")
