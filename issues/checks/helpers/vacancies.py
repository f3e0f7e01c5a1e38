"""The vacant seats of chambers and electorates, as far as their numbers of seats are known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from issues.findings import Scope
from members.models import Chamber, Electorate
from members.models.querysets import sitting


@dataclass
class Vacancies:
    """The vacancies of one chamber.

    `chamber` is its key. `open` is its number of vacant seats, or None if its seats are unknown.
    `electorates` are the keys of the electorates that lack members, and `missing` is how many
    members they lack together.
    """

    chamber: int
    open: int | None
    missing: int = 0
    electorates: list[int] = field(default_factory=list)

    @property
    def located(self) -> bool:
        """True if these electorates account for the vacancies. If they lack more members than the
        chamber has vacant seats, some of them were abolished.
        """
        return self.open is None or self.missing <= self.open


def vacancies(scope: Scope) -> Iterator[Vacancies]:
    """Yield the vacancies of each chamber that has sitting members and lacks some.

    An electorate with unknown seats lacks one member if nobody sits for it. A member beyond an
    electorate's seats fills no other seat.
    """
    chambers = Chamber.objects.annotate(
        sitting=Count("members", filter=sitting(scope.today, "members__"))
    ).filter(sitting__gt=0)
    found = {
        pk: Vacancies(pk, None if seats is None else seats - members)
        for pk, seats, members in chambers.values_list("pk", "seats", "sitting")
    }
    lacking: dict[int, list[tuple[int, int]]] = defaultdict(list)
    uneven = Electorate.objects.order_by("pk").annotate(
        sitting=Count("members", filter=sitting(scope.today, "members__"))
    )
    uneven = uneven.filter(Q(sitting__lt=Coalesce("seats", 1)) | Q(sitting__gt=F("seats")))
    for chamber, pk, missing in uneven.annotate(
        missing=Coalesce("seats", 1) - F("sitting")
    ).values_list("chamber_id", "pk", "missing"):
        if chamber in found:
            lacking[chamber].append((pk, missing))
    for vacant in found.values():
        for pk, missing in lacking[vacant.chamber]:
            if missing > 0:
                vacant.electorates.append(pk)
                vacant.missing += missing
            elif vacant.open is not None:
                vacant.open -= missing
        if vacant.electorates or (vacant.open or 0) > 0:
            yield vacant
