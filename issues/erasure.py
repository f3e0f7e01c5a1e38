"""Erasing who sent a report: name and address go from the report, its history, its mail and the quarantine.

What the report says stays, without the name and the address where the reporter wrote them into it; so do the values that a fix wrote
from it, which are the directory's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from issues import erasurelog, triage
from issues.models import Issue, IssueEvent, Mail, QuarantinedReport
from issues.texts import replaced
from issues.triage import Actor
from issues.vocabulary import ACTIVE

#: How long after a report was closed.
KEEP = timedelta(days=90)
ERASED = "[erased]"
#: A shorter name is a word of any text.
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
        kept = QuarantinedReport.objects.filter(released=issue).first()
        texts = {name: scrub(getattr(issue, name)) for name in ("issue", "proposed", "source")}
        triage.erase(issue, actor, {**texts, "fixes": replaced(issue.fixes, scrub), "name": "", "email": "", "confirmed_at": None})
        for event in issue.events.all():
            values = {name: replaced(getattr(event, name), scrub) for name in ("note", "old", "new")}
            IssueEvent.objects.filter(pk=event.pk).update(**values)
        _scrub_log(issue, scrub)
        if kept is not None:
            _erase_kept(kept, scrub)
        erasurelog.note(issue.token, *([kept.token] if kept else []))
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
    for name in ("issue", "proposed", "source"):
        setattr(report, name, scrub(getattr(report, name)))
    report.name = report.email = ""
    report.erased_at = timezone.now()
    report.save()
    _scrub_log(report, scrub)


def _erase_mail(issue: Issue, scrub: Scrub) -> None:
    """Delete what was written to the reporter about this report, sent or not, and scrub what staff were written about it."""
    Mail.objects.filter(issue=issue, audience=Mail.Audience.REPORTER).delete()
    digest = Q(text__contains=issue.admin_url) | Q(html__contains=issue.admin_url)
    for mail in Mail.objects.filter(Q(issue=issue) | digest):
        values = {name: scrub(getattr(mail, name)) for name in ("subject", "text", "html", "error")}
        Mail.objects.filter(pk=mail.pk).update(**values)


def _scrub_log(row: Model, scrub: Scrub) -> None:
    """What the admin noted about the row."""
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk))
    for entry in entries:
        values = {name: scrub(getattr(entry, name)) for name in ("object_repr", "change_message")}
        LogEntry.objects.filter(pk=entry.pk).update(**values)


def _scrubber(name: str, email: str) -> Scrub:
    """What takes that name and that address out of a text, however they are written there in upper and lower case and white space."""
    words = list(_words(name, email))
    pattern = re.compile("|".join(rf"(?<!\w){word}(?!\w)" for word in words) or r"(?!)", re.IGNORECASE)
    return lambda text: pattern.sub(ERASED, text)


def _words(name: str, email: str) -> Iterator[str]:
    if email:
        yield re.escape(email)
    if len(name) >= SHORTEST:
        yield r"\s+".join(map(re.escape, name.split()))
