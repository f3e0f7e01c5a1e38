"""Texts without what a program, a form or a keyboard put around their letters: escapes, wide signs,
invisible ones, capitals."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from members.letters import INVISIBLE

#: How often escapes are taken away: a link in HTML in JSON has three coats.
ROUNDS = 3
_ESCAPES = re.compile(r"(?:\\u[0-9a-f]{4})+|\\x[0-9a-f]{2}|\\/", re.IGNORECASE)


def views(text: str) -> Iterator[str]:
    """Yield the text as it is, and after each round of taking its escapes away, in lower case and
    plain signs."""
    for _ in range(ROUNDS + 1):
        yield folded(text)
        if text == (text := _unescaped(text)):
            return


def folded(text: str) -> str:
    """Return the text in lower case, with its signs as anybody would type them."""
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
