"""Patterns that find a value in every spelling: plain, in HTML, URLs, JSON and CSV, or as a phone.

Erasing a reporter and redacting a value both rely on these patterns. Strangers choose the names and
the texts, so a pattern must match a text in one way only, or matching could take for ever. The
gaps between words are therefore possessive, and a word never begins with one.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html.entities import codepoint2name
from urllib.parse import quote

import phonenumbers

from members import normalise
from members.letters import APOSTROPHES
from members.models import Chamber

#: Anything shorter occurs in too many other texts.
SHORTEST = 4
#: The words of a longer value are not sought one by one.
MOST_WORDS = 20
_AMPERSAND = r"(?:&|%(?:25)*26|\\u0026)(?:amp;)*"
#: A blank, or what replaces one: `+` in URLs, `_` in file names. Each in any notation.
_BLANK = (
    r"(?:[\s+_\u00a0]|%(?:25)*(?:20|2b|5f|0[9ad]|c2%(?:25)*a0)"
    rf"|{_AMPERSAND}(?:nbsp|plus|lowbar|#0*(?:32|43|95|160)|#x0*(?:20|2b|5f|a0));"
    r"|\\[nrt]|\\u00(?:20|2b|5f|a0))"
)
_BLANKS = re.compile(rf"\A{_BLANK}++", re.IGNORECASE)
_EACH_BLANK = re.compile(_BLANK, re.IGNORECASE)
#: The most blanks between words, or between the digits of a phone number. A run of any length would
#: be read again from each word within it, as `n` is within `\\n\\n\\n`.
MOST_BLANKS = 16
_GAP = rf"{_BLANK}{{1,{MOST_BLANKS}}}+"
_BETWEEN = rf"(?:[().\-/\u2010-\u2015]|%(?:25)*2[89def]|{_BLANK}){{0,{MOST_BLANKS}}}+"
#: Characters that are escaped with characters of the same kind. If a value contains more than FEW
#: of them, each notation of it is sought as a whole.
_ESCAPING, FEW = frozenset('%&\\"'), 4
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
#: With the apostrophe of Windows-1252 read as latin-1.
_APOSTROPHES = f"{APOSTROPHES}\x92"
#: The beginning of a word: not inside another word, except right behind an escape.
_BEGIN = r"(?:(?<![^\W_])|(?<=%[0-9a-f]{2})|(?<=%25[0-9a-f]{2})|(?<=\\[nrt])|(?<=\\u[0-9a-f]{4}))"
_END = r"(?![^\W_])"


def pattern(value: str) -> re.Pattern[str]:
    """Return the pattern that finds a value in every spelling.

    Finds a phone number in every notation, and URLs and e-mail addresses in their normalised form
    as well. Raises ValueError if the value is shorter than 4 characters.
    """
    value = " ".join(value.split())
    if len(value) < SHORTEST:
        raise ValueError(
            f"{value!r} is too short: it occurs in too many other texts. "
            f"Give at least {SHORTEST} characters."
        )
    forms = {value, normalise.email(value), normalise.link(value, "") if "://" in value else ""}
    alternatives = [exactly(form) for form in sorted(forms, key=len, reverse=True) if form]
    if len(plain := normalise.text(value).split()) > 1 and _is_words(value):
        alternatives.append(
            rf"{_BEGIN}(?:" + r"[\W_]{1,64}+".join(map(re.escape, plain)) + rf"){_END}"
        )
    return re.compile("|".join(alternatives) + _as_phone(value), re.IGNORECASE)


def words(value: str) -> list[re.Pattern[str]]:
    """Return the patterns for each word of a name or an address, to find it split over columns.

    [] for values that are not made of words, or of too many.
    """
    each = re.split(r"[\s,;]+", value.strip(" ,;"))
    if not _is_words(value) or not 1 < len(each) <= MOST_WORDS or sum(map(len, each)) < SHORTEST:
        return []
    return [re.compile(exactly(word), re.IGNORECASE) for word in dict.fromkeys(each)]


def exactly(text: str) -> str:
    """Return the pattern, as a string, that finds this text as whole words in every notation."""
    words, blanks = _words(text)
    if sum(sign in _ESCAPING for word in words for sign in word) > FEW:
        inner = "|".join(
            _GAP.join(map(re.escape, forms)) for forms in zip(*map(_notations, words), strict=True)
        )
    else:
        inner = _GAP.join("".join(map(_letter, word)) for word in words)
    ends = rf"{_BLANK}{{{min(blanks, MOST_BLANKS)}}}" if blanks else _end(words[-1])
    return f"{_begin(words[0])}(?:{inner}){ends}"


def _words(text: str) -> tuple[list[str], int]:
    """Return the words of a text, and the number of trailing characters that may be blanks.

    Such characters are removed from the beginning of all words but the first, as the gap between
    two words takes them in.
    """
    first, *others = unicodedata.normalize("NFC", text).split()
    words, blanks = [first], 0
    for other in others:
        if word := _BLANKS.sub("", other):
            words.append(word)
            blanks = 0
        else:
            blanks += 1 + len(_EACH_BLANK.findall(other))
    return words, blanks


def _notations(word: str) -> list[str]:
    """Return the word in each notation, always in the same order."""
    markup = [html.escape(word), html.escape(word, quote=False), html.escape(html.escape(word))]
    quoted = [quote(word), quote(word, safe=""), quote(quote(word, safe=""), safe="")]
    strings = [
        json.dumps(word)[1:-1],
        json.dumps(word, ensure_ascii=False)[1:-1],
        word.replace('"', '""'),
        repr(word)[1:-1],
    ]
    return [word, *markup, *quoted, *strings]


def _begin(text: str) -> str:
    return "" if _runs_on(text[0]) else _BEGIN


def _end(text: str) -> str:
    return "" if _runs_on(text[-1]) else _END


def _runs_on(letter: str) -> bool:
    """True for symbols, and for letters of scripts that put no blanks between words."""
    return unicodedata.category(letter) == "Lo" or not letter.isalnum()


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    """Return the pattern for one character in every notation."""
    if letter.isascii() and letter.isalnum():
        return letter
    forms = {letter, unicodedata.normalize("NFD", letter)}.union(
        *(alike for alike in (_APOSTROPHES, _DASHES) if letter in alike)
    )
    escapes = []
    for form in forms:
        escapes.append(
            "".join(f"%(?:25)*{byte:02x}" for byte in form.encode("utf-8", "surrogatepass"))
        )
        escapes.append("".join(rf"\\u{unit:04x}" for unit in _units(form)))
        escapes.append(_reference(form))
    doubled = {'"': '""|\\\\"|', "\\": r"\\\\|"}.get(letter, "")
    plain = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return f"(?:(?i:{'|'.join(escapes)})|{doubled}{plain})"


def _reference(form: str) -> str:
    """Return the pattern for the characters as HTML references, escaped once or more often."""
    return "".join(
        rf"{_AMPERSAND}(?:#0*{ord(each)}|#x0*{ord(each):x}{_named(each)});" for each in form
    )


def _named(letter: str) -> str:
    name = "apos" if letter == "'" else codepoint2name.get(ord(letter), "")
    return f"|{name}" if name else ""


def _units(form: str) -> Iterable[int]:
    data = form.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(data[start : start + 2]) for start in range(0, len(data), 2)]


def _is_words(value: str) -> bool:
    return "@" not in value and "://" not in value


def _as_phone(value: str) -> str:
    """Return the alternative that finds a phone number in every notation, or "" for other values.

    The number is read as one of any country in which the directory has a chamber.
    """
    for country in sorted({*Chamber.objects.values_list("country", flat=True)} - {""}):
        plain, _ = normalise.phone(value, country)
        if plain:
            number = phonenumbers.parse(plain)
            digits = _BETWEEN.join(phonenumbers.national_significant_number(number))
            plus = rf"(?:\+|%(?:25)*2b|{_AMPERSAND}(?:#43|#x2b|plus);)?"
            opening, closing = r"(?:\(|%(?:25)*28)?", r"(?:\)|%(?:25)*29)?"
            # Without leading blanks, as a long run of them would be read again from each of them.
            begin = r"(?:(?<!\d)|(?<=%[0-9a-f]{2})|(?<=%25[0-9a-f]{2}))"
            code = rf"(?:{opening}{plus}{number.country_code}{closing}{_BETWEEN})?"
            trunk = rf"(?:{opening}0{closing}{_BETWEEN})?"
            return rf"|{begin}{code}{trunk}{digits}(?!\d)"
    return ""
