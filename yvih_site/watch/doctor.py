"""`manage.py doctor`: examines an installation from its configuration to its crontab.

What needs the database is left out if the database cannot be used.
"""

from __future__ import annotations

from collections.abc import Iterator

from yvih_site.watch import installation, operation
from yvih_site.watch.diagnosis import Diagnosis


def examine(mail_to: str | None = None) -> Iterator[Diagnosis]:
    """Yield the result of every examination. A test mail goes to `mail_to`, unless it is None."""
    yield from installation.configuration()
    usable = True
    for found in installation.database():
        usable &= not found.advice
        yield found
    if usable:
        yield from installation.migrations()
        usable = not installation.unapplied()
    yield from installation.mail(mail_to)
    yield from installation.permissions()
    yield from operation.site(usable)
    if usable:
        yield from operation.cron()
        yield from operation.clocks()
        yield from operation.backups()
        yield from operation.service()
    else:
        yield Diagnosis(
            "service",
            "Not examined: that needs the database.",
            "Repair the database first, then run doctor again.",
        )
