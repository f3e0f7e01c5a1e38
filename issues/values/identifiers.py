"""What identifiers look like: the form that those of one scheme have in common, and what a value of
another form should be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits

from issues.values.placeholders import is_placeholder

#: How many of a scheme's identifiers there must be, and what part of them must agree, before a form
#: is a rule.
ENOUGH = 20
AGREEING = 0.9
#: Members with identifiers of one other form, from this number on, have a second kind of
#: identifier.
SECOND_KIND = 3

#: Identifiers of so many signs are made by machines (`2f6b1c0e-...`), all of one length.
LONG = 16

_DIGITS, _CAPITALS, _SMALL = (re.compile(pattern) for pattern in ("[0-9]+", "[A-Z]+", "[a-z]+"))
_PART = re.compile(r"[\w.'()\u2019-]+")
_KINDS = str.maketrans(digits + ascii_uppercase + ascii_lowercase, "9" * 10 + "A" * 26 + "a" * 26)
_LENGTHS = str.maketrans(digits + ascii_letters, "x" * 62)
_COUNTER = re.compile(r"\A\D*+[1-9]\d*")


def is_nothing(value: str) -> bool:
    """Does this only stand where an identifier should (blank, `TBC`, `000`)?"""
    return not value.strip("0 \t\n") or is_placeholder(value)


def _exact(value: str) -> str:
    """`B000944` is `A999999`."""
    return value.translate(_KINDS)


def _runs(value: str) -> str:
    """`B000944` and `B7` are `A9`."""
    return _SMALL.sub("a", _CAPITALS.sub("A", _DIGITS.sub("9", value)))


def _lengths(value: str) -> str:
    """What stands between signs by its length: `2f-a9` is `xx-xx`."""
    return value.translate(_LENGTHS)


def _parts(value: str) -> str:
    """What stands between blanks, slashes and colons is one part, whatever it is: `perth/j-smith`
    is `x/x`."""
    return _PART.sub("x", value)


@dataclass(frozen=True)
class Form:
    """The form that a scheme's identifiers have: how it is read off a value, and what it is."""

    read: Callable[[str], str]
    form: str

    def fits(self, value: str) -> bool:
        return self.read(value) == self.form

    def mended(self, value: str) -> str:
        """The value in this form, where that follows: without blanks, in its case, with the noughts
        that it lost; else ""."""
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
    """The narrowest form that nearly all of these have; None where there is none, or they are too
    few to tell."""
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
    """The values of another form, but for those of a form that several have: a second kind of
    identifier."""
    others = [value for value in values if not form.fits(value)]
    kinds = Counter(map(form.read, others))
    return [value for value in others if kinds[form.read(value)] < SECOND_KIND]


def _readings(sample: Sequence[str]) -> list[Callable[[str], str]]:
    """The ways to read a form that mean something here, the narrowest first.

    A number that counts members up (`Q9831`) has the length that it happens to have, unless noughts
    fill it up; and where letters and digits have no fixed order, only a long value is meant to have
    its length.
    """
    counted = sum(bool(_COUNTER.fullmatch(value)) for value in sample)
    if counted >= len(sample) / 2:
        return [_runs, _parts]
    long = sum(map(len, sample)) >= LONG * len(sample)
    return [_exact, _runs, _lengths, _parts] if long else [_exact, _runs, _parts]
