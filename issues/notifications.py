"""The mails: one function a kind, over one way to queue them.

Mail is a row in the database, written in the transaction of whatever it tells of, and sent by `manage.py delivermail`.
Every recipient gets a message of their own: with a shared To, a server that refuses one of them loses that one silently.
A mail that cannot be made or queued takes nothing else with it (`issues/unmade.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail
from django.template.loader import render_to_string

from issues import confirmation, progress, throttle, unmade
from issues.models import Issue, Mail, QuarantinedReport
from issues.vocabulary import Origin
from members import fields
from members.chunks import chunks
from members.terminal import printable

if TYPE_CHECKING:
    from issues.health import Trouble

#: So many issues of a run, or of one act of staff, are mailed one by one; the rest in digests.
SINGLE_MAILS = 20
DIGEST_SIZE = 200
SUBJECT_LENGTH = 200


@dataclass
class Digest:
    """What one check's transaction opens and reopens: the first `singles` are mailed one by one, the rest together."""

    check: str
    singles: int
    issues: list[Issue] = field(default_factory=list)
    #: The keys of those that were there before.
    reopened: set[int] = field(default_factory=set)

    def takes(self, issue: Issue, is_new: bool = True) -> bool:
        """Is this issue left to the digest? If not, it is to be mailed by itself."""
        if self.singles > 0:
            self.singles -= 1
            return False
        self.issues.append(issue)
        if not is_new:
            self.reopened.add(issue.pk)
        return True


def issue_opened(issue: Issue) -> None:
    """Staff: a new issue, however it came to be - unless the digest of its run takes it. The reporter: a confirmation."""
    if issue.mail_digest is None or not issue.mail_digest.takes(issue):
        _to_staff("issue", f"A new issue has been generated: {issue.summary}", issue=issue, field=fields.label(issue.field))
    if issue.origin == Origin.PUBLIC and issue.email:
        _confirm(issue)


def issue_reopened(issue: Issue, why: str, digest: Digest | None = None, wrote: str = "") -> None:
    """Staff: an issue is open again, with what its reporter wrote, if that opened it. The reporter too, if they asked for mail."""
    if digest is None or not digest.takes(issue, is_new=False):
        mark = "flapping: " if issue.is_flapping else ""
        subject, about = f"An issue has been reopened: {mark}{issue.summary}", fields.label(issue.field)
        _to_staff("issue", subject, issue=issue, field=about, why=why, wrote=wrote)
    _to_reporter(issue, "report_changed", "Your report has been opened again", why="")


def issue_closed(issue: Issue) -> None:
    """The reporter, if they asked for mail: the report was resolved, or dismissed and for which reason."""
    _to_reporter(issue, "report_changed", f"Your report has been {issue.get_status_display()}", why=progress.reason(issue.dismissal_reason))


def reporter_wrote(issue: Issue, text: str) -> None:
    """Staff: the reporter of an open issue added this."""
    _to_staff("reporter_wrote", f"The reporter wrote again: {issue.summary}", issue=issue, wrote=text)


def new_issues(digest: Digest) -> None:
    """Staff: the issues that a digest took, in messages of at most 200 issues."""
    for part in chunks(digest.issues, DIGEST_SIZE):
        said = _said(len(part), any_new=not digest.reopened.issuperset(issue.pk for issue in part))
        _to_staff("digest", f"{said}: {digest.check}", issues=part, check=digest.check, reopened=digest.reopened)


def _said(number: int, any_new: bool) -> str:
    noun, has = ("issue", "has") if number == 1 else ("issues", "have")
    return f"{number} new {noun} {has} been generated" if any_new else f"{number} {noun} {has} been reopened"


def check_failing(name: str, error: str) -> None:
    """Staff: a check broke, which says nothing about the data it should have looked at."""
    _to_staff("check_failing", f"A check is failing: {name}", check=name, error=error)


def daily_digest(day: date, counts: dict[str, int], troubles: list[Trouble], flapping: list[Issue]) -> None:
    """Staff: how many of what there are on that day, what is wrong with the service, if anything, and which issues come and go."""
    failing = counts["checks failing"] + counts["sources failing or rejected"]
    told = f"{counts['waiting']} waiting, {counts['in quarantine']} in quarantine, {counts['held']} held, {failing} failing"
    _to_staff("daily", f"Daily digest of {day}: {told}", counts=counts, troubles=troubles, issues=flapping)


def reports_quarantined(limit: int) -> None:
    """Staff: more reports came within an hour than the limit over all addresses, and the rest waits in quarantine."""
    waiting = QuarantinedReport.objects.filter(released=None).count()
    _to_staff("reports_quarantined", f"More than {limit} reports within an hour: the rest is in quarantine", limit=limit, waiting=waiting)


def reporters_wrote(limit: int) -> None:
    """Staff: reporters wrote again more often within an hour than the limit over all addresses, and the rest makes no mail of its own."""
    _to_staff("reporters_wrote", f"Reporters wrote again more than {limit} times within an hour", limit=limit)


def _confirm(issue: Issue) -> None:
    if throttle.allow("confirmation", confirmation.mailbox(issue.email), timedelta(days=1), 1):
        _send_to_reporter(issue, "report_received", "We have received your report", confirm_url=confirmation.url(issue))


def _to_staff(template: str, subject: str, **context: Any) -> None:
    issue = context.get("issue")
    issues = [issue] if issue else context.get("issues", [])
    with unmade.kept(template, Mail.Audience.STAFF, subject, settings.ISSUE_EMAILS, issues):
        subject, text, html = _rendered(template, subject, context)
        queue = get_connection(kind=template, audience=Mail.Audience.STAFF, issue=issue)
        for recipient in settings.ISSUE_EMAILS:
            send_mail(subject, text, None, [recipient], html_message=html, connection=queue)


def _to_reporter(issue: Issue, template: str, subject: str, **context: Any) -> None:
    if issue.email and issue.confirmed_at:
        _send_to_reporter(issue, template, subject, **context)


def _send_to_reporter(issue: Issue, template: str, subject: str, **context: Any) -> None:
    with unmade.kept(template, Mail.Audience.REPORTER, subject, [issue.email], [issue]):
        subject, text, html = _rendered(template, subject, {"issue": issue, **context})
        queue = get_connection(kind=template, audience=Mail.Audience.REPORTER, issue=issue)
        message = EmailMultiAlternatives(subject, text, None, [issue.email], reply_to=settings.ISSUE_EMAILS, connection=queue)
        message.attach_alternative(html, "text/html")
        message.send()


def _rendered(template: str, subject: str, context: dict[str, Any]) -> tuple[str, str, str]:
    """Subject on one line and not too long, text and HTML. What gives orders to a terminal, or turns a text round, is spelt out."""
    line = " ".join(subject.split())
    if len(line) > SUBJECT_LENGTH:
        line = line[: SUBJECT_LENGTH - 3] + "..."
    context = {**context, "site": settings.SITE_URL, "subject": line}
    rendered = (render_to_string(f"mail/{template}.{kind}", context) for kind in ("txt", "html"))
    text, html = (part.replace("\r\n", "\n").replace("\r", "\n") for part in rendered)
    return printable(line), printable(text), printable(html)
