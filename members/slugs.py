"""A member's address on the site: the name, then the name and the chamber, then that and a number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.text import slugify

LONGEST = 250
_VALID = re.compile(rf"[-a-zA-Z0-9_]{{1,{LONGEST}}}")
_NAME = 180  # leaves room for the longest chamber and a number


def is_slug(text: str) -> bool:
    return bool(_VALID.fullmatch(text))


class Slugs:
    """Gives out slugs that are unique over the site. `taken` are those of today's members."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def keep(self, slug: str) -> bool:
        """Take just this one, if it is one and is free."""
        if slug in self._taken or not is_slug(slug):
            return False
        self._taken.add(slug)
        return True

    def make(self, name: str, chamber: str) -> str:
        """A free one for a member of that name in the chamber of that slug."""
        base = slugify(name)[:_NAME].strip("-_")
        if base and self.keep(base):
            return base
        base = f"{base or 'member'}-{chamber}"
        slug = base
        while not self.keep(slug):
            self._numbers[base] = self._numbers.get(base, 1) + 1
            slug = f"{base}-{self._numbers[base]}"
        return slug
