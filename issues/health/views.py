"""The page `/healthz`, for monitoring."""

from __future__ import annotations

import logging
from typing import Any

from django.db.models import Count, Min, Q
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from issues import lease
from issues.health import conditions, run_conditions
from issues.mail.delivery import undelivered
from issues.models import Hold, Lease, Mail
from members.storage import database_errors

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200, or 503 with what is wrong, why, and what to do.

    `age` is in seconds since the start of the last successful run.
    """
    try:
        state = _state()
    except Exception as error:  # whatever it is, monitoring must see that something is wrong
        logger.exception("The state of the service could not be determined for /healthz.")
        return failing(error)
    return JsonResponse(state, status=503 if state["problems"] else 200)


def failing(error: BaseException | None) -> JsonResponse:
    """Answer 503 if the state could not be determined.

    Reads nothing from the database, and quotes nothing of the error, which may contain a secret.
    """
    is_database = database_errors.is_gone(error)
    why = (
        "The database cannot be used."
        if is_database
        else "The state could not be determined because of an error in this program."
    )
    trouble = {
        "what": "database" if is_database else "program",
        "why": why,
        "do": "Run `manage.py doctor`; the log has the details.",
    }
    return JsonResponse(
        {
            "status": "failing",
            "problems": [trouble],
            "database": "failing" if is_database else "unknown",
        },
        status=503,
    )


def _state() -> dict[str, Any]:
    now = timezone.now()
    problems = conditions.troubles(now)
    run = run_conditions.last_success(now)
    mail = Mail.objects.aggregate(
        queued=Count("pk", filter=Q(state=Mail.State.QUEUED)),
        undelivered=Count("pk", filter=undelivered()),
        oldest=Min("created_at", filter=Q(state=Mail.State.QUEUED)),
    )
    # While doctor runs, the mark that it wrote, so that it can tell this database from a copy.
    doctor = (
        Lease.objects.filter(name="doctor")
        .exclude(holder="")
        .values_list("holder", flat=True)
        .first()
    )
    return {
        **({"doctor": lease.holder_hash(doctor)} if doctor else {}),
        "status": "failing" if problems else "ok",
        "problems": [{"what": each.what, "why": each.why, "do": each.advice} for each in problems],
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
