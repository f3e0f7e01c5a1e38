"""Text as it should have arrived: without stray white space, HTML and broken characters."""

from __future__ import annotations

import html
import re
from html.entities import html5

import ftfy

#: The character that a decoder writes for one that it could not read.
LOST = "\ufffd"

# Between letters beyond ASCII the joiners U+200C and U+200D are spelling (Persian, Hindi);
# elsewhere they are invisible.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    "|(?<![^\u0000-\u007f])[\u200c\u200d]|[\u200c\u200d](?![^\u0000-\u007f])"
)
_SPACES = re.compile(r"\s+")
_SPACES_IN_LINE = re.compile(r"[^\S\r\n]+")

_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z][A-Za-z0-9]{1,30});")
_BREAK = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|td|table|h[1-6])(?:\s[^<>]*+)?/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|font|small|sup|sub)(?:\s[^<>]*+)?/?>", re.IGNORECASE
)
_CODE = re.compile(r"\\u([0-9a-fA-F]{4})")


def tidy(text: str, lines: bool = False) -> str:
    """Return the text without invisible characters, double spaces, and white space around it.

    Line breaks become spaces, unless the value may have several `lines`.
    """
    text = _UNSEEN.sub("", text)
    return (_SPACES_IN_LINE if lines else _SPACES).sub(" ", text).strip()


def is_untidy(text: str, lines: bool = False) -> bool:
    """True if `tidy` changes this text."""
    return text != tidy(text, lines)


def unescape(text: str, between: str = ", ") -> str:
    r"""Return the text with HTML entities (`&amp;`, `&#39;`), tags and `\u00e9` replaced by what
    they mean.

    `between` replaces a tag that breaks the line. An `&` without a closing semicolon stays, as it
    belongs to a URL.
    """
    for _ in range(3):  # `&amp;amp;` was escaped twice
        plain = _ENTITY.sub(_character, text)
        if plain == text:
            break
        text = plain
    text = _CODE.sub(lambda match: chr(int(match[1], 16)), text)
    if "<" not in text:
        return text
    pieces = (_TAG.sub("", piece).strip() for piece in _BREAK.split(text))
    return between.join(piece for piece in pieces if piece)


def is_escaped(text: str) -> bool:
    """True if `unescape` changes this text."""
    return text != unescape(text)


def mend(text: str) -> str:
    """Return the text as it was written, if UTF-8 was read as another encoding (`José` that became
    `JosÃ©`)."""
    return text if text.isascii() else ftfy.fix_encoding(text)


def is_broken(text: str) -> bool:
    """True if this text was read in the wrong encoding, or lost a character (U+FFFD)."""
    return not text.isascii() and (LOST in text or text != mend(text))


def clean(text: str, lines: bool = False) -> str:
    """Return the text mended, unescaped and tidied."""
    return tidy(unescape(mend(text), "\n" if lines else ", "), lines)


def _character(match: re.Match[str]) -> str:
    is_entity = match[0][1] == "#" or match[0][1:] in html5
    return html.unescape(match[0]) if is_entity else match[0]
