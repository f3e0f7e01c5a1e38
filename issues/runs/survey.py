"""One look at the directory for many checks: each table is read once, and every row is handed to
all checks that look at such rows.

Checks of shared values and of anything else still ask the database by themselves.

A check that breaks stops no other: its error is kept with what it found. The time of reading rows
counts for no check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from issues.findings.collected import Collected, of_rows
from issues.findings.finding import Finding
from issues.findings.reach import Key, Reach
from issues.findings.registry import Check
from issues.findings.scope import Scope
from issues.official import comparison
from issues.official.all_matches import AllLists, Matches
from issues.official.comparison import ListedChamber
from issues.runs.list_memory import TOGETHER, ListMemory
from members.chunks import chunks
from members.models import Member
from members.models.querysets import AmongTexts
from members.rows import reading

#: The number of members whose rows have been handed on.
Progress = Callable[[int], None]


def survey(
    checks: Iterable[Check],
    scope: Scope,
    progress: Progress = lambda members: None,
    memory: ListMemory | None = None,
) -> dict[str, Collected]:
    """Return what each of these checks finds in the scope, by the check's name.

    With a memory, which is only for the whole directory, lists are compared only where something
    has changed. If members or lists cannot be read, that is an error of each check that looks at
    them.
    """
    checks = list(checks)
    found = {check.name: Collected(check, scope) for check in checks}
    given_rows = [each for each in checks if each.reach in (Reach.MEMBER, Reach.CHAMBER)]
    found |= _survey_rows(given_rows, scope, progress, again=True)
    _survey_lists(checks, found, scope, memory)
    for check in checks:
        if check.reach is Reach.KEY:
            found[check.name].run(_sharing(check.key, scope))
        elif check.reach is Reach.WHOLE:
            found[check.name].run([scope])
    return found


def of_check(check: Check, scope: Scope) -> list[Finding]:
    """Run one check alone, and return its findings in that scope, one for each fingerprint.

    Raises ValueError if a fingerprint comes twice that cannot be merged, and whatever the check
    raises.
    """
    return list(survey([check], scope)[check.name].result().values())


def _survey_rows(
    checks: Sequence[Check], scope: Scope, progress: Progress, *, again: bool
) -> dict[str, Collected]:
    """Read members, and hand them to all checks of members and of chambers.

    If the server ends the connection, everything is read once more with another one.
    """
    found = {check.name: Collected(check, scope) for check in checks}
    try:
        _hand_on(checks, found, scope, progress)
    except Exception as error:
        if again and not connection.in_atomic_block and not connection.is_usable():
            connection.close()
            return _survey_rows(checks, scope, progress, again=False)
        _broke(checks, found, error)
    return found


def _hand_on(
    checks: Sequence[Check], found: dict[str, Collected], scope: Scope, progress: Progress
) -> None:
    of_members = [check for check in checks if check.reach is Reach.MEMBER]
    of_chambers = [check for check in checks if check.reach is Reach.CHAMBER]
    if scope.only and of_members:
        of_rows(of_members, reading.of_members(scope.only, scope.today), scope, found)
    if of_chambers or (of_members and not scope.only):
        seen = 0
        for members in reading.by_chamber(scope.today, _chambers(scope)):
            if not scope.only:
                of_rows(of_members, [*members.sitting, *members.former], scope, found)
            for check in of_chambers:
                found[check.name].run([members])
            seen += len(members.sitting)
            progress(seen)


def _survey_lists(
    checks: Iterable[Check],
    found: dict[str, Collected],
    scope: Scope,
    memory: ListMemory | None,
) -> None:
    """Read each list once, match it with its chamber, and compare everything."""
    of_one = [found[check.name] for check in checks if check.reach is Reach.LIST]
    of_all = [found[check.name] for check in checks if check.reach is Reach.LISTS]
    lists, known = AllLists(), set[str]()
    horizons: set[date | None] = set()
    try:
        if memory:
            memory.start()
            known = {slug for slug in memory.chambers if of_one and _recall(memory, slug, of_one)}
            if of_all and _recall(memory, TOGETHER, of_all):
                of_all = []
        if not of_one and not of_all:
            return
        every = bool(of_all)
        for chamber in comparison.chambers(
            scope, all_of_them=every, without=() if every else known
        ):
            if of_one and scope.includes([chamber.slug]) and chamber.slug not in known:
                _compare(of_one, chamber, chamber.slug, memory, chamber.horizon)
            if every:
                lists.add(chamber.matches)
                horizons.add(chamber.horizon)
        if every:
            last = max(filter(None, horizons), default=None)
            _compare(of_all, lists.together(scope), TOGETHER, memory, last)
    except Exception as error:
        _broke([each.check for each in (*of_one, *of_all)], found, error)


def _recall(memory: ListMemory, place: str, checks: Sequence[Collected]) -> bool:
    """Add what these checks found in that place earlier, and return True; False if that is not
    known."""
    earlier = memory.recall(place, [each.check.name for each in checks])
    if earlier is None:
        return False
    for each in checks:
        for finding in earlier[each.check.name]:
            each.add(finding)
    return True


def _compare(
    checks: Sequence[Collected],
    given: ListedChamber | Matches,
    place: str,
    memory: ListMemory | None,
    horizon: date | None,
) -> None:
    """Run these checks, and let the memory keep what those find that do not break."""
    new: dict[str, list[Finding]] = {}
    for each in checks:
        before = len(each.findings)
        each.run([given])
        if not each.error:
            new[each.check.name] = list(islice(each.findings.values(), before, None))
    if memory:
        memory.remember(place, new, horizon)


def _broke(checks: Iterable[Check], found: dict[str, Collected], error: Exception) -> None:
    """Record that what these checks look at could not be read."""
    for check in checks:
        found[check.name].broke(error)


def _chambers(scope: Scope) -> frozenset[str]:
    """Return the chambers to read: those of the single members in scope, if it names any."""
    if not scope.only:
        return scope.chambers
    members = Member.objects.filter(slug__in=scope.only)
    return frozenset(members.values_list("chamber__slug", flat=True))


def _sharing(key: Key | None, scope: Scope) -> Iterator[list[Any]]:
    """Yield the rows of sitting members that share a value, one list for each value that at least
    two members have, sorted by the members' slugs."""
    assert key is not None
    of_members = key.model is Member
    rows = key.rows(scope.all_members() if of_members else scope.all_details(key.model))
    shared = (
        rows.order_by()
        .values(*key.columns)
        .annotate(members=Count("pk" if of_members else "member", distinct=not of_members))
        .filter(members__gt=1)
    )
    if key.most is not None:
        shared = shared.filter(members__lte=key.most)
    values = list(shared.values_list(*key.columns).order_by(*key.columns).iterator())
    order = (*key.columns, "slug" if of_members else "member__slug", "pk")
    value_of = attrgetter(*key.columns)
    for part in chunks(values):
        shared_by_several = set(part)
        of_first = Q(**{f"{key.columns[0]}__in": AmongTexts({value[0] for value in part})})
        for value, group in groupby(rows.filter(of_first).order_by(*order), key=value_of):
            if (value if isinstance(value, tuple) else (value,)) in shared_by_several:
                yield list(group)
