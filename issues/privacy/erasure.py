"""Erasure of reporters: their names and e-mail addresses in reports, history, mail and quarantine.

The text of the report stays, without the name and the address where the reporter wrote them into
it. Values that a fix took from the report stay as well, as they belong to the directory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from issues import clock, triage
from issues.models import AppliedFix, Issue, IssueEvent, Mail, QuarantinedReport
from issues.models.choices import ACTIVE
from issues.privacy import erasure_log, spellings, text_columns
from issues.triage import Actor

#: How long a reporter's data is kept after the report was closed.
KEEP = timedelta(days=90)
ERASED = "[erased]"
#: A shorter name is sought in its own capitals only, as it may be any word.
SHORTEST = 3
#: The columns that a reporter filled in.
OWN = frozenset({"issue", "proposed", "source"})


SITE = Actor()


@dataclass(frozen=True)
class Reporter:
    """The patterns that find a reporter: `anywhere` in any text, `own` in what they wrote."""

    anywhere: tuple[re.Pattern[str], ...]
    own: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, name: str, email: str) -> Reporter:
        """Build the patterns for a name and an e-mail address in all their spellings.

        A name of two letters is sought in its own capitals only, as it may be any word otherwise. A
        name of one character, or without letters, identifies nobody except in the reporter's own
        words, so it is sought only there.
        """
        address = (re.compile(spellings.exactly(email), re.IGNORECASE),) if email.strip() else ()
        if not name.strip():
            return cls(address, address)
        if len(name.strip()) > 1 and any(map(str.isalpha, name)):
            first, _, last = " ".join(name.split()).rpartition(" ")
            written = [name, f"{last}, {first}"] if first else [name]
            named = re.compile(
                "|".join(map(spellings.exactly, written)),
                re.IGNORECASE if len(name) >= SHORTEST else re.NOFLAG,
            )
            return cls((*address, named), (*address, named))
        inside = r"[^\W_]" if any(map(str.isalnum, name)) else r"\S"
        return cls(
            address,
            (*address, re.compile(f"(?<!{inside})(?:{spellings.exactly(name)})(?!{inside})")),
        )

    def scrubbed(self, row: Model) -> dict[str, Any]:
        """Return a dict of column to prose of a row, with the reporter erased from it."""
        fields = text_columns.prose_fields(type(row))
        return {
            field.attname: text_columns.with_prose_changed(
                field, getattr(row, field.attname), self._from(_is_own(row, field.name))
            )
            for field in fields
        }

    def _from(self, is_own: bool) -> text_columns.Change:
        def scrub(text: str) -> str:
            for pattern in self.own if is_own else self.anywhere:
                text = pattern.sub(ERASED, text)
            return text

        return text_columns.change_each(scrub)


def _is_own(row: Model, column: str) -> bool:
    """True if the reporter wrote the text of this column."""
    return isinstance(row, IssueEvent) and row.by_reporter if column == "note" else column in OWN


def erase_closed(now: datetime) -> int:
    """Erase every reporter whose report had been closed for 90 days by `now`.

    Each is erased in a transaction of its own. Returns the number of reports.
    """
    # A report cannot have been closed before it came.
    received = clock.older_rows(Issue.objects.all(), "first_seen", now - KEEP)
    closed = (
        received.exclude(name="", email="")
        .exclude(status__in=ACTIVE)
        .filter(resolved_at__lte=now - KEEP)
    )
    return sum(erase(pk, SITE) for pk in list(closed.values_list("pk", flat=True)))


def erase_address(email: str) -> int:
    """Erase the reporter with this e-mail address. Returns the number of reports."""
    issues = Issue.objects.filter(email__iexact=email.strip()).exclude(email="")
    kept = QuarantinedReport.objects.filter(email__iexact=email.strip(), released=None).exclude(
        email=""
    )
    done = sum(erase(pk, SITE) for pk in list(issues.values_list("pk", flat=True)))
    return done + sum(erase_quarantined(pk) for pk in list(kept.values_list("pk", flat=True)))


def erase(pk: int, actor: Actor) -> bool:
    """Erase the reporter of an issue. Returns False if it contains no name and no address."""
    with transaction.atomic():
        issue = Issue.objects.select_for_update().filter(pk=pk).first()
        if issue is None or not (issue.name or issue.email):
            return False
        reporter = Reporter.of(issue.name, issue.email)
        _erase_mail(issue, reporter)
        new = reporter.scrubbed(issue)
        triage.erase(issue, actor, {**new, "name": "", "email": "", "confirmed_at": None})
        for row in _rows_of(issue):
            _update(row, reporter.scrubbed(row))
        _scrub_log(issue, reporter)
        quarantined = list(QuarantinedReport.objects.filter(released=issue))
        for kept in quarantined:
            _erase_kept(kept, reporter)
        erasure_log.add(issue.token, *(kept.token for kept in quarantined))
    return True


def erase_quarantined(pk: int, actor: Actor = SITE) -> bool:
    """Erase the sender of a quarantined report, even if it has become an issue by now.

    Returns False if it contains no name and no address.
    """
    with transaction.atomic():
        report = QuarantinedReport.objects.select_for_update().filter(pk=pk).first()
        if report is None or not (report.name or report.email):
            return False
        if report.released_id is None:
            _erase_kept(report, Reporter.of(report.name, report.email))
            erasure_log.add(report.token)
            return True
    # Staff released it meanwhile. Not under this lock, as an issue is locked before its report
    # everywhere else: two processes would wait for each other for ever.
    return erase(report.released_id, actor)


def erase_listed(listed: set[str]) -> int:
    """Erase the reporters again whose hashes are listed. Returns the number of reports.

    `listed` comes from `erasure_log.hashes`.
    """
    issues, quarantined = erasure_log.not_yet_erased(listed)
    done = sum(erase(pk, SITE) for pk in issues)
    return done + sum(erase_quarantined(pk) for pk in quarantined)


def _erase_kept(report: QuarantinedReport, reporter: Reporter) -> None:
    _update(
        report, {**reporter.scrubbed(report), "name": "", "email": "", "erased_at": timezone.now()}
    )
    _scrub_log(report, reporter)


def _erase_mail(issue: Issue, reporter: Reporter) -> None:
    """Delete all mail to the reporter, and reduce mail to staff about the report to a link.

    The text of that mail is replaced, sent or not, and not searched for the name. A name of two
    letters cannot be told from other words. Digests are searched, as they cover other issues too.
    """
    Mail.objects.filter(issue=issue, audience=Mail.Audience.REPORTER).delete()
    stub = (
        "The sender of this report has been erased, and the text of this mail with them.\n\n"
        f"The issue: {issue.admin_url}\n"
    )
    Mail.objects.filter(issue=issue).update(
        subject=f"About issue {issue.pk}", text=stub, html="", error=""
    )
    for digest in Mail.objects.filter(
        Q(text__contains=issue.admin_url) | Q(html__contains=issue.admin_url), issue=None
    ):
        _update(digest, reporter.scrubbed(digest))


def _rows_of(issue: Issue) -> Iterator[Model]:
    """Yield every row of other tables that belongs to the issue.

    Applied fixes are left out, as their values belong to the directory.
    """
    for relation in Issue._meta.related_objects:
        model = relation.related_model
        if (
            isinstance(model, type)
            and issubclass(model, Model)
            and model not in (AppliedFix, Mail, QuarantinedReport)
        ):
            yield from model._default_manager.filter(**{relation.field.name: issue})


def _update(row: Model, values: dict[str, Any]) -> None:
    """Write the columns without saving the row, as events refuse to be saved twice."""
    if values:
        type(row)._default_manager.filter(pk=row.pk).update(**values)


def _scrub_log(row: Model, reporter: Reporter) -> None:
    """Erase the reporter from the admin's log entries about the row."""
    for entry in LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk)
    ):
        _update(entry, reporter.scrubbed(entry))
