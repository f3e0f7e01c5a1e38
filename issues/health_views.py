"""`/healthz`: for whatever watches the site."""

from __future__ import annotations

import logging
from typing import Any

from django.db.models import Count, Min, Q
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from post_office.models import Email

from issues import health
from issues.delivery import WAITING, undelivered
from issues.models import Hold
from members import database

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200, or 503 with what is wrong, why, and what to do; `age` in seconds since the last run that succeeded began."""
    try:
        said = _look()
    except database.GONE:
        logger.exception("The database cannot be used.")
        trouble = {"what": "database", "why": "The database cannot be used.", "do": "Run `manage.py doctor`."}
        said = {"status": "failing", "problems": [trouble], "database": "failing"}
    return JsonResponse(said, status=503 if said["problems"] else 200)


def _look() -> dict[str, Any]:
    now = timezone.now()
    problems = health.troubles(now)
    run = health.last_success()
    mail = Email.objects.aggregate(
        queued=Count("pk", filter=Q(status__in=WAITING)),
        undelivered=Count("pk", filter=undelivered()),
        oldest=Min("created", filter=Q(status__in=WAITING)),
    )
    return {
        "status": "failing" if problems else "ok",
        "problems": [{"what": each.what, "why": each.why, "do": each.do} for each in problems],
        "database": "ok",
        "last_successful_run": run and {"run": run.pk, "at": run.started_at, "age": round((now - run.started_at).total_seconds())},
        "mail": mail,
        "held": [{"check": hold.check_name, "chamber": hold.chamber.slug} for hold in Hold.objects.select_related("chamber")],
    }
