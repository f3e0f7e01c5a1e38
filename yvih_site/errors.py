"""Answers to requests that cannot be served. Their pages need no database."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from members import database

logger = logging.getLogger(__name__)
RETRY_AFTER = 60


class DatabaseGoneMiddleware:
    """Answers 503 where a view finds the database gone, locked for too long, or not yet migrated."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, database.GONE):
            return None
        logger.error("The database failed: %s", exception, exc_info=exception)
        response = render(request, "503.html", status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        return response


class NoNulMiddleware:
    """Answers 400 to an address with a NUL character, which no database takes and no person types."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path_info:
            return render(request, "400.html", status=400)
        return self.get_response(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 for a form of more than 2.5 MB."""
    too_big = isinstance(exception, RequestDataTooBig)
    return render(request, "400.html", {"too_big": too_big}, status=413 if too_big else 400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 where a form came without its cookie: a form of the public is shown again with what was typed."""
    try:
        name = resolve(request.path_info).url_name
    except Resolver404:
        name = None
    if name in ("report-new", "report"):
        from issues import views

        again = views.report_again if name == "report-new" else views.comment_again
        return again(request, 403)
    return render(request, "403_csrf.html", status=403)
