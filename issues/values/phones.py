"""The faults of a telephone number as it was given. A value has at most one, so that only one check
reports it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import phonenumbers

from issues.values.numbers import is_coerced
from issues.values.phones_in_text import AGAIN, BETWEEN, LETTER, Part, parts_of, repeats_a_number
from issues.values.placeholders import is_placeholder
from issues.values.text import clean
from members import normalise
from members.normalise import COUNTRIES_WITH_NUMBERING_PLAN, EXTENSION


class PhoneFault(StrEnum):
    """The kinds of fault."""

    PLACEHOLDER = "placeholder"
    NOT_A_NUMBER = "not a number"
    TWO_NUMBERS = "two numbers"
    COMMENTED = "commented"
    LENGTH = "length"
    INVALID = "invalid"


class PhoneVerdict(NamedTuple):
    """A number's fault, and what may replace it.

    - `why`: the end of a sentence that begins with the number
    - `parts`: the right numbers, if they follow
    """

    fault: PhoneFault
    why: str = ""
    parts: tuple[Part, ...] = ()


#: Seven last digits that real numbers do not have.
DUMMY_TAILS = (*(str(digit) * 7 for digit in range(10)), "1234567", "2345678")

_ELSEWHERE = re.compile(
    r"://|\bwww\.|\S@[^\s@]+\.\w|^\s*+\d{4}-\d\d-\d\d\s*$|^\s*+\d{1,2}/\d{1,2}/\d{2,4}\s*$",
    re.IGNORECASE,
)
_STRETCH = re.compile(r"\+?\(?\d[\d\s().\u00a0\u2010-\u2015-]*")
_MASK = re.compile(r"\A(?=.*[x#?_*]{3})[\W\d_x]+", re.IGNORECASE)
_SPELT = re.compile(
    r"(?:\+?1[ .-]?)?\(?1?[38]\d\d\)?[ .-]*+[A-Z]++(?:[ -][A-Z]++){0,2}[ -]?\d{0,2}", re.ASCII
)
_STRAY = re.compile(r"^[^\W\d_]+|(?<![^\W\d_])[^\W\d_]++$")
_OTHER = re.compile(rf"(?:\d[\s().-]*+){{6}}{BETWEEN}\(?\d", re.IGNORECASE)
_MISTYPED = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})


@lru_cache(maxsize=4096)
def judge(number: str, country: str) -> PhoneVerdict | None:
    """Return the fault of this number in that country (ISO 3166, or ""); None if it has none, or if
    another check reports it.

    Stray space, HTML entities and what a spreadsheet made of a number are not judged here.
    """
    text = clean(number)
    plain, line = normalise.phone(text, country)
    if not text or (plain and not _words(text)):
        return PhoneVerdict(PhoneFault.PLACEHOLDER) if plain.endswith(DUMMY_TAILS) else None
    if not plain and is_coerced(text):
        return None
    if not plain and _is_dummy(text):
        return PhoneVerdict(PhoneFault.PLACEHOLDER)
    ruled = country in COUNTRIES_WITH_NUMBERING_PLAN or text.startswith("+")
    parts, remainder = parts_of(text, country) if ruled else ((), text)
    stretches = [digits for digits in map(_digits, _STRETCH.findall(remainder)) if len(digits) > 5]
    has_more = bool(stretches or AGAIN.search(remainder))
    if len(parts) > 1 or (parts and has_more):
        return PhoneVerdict(
            PhoneFault.TWO_NUMBERS,
            parts=() if has_more or repeats_a_number(parts, country) else parts,
        )
    if parts:
        return PhoneVerdict(PhoneFault.COMMENTED, parts=parts)
    if plain and (
        line in ("tollfree", "shared") or (text.upper() == text and _mended(text, country) is None)
    ):
        return None  # a number spelt in letters: 1300 ASK MLA
    if mended := _mended(text, country):
        return PhoneVerdict(PhoneFault.COMMENTED, parts=(Part(mended),))
    if _is_spelt(text, country):
        return None
    bare = _STRAY.sub("", text)
    if plain and bare != text and normalise.phone(bare, country)[0] == plain:
        return PhoneVerdict(PhoneFault.COMMENTED, parts=(Part(bare),))
    if _ELSEWHERE.search(text) or (not stretches and _words(text)) or not re.search(r"\d", text):
        return PhoneVerdict(PhoneFault.NOT_A_NUMBER)
    if not ruled:
        return None
    if len(stretches) > 1 or _OTHER.search(text):
        return PhoneVerdict(PhoneFault.TWO_NUMBERS)
    return _unknown(
        next((part for part in _STRETCH.findall(text) if len(_digits(part)) > 5), text), country
    )


def _is_spelt(text: str, country: str) -> bool:
    """True if it is a toll-free number spelt in more letters than are dialled: `1-888-NYSENATE`,
    `1300 MY MAYOR`."""
    if text != text.upper() or not _SPELT.fullmatch(text):
        return False
    letters = sum(map(str.isalpha, text))
    return any(
        normalise.phone(text[: len(text) - more], country)[1] in ("tollfree", "shared")
        for more in range(1, letters - 2)
    )


def _words(text: str) -> bool:
    """True if there are letters other than those of an extension."""
    return bool(LETTER.search(text)) and bool(LETTER.search(EXTENSION.sub("", text)))


def _is_dummy(text: str) -> bool:
    digits = _digits(text)
    series = len(digits) > 5 and (digits in "01234567890123" or digits in "9876543210")
    alike = (len(digits) > 2 and len(set(digits)) == 1) or digits.endswith(DUMMY_TAILS)
    area = re.fullmatch(r"0?\d0{8}|5551234|5551212", digits)
    fill = not LETTER.search(text) and (series or alike or bool(area) or set(digits) == {"0"})
    return (
        is_placeholder(text)
        or fill
        or bool(_MASK.fullmatch(text))
        or bool(re.fullmatch(r"[\W_]+", text))
    )


def _mended(text: str, country: str) -> str | None:
    """Return the number with the letters O, l and I read as digits, if that makes it right; else
    None."""
    mended = text.translate(_MISTYPED)
    right = mended != text and not LETTER.search(mended) and normalise.phone(mended, country)[0]
    return mended if right else None


def _unknown(text: str, country: str) -> PhoneVerdict:
    """Return the fault of a number that is not in its country's plan, with the wrong part of it as
    far as that is clear."""
    try:
        parsed = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException as error:
        if error.error_type == error.INVALID_COUNTRY_CODE:
            return PhoneVerdict(PhoneFault.INVALID, "has a country code that does not exist")
        short = error.error_type != error.TOO_LONG
        # a number of two or three digits has not just lost a digit
        return PhoneVerdict(
            PhoneFault.INVALID if len(_digits(text)) < 5 else PhoneFault.LENGTH,
            f"is too {'short' if short else 'long'}",
        )
    code = parsed.country_code or 0
    region = phonenumbers.region_code_for_country_code(code)
    digits = phonenumbers.national_significant_number(parsed)
    if len(_digits(text)) == len(digits) and _lacks_area(digits, code, region):
        return PhoneVerdict(PhoneFault.LENGTH, "has no area code")
    if len(digits) < 5:
        return PhoneVerdict(PhoneFault.INVALID, "is too short")
    lengths = _lengths(region)
    first = digits[: 3 if code == 1 else 1]
    if len(digits) in lengths and _exists(code, first, len(digits)):
        return PhoneVerdict(PhoneFault.INVALID, "is not in use")
    if len(digits) in lengths and not any(_exists(code, first, length) for length in lengths):
        trunk = "0" if _digits(text).startswith("0") else ""
        return PhoneVerdict(
            PhoneFault.INVALID, f"begins with {trunk}{first}, which no number there does"
        )
    usual = max(lengths, default=0)
    return PhoneVerdict(
        PhoneFault.LENGTH,
        "is too short"
        if len(digits) < usual
        else "is too long"
        if usual
        else "has an impossible length",
    )


def _lengths(region: str) -> tuple[int, ...]:
    """Return the numbers of digits that landlines and mobiles have there, without the trunk
    prefix."""
    plan = phonenumbers.PhoneMetadata.metadata_for_region(region)
    lines = (plan.fixed_line, plan.mobile) if plan else ()
    return tuple({length for line in lines if line for length in line.possible_length})


def _lacks_area(digits: str, code: int, region: str) -> bool:
    example = phonenumbers.example_number(region)
    if example is None:
        return False
    whole = phonenumbers.national_significant_number(example)
    area = whole[: phonenumbers.length_of_geographical_area_code(example)]
    return (
        bool(area)
        and len(area + digits) == len(whole)
        and bool(normalise.phone(f"+{code}{area}{digits}", "")[0])
    )


@lru_cache(maxsize=1024)
def _exists(code: int, start: str, length: int) -> bool:
    """True if some number of that plan begins so. Tried with endings of many kinds."""
    missing = length - len(start)
    tails = (
        "123456789",
        *(f"{digit}{other}" * length for digit in range(10) for other in (2, 5, 8)),
    )
    return any(normalise.phone(f"+{code}{start}{tail[:missing]}", "")[0] for tail in tails)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
