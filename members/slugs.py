"""Members' slugs. A slug is the name; if that is taken, the name and the chamber; then numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.text import slugify

LONGEST = 250
_VALID = re.compile(rf"[-a-zA-Z0-9_]{{1,{LONGEST}}}")
_NAME = 180  # leaves room for the longest chamber and a number


def is_slug(text: str) -> bool:
    """True if the text is a valid slug: letters without accents, digits, `-` and `_`."""
    return bool(_VALID.fullmatch(text))


class Slugs:
    """A dispenser of slugs that are unique over the site.

    `taken` are the slugs that members already have.
    """

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def keep(self, slug: str) -> bool:
        """Reserve this slug. True if it is valid and was free."""
        if slug in self._taken or not is_slug(slug):
            return False
        self._taken.add(slug)
        return True

    def make(self, name: str, chamber: str) -> str:
        """Reserve and return a free slug for a member. `chamber` is the chamber's slug."""
        base = slugify(name)[:_NAME].strip("-_")
        if base and self.keep(base):
            return base
        base = f"{base or 'member'}-{chamber}"
        slug = base
        while not self.keep(slug):
            self._numbers[base] = self._numbers.get(base, 1) + 1
            slug = f"{base}-{self._numbers[base]}"
        return slug
