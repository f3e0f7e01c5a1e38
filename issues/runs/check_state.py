"""The stored state of each check (enabled, failing since when) and the row lock that lets one
writer in at a time.
"""

from __future__ import annotations

import traceback
from collections.abc import Collection, Iterable, Mapping

from django.utils import timezone

from issues.findings.registry import CHECKS, Check
from issues.mail import notifications
from issues.models import CheckState
from issues.values.storable_text import printable


def enabled(names: Iterable[str] = ()) -> list[Check]:
    """Return the enabled checks of those names, or of all names if none is given.

    Checks of errors come first, because single mails go to the first issues. Checks of equal
    severity are sorted by name.
    """
    disabled = set(CheckState.objects.filter(enabled=False).values_list("name", flat=True))
    checks = [CHECKS[name] for name in set(names) or CHECKS if name not in disabled]
    return sorted(checks, key=lambda check: (check.severity.rank, check.name))


def locked(names: Iterable[str]) -> dict[str, CheckState]:
    """Return the states of these checks by name, locked in the order of their names. Only one
    process at a time can store an outcome of such a check.
    """
    wanted = set(names)
    states = CheckState.objects.select_for_update().filter(name__in=wanted).order_by("name")
    found = {state.name: state for state in states}
    if absent := wanted.difference(found):
        new = (CheckState(name=name) for name in sorted(absent))
        CheckState.objects.bulk_create(new, ignore_conflicts=True)
        found = {state.name: state for state in states.all()}
    return found


def record_success(states: Iterable[CheckState], visited: Mapping[str, Collection[str]]) -> None:
    """Record that these checks succeeded, and where each has run by now: `visited` maps names to
    places. Writes nothing about a check that did not fail before and has run nowhere else.
    """
    changed = []
    for state in states:
        ran_in = sorted({*state.ran_in, *visited[state.name]})
        if state.failing_since or len(ran_in) > len(state.ran_in):
            state.failing_since, state.error, state.ran_in = None, "", ran_in
            changed.append(state)
    CheckState.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["failing_since", "error", "ran_in"],
    )


def record_failure(state: CheckState, error: BaseException) -> None:
    """Record that a check broke. Staff are mailed once, until it succeeds again."""
    if not state.failing_since:
        state.failing_since = timezone.now()
        notifications.check_failing(
            state.name, printable("".join(traceback.format_exception(error)))
        )
    state.error = describe_error(error)
    state.save()


def describe_error(error: BaseException) -> str:
    """Return the error on one line or a few, in characters that any database and mail can hold."""
    return printable("".join(traceback.format_exception_only(error)).strip())
