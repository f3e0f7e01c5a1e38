"""Reasons of changes by fixes from official lists: as the history stores them, and in words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils import timezone
from django.utils.text import Truncator

from members.models import Snapshot

LONGEST = 100
#: The beginning of the reason of every change by a fix from an official list.
FROM_SOURCE = "From the source "
_STORED = re.compile(
    rf"\A{FROM_SOURCE}(?P<slugs>.+?), copy (?P<copy>[0-9]{{1,18}}): (?P<label>.*)", re.DOTALL
)


def from_source(slugs: Iterable[str], copy: str, label: str) -> str:
    """Build the reason as the history stores it, of at most `LONGEST` characters.

    `copy` is the key of the list's copy, "" if unknown.
    """
    of_copy = f", copy {copy}" if copy else ""
    reason = f"{FROM_SOURCE}{', '.join(slugs)}{of_copy}: {' '.join(label.split())}"
    return Truncator(reason).chars(LONGEST)


def copies(reasons: Iterable[str]) -> set[int]:
    """Return the keys of the copies of official lists that these reasons name."""
    return {int(match["copy"]) for reason in reasons if (match := _STORED.fullmatch(reason))}


def in_words(reasons: Iterable[str]) -> dict[str, str]:
    """Return a dict of each reason to its text for people: the copy by its day, not by its key."""
    matches = {reason: _STORED.fullmatch(reason) for reason in reasons}
    keys = {int(match["copy"]) for match in matches.values() if match}
    days = dict(Snapshot.objects.filter(pk__in=keys).values_list("pk", "taken_at")) if keys else {}
    words = {}
    for reason, match in matches.items():
        if match is None:
            words[reason] = reason
            continue
        taken = days.get(int(match["copy"]))
        when = (
            f"copy of {timezone.localtime(taken):%-d %B %Y}"
            if taken
            else f"copy {match['copy']}, which is no longer stored"
        )
        lists = "official lists" if ", " in match["slugs"] else "official list"
        words[reason] = f"From the {lists} {match['slugs']} ({when}): {match['label']}"
    return words
