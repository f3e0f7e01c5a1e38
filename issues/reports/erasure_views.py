"""The page on which reporters erase their name and address.

It is separate from the report's page, as erasing cannot be undone.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from issues.models import Issue, QuarantinedReport
from issues.models.choices import Origin
from issues.privacy import erasure
from issues.triage import Actor


@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def report_erase(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button that erases a reporter, or erase them on POST. The report itself stays.

    Anybody who knows the report's token may do so.
    """
    issue = Issue.objects.filter(token=token, origin=Origin.PUBLIC).first()
    kept = get_object_or_404(QuarantinedReport, token=token) if issue is None else None
    if request.method == "POST":
        if issue is not None:
            erasure.erase(issue.pk, Actor(reporter=True))
        elif kept is not None:
            erasure.erase_quarantined(kept.pk, Actor(reporter=True))
        return redirect("report-erase", token)
    report = issue or kept
    has_data = report is not None and bool(report.name or report.email)
    response = render(request, "issues/report_erase.html", {"has_data": has_data, "token": token})
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
