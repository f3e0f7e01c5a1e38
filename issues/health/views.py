"""`/healthz`: for whatever watches the site."""

from __future__ import annotations

import logging
from typing import Any

from django.db.models import Count, Min, Q
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from issues import lease
from issues.health import conditions
from issues.mail.delivery import undelivered
from issues.models import Hold, Lease, Mail
from members.storage import database_errors

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200, or 503 with what is wrong, why, and what to do; `age` in seconds since the last run that
    succeeded began."""
    try:
        said = _look()
    except Exception as error:  # whatever it is: whoever watches is told that something is wrong
        logger.exception("What /healthz says could not be found out.")
        return failing(error)
    return JsonResponse(said, status=503 if said["problems"] else 200)


def failing(error: BaseException | None) -> JsonResponse:
    """503 where nothing could be looked at. Reads nothing from the database, and repeats nothing of
    the error, which may hold a secret."""
    gone = database_errors.is_gone(error)
    why = (
        "The database cannot be used."
        if gone
        else "The answer could not be worked out, which is a mistake of this program."
    )
    trouble = {
        "what": "database" if gone else "program",
        "why": why,
        "do": "Run `manage.py doctor`; the log says more.",
    }
    return JsonResponse(
        {"status": "failing", "problems": [trouble], "database": "failing" if gone else "unknown"},
        status=503,
    )


def _look() -> dict[str, Any]:
    now = timezone.now()
    problems = conditions.troubles(now)
    run = conditions.last_success(now)
    mail = Mail.objects.aggregate(
        queued=Count("pk", filter=Q(state=Mail.State.QUEUED)),
        undelivered=Count("pk", filter=undelivered()),
        oldest=Min("created_at", filter=Q(state=Mail.State.QUEUED)),
    )
    # While doctor asks, what it wrote: it can tell this database from a copy.
    doctor = (
        Lease.objects.filter(name="doctor")
        .exclude(holder="")
        .values_list("holder", flat=True)
        .first()
    )
    return {
        **({"doctor": lease.mark(doctor)} if doctor else {}),
        "status": "failing" if problems else "ok",
        "problems": [{"what": each.what, "why": each.why, "do": each.do} for each in problems],
        "database": "ok",
        "last_successful_run": run
        and {
            "run": run.pk,
            "at": run.started_at,
            "age": round((now - run.started_at).total_seconds()),
        },
        "mail": mail,
        "held": [
            {"check": hold.check_name, "chamber": hold.chamber.slug}
            for hold in Hold.objects.select_related("chamber")
        ],
    }
