"""Erasing who sent a report: name and address go from the report, its history, its mail and the quarantine.

What the report says stays, without the name and the address where the reporter wrote them into it; so do the values that a fix wrote
from it, which are the directory's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from issues import erasurelog, spellings, triage
from issues.models import AppliedFix, Issue, Mail, QuarantinedReport
from issues.texts import replaced, texts_of
from issues.triage import Actor
from issues.vocabulary import ACTIVE

#: How long after a report was closed.
KEEP = timedelta(days=90)
ERASED = "[erased]"
#: A shorter name may be any word.
SHORTEST = 3

Scrub = Callable[[str], str]


def erase_closed(now: datetime) -> int:
    """Erase every reporter whose report was closed 90 days before that moment, each in a transaction of its own. Returns how many."""
    closed = Issue.objects.exclude(name="", email="").exclude(status__in=ACTIVE).filter(resolved_at__lte=now - KEEP)
    return sum(erase(pk, Actor()) for pk in list(closed.values_list("pk", flat=True)))


def erase(pk: int, actor: Actor) -> bool:
    """Erase the reporter of that issue; False when there is nothing of them (any more)."""
    with transaction.atomic():
        issue = Issue.objects.select_for_update().filter(pk=pk).first()
        if issue is None or not (issue.name or issue.email):
            return False
        scrub = _scrubber(issue.name, issue.email)
        _erase_mail(issue, scrub)
        new = _scrubbed(issue, scrub)
        triage.erase(issue, actor, {**new, "name": "", "email": "", "confirmed_at": None})
        for row in _rows_of(issue):
            _update(row, _scrubbed(row, scrub))
        _scrub_log(issue, scrub)
        quarantined = list(QuarantinedReport.objects.filter(released=issue))
        for kept in quarantined:
            _erase_kept(kept, scrub)
        erasurelog.note(issue.token, *(kept.token for kept in quarantined))
    return True


def erase_quarantined(pk: int) -> bool:
    """Erase the sender of a report that is in quarantine; False when there is nothing of them (any more)."""
    with transaction.atomic():
        report = QuarantinedReport.objects.select_for_update().filter(pk=pk).first()
        if report is None or not (report.name or report.email):
            return False
        _erase_kept(report, _scrubber(report.name, report.email))
        erasurelog.note(report.token)
    return True


def erase_listed(listed: set[str]) -> int:
    """Erase again who stands in such a list of `erasurelog`. Returns how many."""
    issues, quarantined = erasurelog.reports(listed)
    done = sum(erase(pk, Actor()) for pk in issues)
    return done + sum(erase_quarantined(pk) for pk in quarantined)


def _erase_kept(report: QuarantinedReport, scrub: Scrub) -> None:
    _update(report, {**_scrubbed(report, scrub), "name": "", "email": "", "erased_at": timezone.now()})
    _scrub_log(report, scrub)


def _erase_mail(issue: Issue, scrub: Scrub) -> None:
    """Delete the mail to the reporter, whatever it is. Of mail to staff about this report, keep that there is such an issue.

    What staff were told, sent or not, is not searched for the name: a name of two letters cannot be told from other words.
    """
    Mail.objects.filter(issue=issue, audience=Mail.Audience.REPORTER).delete()
    stub = f"Who sent this report has been erased, and with them what this mail said.\n\nThe issue: {issue.admin_url}\n"
    Mail.objects.filter(issue=issue).update(subject=f"About issue {issue.pk}", text=stub, html="", error="")
    for digest in Mail.objects.filter(Q(text__contains=issue.admin_url) | Q(html__contains=issue.admin_url), issue=None):
        _update(digest, _scrubbed(digest, scrub))


def _rows_of(issue: Issue) -> Iterator[Model]:
    """Every row of any table that belongs to the issue. What a fix wrote is the directory's, and stays."""
    for relation in Issue._meta.related_objects:
        model = relation.related_model
        if isinstance(model, type) and issubclass(model, Model) and model not in (AppliedFix, Mail, QuarantinedReport):
            yield from model._default_manager.filter(**{relation.field.name: issue})


def _scrubbed(row: Model, scrub: Scrub) -> dict[str, Any]:
    """The texts of a row, in whatever column, without the reporter."""
    return {field.attname: replaced(getattr(row, field.attname), scrub) for field in texts_of(type(row))}


def _update(row: Model, values: dict[str, Any]) -> None:
    """Write the columns by themselves: events refuse to be saved twice."""
    if values:
        type(row)._default_manager.filter(pk=row.pk).update(**values)


def _scrub_log(row: Model, scrub: Scrub) -> None:
    """What the admin noted about the row."""
    for entry in LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk)):
        _update(entry, {name: scrub(getattr(entry, name)) for name in ("object_repr", "change_message")})


def _scrubber(name: str, email: str) -> Scrub:
    """What takes that name and that address out of a text, in every form in which they may be written.

    A name of one or two letters goes where it is written just so, as a word of its own: in another case it may be any word.
    """
    patterns = [re.compile(spellings.exactly(email), re.IGNORECASE)] if email.strip() else []
    if name.strip():
        patterns.append(re.compile(spellings.exactly(name), re.IGNORECASE if len(name) >= SHORTEST else re.NOFLAG))

    def scrub(text: str) -> str:
        for pattern in patterns:
            text = pattern.sub(ERASED, text)
        return text

    return scrub
