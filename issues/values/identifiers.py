"""The common form of a scheme's identifiers, and the right form of a value that has another one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits

from issues.values.placeholders import is_placeholder

#: A scheme's form counts as a rule if it has so many identifiers and this part of them agrees.
ENOUGH = 20
AGREEING = 0.9
#: So many identifiers of one other form are a second kind of identifier.
SECOND_KIND = 3

#: Identifiers of so many characters are made by machines (`2f6b1c0e-...`), all of one length.
LONG = 16

_DIGITS, _CAPITALS, _SMALL = (re.compile(pattern) for pattern in ("[0-9]+", "[A-Z]+", "[a-z]+"))
_PART = re.compile(r"[\w.'()\u2019-]+")
_KINDS = str.maketrans(digits + ascii_uppercase + ascii_lowercase, "9" * 10 + "A" * 26 + "a" * 26)
_LENGTHS = str.maketrans(digits + ascii_letters, "x" * 62)
_COUNTER = re.compile(r"\A\D*+[1-9]\d*")


def is_nothing(value: str) -> bool:
    """True if the value only takes the place of an identifier (blank, `TBC`, `000`)."""
    return not value.strip("0 \t\n") or is_placeholder(value)


def _exact(value: str) -> str:
    """Return the form with the kind of each character: `B000944` is `A999999`."""
    return value.translate(_KINDS)


@lru_cache(maxsize=4096)  # the same values are read up to three times
def _runs(value: str) -> str:
    """Return the form with the kind of each run of characters: `B000944` and `B7` are `A9`."""
    return _SMALL.sub("a", _CAPITALS.sub("A", _DIGITS.sub("9", value)))


def _lengths(value: str) -> str:
    """Return the form with the length of what is between signs: `2f-a9` is `xx-xx`."""
    return value.translate(_LENGTHS)


def _parts(value: str) -> str:
    """Return the form with one part for whatever is between blanks, slashes and colons:
    `perth/j-smith` is `x/x`."""
    return _PART.sub("x", value)


@dataclass(frozen=True)
class Form:
    """The form that a scheme's identifiers have, and the function that reads the form of a
    value."""

    read: Callable[[str], str]
    form: str

    def fits(self, value: str) -> bool:
        """True if the value has this form."""
        return self.read(value) == self.form

    def mended(self, value: str) -> str:
        """Return the value brought into this form; "" if it cannot be.

        Tries the value without blanks, in upper and lower case, and with its leading zeros.
        """
        bare = "".join(value.split())
        padded = (
            bare.zfill(len(self.form))
            if self.read is _exact and bare.isdecimal() and not self.form.strip("9")
            else ""
        )
        return next(
            (
                other
                for other in (bare, bare.upper(), bare.lower(), padded)
                if other != value and self.fits(other)
            ),
            "",
        )


def common_form(values: Sequence[str]) -> Form | None:
    """Return the narrowest form that nearly all of these values have.

    None if they have no such form in common, or if there are too few of them to decide.
    """
    if len(values) < ENOUGH:
        return None
    sample = values[:: max(1, len(values) // 50)]
    for read in _readings(sample):
        if Counter(map(read, sample)).most_common(1)[0][1] < len(sample) / 2:
            continue
        form, count = Counter(map(read, values)).most_common(1)[0]
        if count >= AGREEING * len(values):
            return Form(read, form)
    return None


def odd(values: Iterable[str], form: Form) -> list[str]:
    """Return the values of another form.

    Forms that several values share are left out, as they are a second kind of identifier.
    """
    others = [value for value in values if not form.fits(value)]
    kinds = Counter(map(form.read, others))
    return [value for value in others if kinds[form.read(value)] < SECOND_KIND]


def _readings(sample: Sequence[str]) -> list[Callable[[str], str]]:
    """Return the functions that read a meaningful form of these values, the narrowest first.

    A number that counts members up (`Q9831`) has its length by chance, unless leading zeros fill it
    up. Where letters and digits have no fixed order, only a long value has its length on purpose.
    """
    counted = sum(bool(_COUNTER.fullmatch(value)) for value in sample)
    if counted >= len(sample) / 2:
        return [_runs, _parts]
    long = sum(map(len, sample)) >= LONG * len(sample)
    return [_exact, _runs, _lengths, _parts] if long else [_exact, _runs, _parts]
