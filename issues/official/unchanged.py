"""Everything that the comparison of official lists with the directory follows from, in short: as
long as it is the same, so is what the checks find.

The day of a run counts only as far as it decides who sits, and the day of a list as far as it
decides whose term had begun. So lists that are fetched every day without a change stay compared.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, Model, QuerySet
from django.utils import timezone

from issues.findings.scope import Scope
from issues.official import lists
from members import own_code
from members.lists import kept_rows
from members.models import Chamber, Electorate, Member, Mismatch, Party, PartyAlias
from members.models.querysets import sitting


@dataclass(frozen=True)
class ChamberState:
    """What a chamber's comparison follows from.

    - `digest`: SHA-256 of everything but the days of its lists
    - `days`: the day of each of its lists in force, in the order of their slugs
    """

    digest: str
    days: tuple[date, ...]

    def until(self, horizon: date | None) -> str:
        """Return the SHA-256 of everything, if `horizon` is the last day on which a term begins, by
        its lists or the directory; None if no such day is known."""
        days = [min(day, horizon).isoformat() for day in self.days] if horizon else []
        return _hash(self.digest, days)


def states(today: date) -> dict[str, ChamberState]:
    """Return the state of every chamber by its slug; nothing if no list is in force."""
    of_lists: dict[str, list[Any]] = defaultdict(list)
    days: dict[str, list[date]] = defaultdict(list)
    in_force = list(lists.copies(Scope(today)))
    unread = {copy.pk for copy in kept_rows.missing(copy for copy, _ in in_force)}
    for copy, key in in_force:
        source = copy.source
        of_list = [source.slug, key, copy.taken_at.isoformat()]
        of_lists[source.chamber.slug].append(
            # Whether a list can be read may depend on the machine. It never counts as unchanged.
            [*of_list, uuid4().hex] if copy.pk in unread else of_list
        )
        days[source.chamber.slug].append(timezone.localdate(source.checked_at or copy.taken_at))
    if not of_lists:
        return {}
    everywhere = _hash(
        own_code.digest(), settings.TIME_ZONE, _rows(Party.objects), _rows(PartyAlias.objects)
    )
    electorates = _by_chamber(Electorate.objects.order_by("chamber", "pk"), "chamber")
    mismatches = _by_chamber(
        Mismatch.objects.order_by("member__chamber", "pk"), "member__chamber", "member"
    )
    members = _members(today)
    found = {}
    for chamber in Chamber.objects.order_by("slug"):
        digest = _hash(
            everywhere,
            [str(getattr(chamber, each.attname)) for each in Chamber._meta.concrete_fields],
            of_lists[chamber.slug],
            electorates.get(chamber.pk, ""),
            mismatches.get(chamber.pk, ""),
            members.get(chamber.pk, ""),
        )
        found[chamber.slug] = ChamberState(digest, tuple(days[chamber.slug]))
    return found


def together(digests: Mapping[str, str]) -> str:
    """Return the SHA-256 of all chambers together; `digests` is a dict of slug to that of each."""
    return _hash(sorted(digests.items()))


def _members(today: date) -> dict[int, str]:
    """Return a dict of chamber key to the hash of its members.

    A version is raised with every write to a member or one of its details
    (`members/storage/triggers.py`). It says nothing of the name of the electorate.
    """
    found = {}
    # The database decides who sits: a damaged date is not read.
    who_sits = ExpressionWrapper(sitting(today), BooleanField())
    members = Member.objects.order_by("chamber", "pk").annotate(sits=who_sits)
    rows = members.values_list("chamber", "pk", "version", "sits", "electorate__name")
    for chamber, group in groupby(rows.iterator(), key=itemgetter(0)):
        digest = sha256()
        for _, pk, version, sits, electorate in group:
            digest.update(f"{pk} {version} {sits} {electorate}\n".encode(errors="surrogatepass"))
        found[chamber] = digest.hexdigest()
    return found


def _by_chamber(rows: QuerySet[Any], chamber: str, *more: str) -> dict[int, str]:
    """Return a dict of chamber key to the hash of its rows, which are in the order of chambers."""
    columns = [each.attname for each in rows.model._meta.concrete_fields]
    found = groupby(rows.values_list(chamber, *columns, *more).iterator(), key=itemgetter(0))
    return {key: _hash([list(map(str, row)) for row in group]) for key, group in found}


def _rows(manager: Any) -> list[list[str]]:
    model: type[Model] = manager.model
    columns = [each.attname for each in model._meta.concrete_fields]
    return [list(map(str, row)) for row in manager.order_by("pk").values_list(*columns)]


def _hash(*parts: Any) -> str:
    return sha256(json.dumps(parts, default=list).encode()).hexdigest()
