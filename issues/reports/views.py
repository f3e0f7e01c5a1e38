"""The pages of reports - form, reporter's page, confirmation - and of the checks."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from issues import client_address
from issues.checks import RETIRED
from issues.findings import catalogue
from issues.findings.registry import CHECKS
from issues.mail import confirmation, progress
from issues.models import CheckState, Issue, Mail, QuarantinedReport
from issues.models.choices import Origin
from issues.reports import follow_up, form_token, intake, subjects
from issues.reports.forms import CommentForm, ReportForm, line
from issues.reports.intake import Content
from issues.reports.subjects import Subject

form_methods = require_http_methods(["GET", "HEAD", "POST"])
not_stored = cache_control(private=True, no_store=True)

#: The reasons why a text was not sent, by HTTP status.
REASONS = {
    403: (
        "Your browser did not send back a cookie that keeps others from sending in your name. "
        "Press the button once more. If you see this again, allow cookies for this site."
    ),
    429: (
        "Too many texts came from your internet connection within the last hour. "
        "Nothing you typed is lost: send it again in an hour."
    ),
    503: (
        "Something is broken on our side, and your text could not be stored. "
        "Nothing you typed is lost: leave this page open and send it again in a few minutes."
    ),
}
TOO_OFTEN = (
    f"You wrote {follow_up.COMMENTS} times about this report within the last hour. "
    "Nothing you typed is lost: send it again in an hour."
)


@not_stored
@form_methods
def report_new(request: HttpRequest) -> HttpResponse:
    """Show the report form, or store a report on POST.

    A report sent twice from one copy of the form is stored once. If anything goes wrong,
    `yvih_site/web/errors.py` shows again what was typed.
    """
    if request.method != "POST":
        return _form(request, ReportForm(), subjects.find(*_asked(request)))
    return _received(request, ReportForm(request.POST), subjects.find(*_asked(request)))


def _received(request: HttpRequest, form: ReportForm, about: Subject) -> HttpResponse:
    if not form.is_valid():
        return _form(request, form, about)
    content = Content(**{name: form.cleaned_data[name] for name in Content.__dataclass_fields__})
    key, sender = _key(request), client_address.of_request(request)
    token = intake.token_of_same_report(sender, about, content) or intake.token(key, about, content)
    if not intake.is_received(token):
        if intake.over_limit(sender):
            return _form(request, form, about, 429)
        intake.receive(
            token,
            key,
            about,
            content,
            form.why_suspicious or form_token.reason_to_doubt(key),
            sender,
        )
    return redirect("report", token)


def report_again(request: HttpRequest, status: int) -> HttpResponse:
    """Show the form again, with what was typed and why it was not sent (403 or 503).

    Reads nothing from the database.
    """
    return _form(request, ReportForm(request.POST), None, status)


def _form(
    request: HttpRequest, form: ReportForm, about: Subject | None, status: int = 200
) -> HttpResponse:
    member, field = _asked(request)
    context = {
        "form": form,
        "about": about,
        "similar": subjects.similar(about) if about else None,
        "hidden": {"member": member, "field": field, "key": _key(request) or form_token.new_key()},
        **_reason(status),
    }
    return render(request, "issues/report_form.html", context, status=status)


@not_stored
@form_methods
def report(request: HttpRequest, token: str) -> HttpResponse:
    """Show the reporter's page, or add the reporter's further text on POST."""
    issue = Issue.objects.select_related("member").filter(token=token, origin=Origin.PUBLIC).first()
    if issue is None:
        return _quarantined(request, token)
    form = CommentForm(request.POST if request.method == "POST" else None)
    why = ""
    if form.is_valid():
        why = _why_not(request, issue, form.cleaned_data["text"])
        if not why:
            follow_up.comment(issue, form.cleaned_data["text"])
            return redirect("report", token)
    status = 429 if why else 200
    is_refused = issue.mails.filter(
        audience=Mail.Audience.REPORTER, state=Mail.State.REFUSED
    ).exists()
    context = {
        "issue": issue,
        "about": Subject(issue.member, issue.field),
        "progress": progress.of(issue),
        "form": form,
        "is_refused": is_refused,
    }
    return _unlisted(
        render(request, "issues/report.html", {**context, **_reason(status, why)}, status=status)
    )


def _why_not(request: HttpRequest, issue: Issue, text: str) -> str:
    """Return why a reporter's text is not accepted now, or "" if it is.

    A text sent twice is accepted and counts once.
    """
    if follow_up.is_written(issue, text):
        return ""
    if intake.over_limit(client_address.of_request(request)):
        return REASONS[429]
    return TOO_OFTEN if follow_up.too_often(issue) else ""


def comment_again(request: HttpRequest, status: int) -> HttpResponse:
    """Show a reporter's further text again, and why it was not sent (403 or 503).

    Reads nothing from the database.
    """
    context = {"form": CommentForm(request.POST), **_reason(status)}
    return _unlisted(render(request, "issues/comment_again.html", context, status=status))


def _quarantined(request: HttpRequest, token: str) -> HttpResponse:
    kept = get_object_or_404(
        QuarantinedReport.objects.select_related("member", "released"), token=token
    )
    if kept.released is not None:
        return redirect("report", kept.released.token)
    if request.method == "POST":
        raise Http404("Text cannot be added to a report in quarantine.")
    context = {"kept": kept, "about": Subject(kept.member, kept.field, kept.slug)}
    return _unlisted(render(request, "issues/report_kept.html", context))


@not_stored
@form_methods
def report_confirm(request: HttpRequest, token: str, key: str) -> HttpResponse:
    """Show the button that asks for mail about all reports from an address, or confirm on POST.

    It takes a button, as mail scanners follow links.
    """
    issue = get_object_or_404(Issue, token=token, origin=Origin.PUBLIC)
    if not confirmation.matches(issue, key):
        raise Http404("No report has this key.")
    if request.method == "POST":
        follow_up.confirm(issue)
        return redirect("report", token)
    context = {"issue": issue, "reports": confirmation.unconfirmed(issue).count()}
    return _unlisted(render(request, "issues/report_confirm.html", context))


@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """Show all checks, grouped by subject."""
    context = {
        "groups": catalogue.grouped(CHECKS.values()),
        "meanings": catalogue.MEANING,
        "number": len(CHECKS),
        "retired": sorted(RETIRED.items()),
    }
    return render(request, "issues/checks.html", context)


@require_safe
def check(request: HttpRequest, name: str) -> HttpResponse:
    """Show one check as its docstring explains it, or why the check was retired."""
    if name in RETIRED:
        return render(request, "issues/check_retired.html", {"name": name, "why": RETIRED[name]})
    if name not in CHECKS:
        raise Http404
    shown = CHECKS[name]
    context = {
        "check": shown,
        "about": catalogue.field_in_words(shown.about),
        "meaning": catalogue.MEANING[shown.severity],
        "compares": catalogue.COMPARES if shown.compares else "",
        "part_of": catalogue.part_of(shown),
        "waiting": Issue.objects.active().filter(origin=Origin.CHECK, check_name=name).count(),
        "is_off": CheckState.objects.filter(name=name, enabled=False).exists(),
    }
    return render(request, "issues/check.html", context)


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _reason(status: int, why: str = "") -> dict[str, object]:
    return {
        "status": status,
        "why_not_sent": why or REASONS.get(status),
        "write_to": settings.DEFAULT_FROM_EMAIL,
    }


def _asked(request: HttpRequest) -> tuple[str, str]:
    """Return the member's slug and the field that the form or its address names."""
    member, field = (
        request.POST.get(name, request.GET.get(name, "")) for name in ("member", "field")
    )
    return line(member, 250), line(field, 100)


def _key(request: HttpRequest) -> str:
    return line(request.POST.get("key", ""), form_token.LENGTH)
