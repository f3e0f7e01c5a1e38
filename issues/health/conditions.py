"""The list of conditions of the service, each a function that yields what is wrong, why, and what
to do.

A condition takes the present moment and yields its troubles. The site adds those that only it can
see with `@condition`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from issues.health import data_conditions, issue_conditions, mail_conditions, run_conditions
from issues.mail.trouble import Trouble

Condition = Callable[[datetime], Iterable[Trouble]]
#: In the order in which their troubles are listed.
CONDITIONS: list[Condition] = [
    run_conditions.no_run,
    run_conditions.failing_checks,
    mail_conditions.stuck_mail,
    mail_conditions.unmade_mail,
    mail_conditions.late_mail,
    mail_conditions.held_mail,
    data_conditions.clock_in_doubt,
    data_conditions.old_backup,
    issue_conditions.held_checks,
    issue_conditions.sources,
]
#: What staff should know, but what does not make `/healthz` fail.
NOTICES: list[Condition] = []


def condition(function: Condition) -> Condition:
    """Register a condition of which `/healthz` reports the troubles."""
    CONDITIONS.append(function)
    return function


def notice(function: Condition) -> Condition:
    """Register a condition that only the admin's first page mentions."""
    NOTICES.append(function)
    return function


def notices(now: datetime) -> list[Trouble]:
    """Return the troubles of all registered notices."""
    return [each for look in NOTICES for each in look(now)]


def troubles(now: datetime) -> list[Trouble]:
    """Return the troubles of all registered conditions, in a constant number of queries."""
    return [trouble for look in CONDITIONS for trouble in look(now)]
