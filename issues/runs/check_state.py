"""How each check stands between runs: whether it works, and who may store an outcome of it now."""

from __future__ import annotations

import traceback
from collections.abc import Iterable

from django.utils import timezone

from issues.findings.registry import CHECKS, Check
from issues.mail import notifications
from issues.models import CheckState
from issues.values.storable_text import printable


def enabled(names: Iterable[str] = ()) -> list[Check]:
    """Return the checks of those names, or all, without the disabled. Those of errors come first,
    as single mails go to the first issues, and equally grave ones by name."""
    disabled = set(CheckState.objects.filter(enabled=False).values_list("name", flat=True))
    checks = [CHECKS[name] for name in set(names) or CHECKS if name not in disabled]
    return sorted(checks, key=lambda check: (check.severity.rank, check.name))


def locked(name: str) -> CheckState:
    """The state of a check, locked: whoever stores an outcome of this check waits for whoever else
    does."""
    CheckState.objects.get_or_create(name=name)
    return CheckState.objects.select_for_update().get(name=name)


def works(state: CheckState) -> None:
    """Remember that a check did its work."""
    if state.failing_since:
        state.failing_since, state.error = None, ""
        state.save()


def broke(state: CheckState, error: BaseException) -> None:
    """Remember that a check broke. Staff are mailed once, until it succeeds again."""
    if not state.failing_since:
        state.failing_since = timezone.now()
        notifications.check_failing(
            state.name, printable("".join(traceback.format_exception(error)))
        )
    state.error = words(error)
    state.save()


def words(error: BaseException) -> str:
    """The error on one line or a few, as every database and mail can keep it."""
    return printable("".join(traceback.format_exception_only(error)).strip())
