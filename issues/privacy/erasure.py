"""Erasing who sent a report: name and address go from the report, its history, its mail and the
quarantine.

What the report says stays, without the name and the address where the reporter wrote them into it;
so do the values that a fix wrote from it, which are the directory's.
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

#: How long after a report was closed.
KEEP = timedelta(days=90)
ERASED = "[erased]"
#: A shorter name may be any word.
SHORTEST = 3
#: What a reporter wrote: in the report, and in what came after it.
OWN = frozenset({"issue", "proposed", "source"})


SITE = Actor()


@dataclass(frozen=True)
class Reporter:
    """Who is erased: `known` finds them in any prose, `own` in what they wrote themselves."""

    known: tuple[re.Pattern[str], ...]
    own: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, name: str, email: str) -> Reporter:
        """Return what finds that name and that address, in every form in which they may be written.

        A name of one or two letters goes where it is written just so, as a word of its own: in
        another case it may be any word. One of a single character, or without a letter, says
        nothing of anybody but where the reporter wrote it.
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
        """Return the prose of a row, in whatever column, without the reporter."""
        fields = text_columns.fields_of(type(row))
        return {
            field.attname: text_columns.changed(
                field, getattr(row, field.attname), self._from(_is_own(row, field.name))
            )
            for field in fields
        }

    def _from(self, is_own: bool) -> text_columns.Change:
        def scrub(text: str) -> str:
            for pattern in self.own if is_own else self.known:
                text = pattern.sub(ERASED, text)
            return text

        return text_columns.each(scrub)


def _is_own(row: Model, column: str) -> bool:
    """True if the reporter wrote what stands there."""
    return isinstance(row, IssueEvent) and row.by_reporter if column == "note" else column in OWN


def erase_closed(now: datetime) -> int:
    """Erase every reporter whose report was closed 90 days before that moment, each in a
    transaction of its own. Returns how many."""
    came = clock.older(
        Issue.objects.all(), "first_seen", now - KEEP
    )  # nothing was closed before it came
    closed = (
        came.exclude(name="", email="")
        .exclude(status__in=ACTIVE)
        .filter(resolved_at__lte=now - KEEP)
    )
    return sum(erase(pk, SITE) for pk in list(closed.values_list("pk", flat=True)))


def erase_address(email: str) -> int:
    """Erase whoever gave that e-mail address, in every report, as they asked. Returns in how many."""
    issues = Issue.objects.filter(email__iexact=email.strip()).exclude(email="")
    kept = QuarantinedReport.objects.filter(email__iexact=email.strip(), released=None).exclude(
        email=""
    )
    done = sum(erase(pk, SITE) for pk in list(issues.values_list("pk", flat=True)))
    return done + sum(erase_quarantined(pk) for pk in list(kept.values_list("pk", flat=True)))


def erase(pk: int, actor: Actor) -> bool:
    """Erase the reporter of that issue; False when there is nothing of them (any more)."""
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
        erasure_log.note(issue.token, *(kept.token for kept in quarantined))
    return True


def erase_quarantined(pk: int, actor: Actor = SITE) -> bool:
    """Erase the sender of a report that came into quarantine, wherever it is by now; False when
    there is nothing of them (any more)."""
    with transaction.atomic():
        report = QuarantinedReport.objects.select_for_update().filter(pk=pk).first()
        if report is None or not (report.name or report.email):
            return False
        if report.released_id is None:
            _erase_kept(report, Reporter.of(report.name, report.email))
            erasure_log.note(report.token)
            return True
    # Staff released it meanwhile. Not under this lock: an issue is locked before its report, and
    # two who wait for each other wait for ever.
    return erase(report.released_id, actor)


def erase_listed(listed: set[str]) -> int:
    """Erase again who stands in such a list of `erasurelog`. Returns how many."""
    issues, quarantined = erasure_log.reports(listed)
    done = sum(erase(pk, SITE) for pk in issues)
    return done + sum(erase_quarantined(pk) for pk in quarantined)


def _erase_kept(report: QuarantinedReport, reporter: Reporter) -> None:
    _update(
        report, {**reporter.scrubbed(report), "name": "", "email": "", "erased_at": timezone.now()}
    )
    _scrub_log(report, reporter)


def _erase_mail(issue: Issue, reporter: Reporter) -> None:
    """Delete the mail to the reporter, whatever it is. Of mail to staff about this report, keep
    that there is such an issue.

    What staff were told, sent or not, is not searched for the name: a name of two letters cannot be
    told from other words.
    """
    Mail.objects.filter(issue=issue, audience=Mail.Audience.REPORTER).delete()
    stub = f"Who sent this report has been erased, and with them what this mail said.\n\nThe issue: {issue.admin_url}\n"
    Mail.objects.filter(issue=issue).update(
        subject=f"About issue {issue.pk}", text=stub, html="", error=""
    )
    for digest in Mail.objects.filter(
        Q(text__contains=issue.admin_url) | Q(html__contains=issue.admin_url), issue=None
    ):
        _update(digest, reporter.scrubbed(digest))


def _rows_of(issue: Issue) -> Iterator[Model]:
    """Every row of any table that belongs to the issue. What a fix wrote is the directory's, and
    stays."""
    for relation in Issue._meta.related_objects:
        model = relation.related_model
        if (
            isinstance(model, type)
            and issubclass(model, Model)
            and model not in (AppliedFix, Mail, QuarantinedReport)
        ):
            yield from model._default_manager.filter(**{relation.field.name: issue})


def _update(row: Model, values: dict[str, Any]) -> None:
    """Write the columns by themselves: events refuse to be saved twice."""
    if values:
        type(row)._default_manager.filter(pk=row.pk).update(**values)


def _scrub_log(row: Model, reporter: Reporter) -> None:
    """What the admin noted about the row."""
    for entry in LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk)
    ):
        _update(entry, reporter.scrubbed(entry))
