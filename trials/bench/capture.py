"""The queries of checks, captured as the floor of checks without SQL written by hand.

`python -m trials.bench.capture DAY NAME ...` prints a JSON object of check name to statements.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import django


def queries(check: str, today: date) -> list[str]:
    """Return the statements that the check executes, with their parameters filled in."""
    from django.db import connection

    from issues.findings.registry import CHECKS
    from issues.findings.scope import Scope

    captured: list[str] = []

    def note(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        result = execute(sql, params, many, context)
        query: str = connection.ops.last_executed_query(context["cursor"], sql, params)
        # On PostgreSQL rows are streamed through a cursor on the server.
        captured.append(re.sub(r"^DECLARE .*? CURSOR .*?FOR ", "", query, count=1, flags=re.DOTALL))
        return result

    with connection.execute_wrapper(note):
        CHECKS[check].findings(Scope(today))
    return captured


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yvih_site.settings")
    django.setup()
    print(
        json.dumps({name: queries(name, date.fromisoformat(sys.argv[1])) for name in sys.argv[2:]})
    )
