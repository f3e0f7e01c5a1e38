"""Why something was changed by a fix from official lists: as the history keeps it, and in words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils import timezone
from django.utils.text import Truncator

from members.models import Snapshot

LONGEST = 100
#: How the reason of every change begins that a fix from an official list made.
FROM_SOURCE = "From the source "
_KEPT = re.compile(
    rf"\A{FROM_SOURCE}(?P<slugs>.+?), copy (?P<copy>[0-9]{{1,18}}): (?P<label>.*)", re.DOTALL
)


def from_source(slugs: Iterable[str], copy: str, label: str) -> str:
    """The reason, as the history keeps it. `copy` is the key of the copy of the list, "" where it
    is not known."""
    said = f"{FROM_SOURCE}{', '.join(slugs)}{f', copy {copy}' if copy else ''}: {' '.join(label.split())}"
    return Truncator(said).chars(LONGEST)


def copies(reasons: Iterable[str]) -> set[int]:
    """The keys of the copies of official lists that these reasons name."""
    return {int(match["copy"]) for reason in reasons if (match := _KEPT.fullmatch(reason))}


def in_words(reasons: Iterable[str]) -> dict[str, str]:
    """These reasons as people read them: the copy by its day instead of its key."""
    said = {reason: _KEPT.fullmatch(reason) for reason in reasons}
    keys = {int(match["copy"]) for match in said.values() if match}
    days = dict(Snapshot.objects.filter(pk__in=keys).values_list("pk", "taken_at")) if keys else {}
    words = {}
    for reason, match in said.items():
        if match is None:
            words[reason] = reason
            continue
        taken = days.get(int(match["copy"]))
        when = (
            f"copy of {timezone.localtime(taken):%-d %B %Y}"
            if taken
            else f"copy {match['copy']}, which is not kept any more"
        )
        lists = "official lists" if ", " in match["slugs"] else "official list"
        words[reason] = f"From the {lists} {match['slugs']} ({when}): {match['label']}"
    return words
