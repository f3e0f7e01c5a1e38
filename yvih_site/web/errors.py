"""Error answers for requests that cannot be served. Their pages need no database."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from members.jobs.loggable import summary
from members.storage import database_errors

logger = logging.getLogger(__name__)
RETRY_AFTER = 60


class DatabaseGoneMiddleware:
    """A middleware that answers 503 if a view finds the database gone.

    Failures before or after a view end in `server_error`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return _unavailable(request, exception) if database_errors.is_gone(exception) else None


class NoNulMiddleware:
    """A middleware that answers 400 to addresses with a NUL character.

    PostgreSQL cannot store one, and no person types one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path_info:
            return render(request, "400.html", status=400)
        return self.get_response(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 to a form of more than 2.5 MB.

    Answers 503 if the session could not be stored because the database is gone.
    """
    if database_errors.is_gone(exception):
        return _unavailable(request, exception)
    too_big = isinstance(exception, RequestDataTooBig)
    return render(request, "400.html", {"too_big": too_big}, status=413 if too_big else 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an unforeseen error.

    A public form is shown again with what was typed, and /healthz answers in JSON.
    """
    error = sys.exc_info()[1]
    if database_errors.is_gone(error):
        return _unavailable(request, error)
    return (
        _again(request, 503) or _watched(request, error) or render(request, "500.html", status=500)
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form without its cookie; a public form is shown again with what was typed."""
    return _again(request, 403) or render(request, "403_csrf.html", status=403)


def _unavailable(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """Answer 503 without using the database."""
    logger.error("The database failed: %s", summary(error) if error else "", exc_info=error)
    response = (
        _again(request, 503) or _watched(request, error) or render(request, "503.html", status=503)
    )
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def _again(request: HttpRequest, status: int) -> HttpResponse | None:
    """Return the public form that was sent, with what was typed; None for any other request."""
    from issues.reports import views

    again = {"report-new": views.report_again, "report": views.comment_again}.get(_name(request))
    return again(request, status) if again and request.method == "POST" else None


def _watched(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """Return the answer of /healthz; None for any other request."""
    from issues.health import views as health_views

    return health_views.failing(error) if _name(request) == "healthz" else None


def _name(request: HttpRequest) -> str:
    """Return the name of the URL pattern that was asked for, or ""."""
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
