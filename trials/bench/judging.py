"""The cost of the checks of members and of chambers without reading:
`python -m trials.bench.judging DAY`.

Prints a JSON object of check name to processor seconds. Neither reading the rows nor storing the
findings is counted. Work that several checks share, as the judgement of a link, counts for the
first of them. Those that have no floor in SQL come first: if another one's SQL were cheaper than
its judging, that work would count for nobody.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import defaultdict
from datetime import date

import django


def measure(today: date) -> dict[str, float]:
    """Return the processor seconds of each check that is given rows."""
    from issues.findings.reach import Reach
    from issues.findings.registry import CHECKS
    from members.rows import reading
    from trials.bench.floors import FOLDER

    in_sql = {file.stem for file in FOLDER.glob("*.sql")}
    checks = [each for each in CHECKS.values() if each.reach in (Reach.MEMBER, Reach.CHAMBER)]
    checks.sort(key=lambda check: check.name in in_sql)
    seconds: dict[str, float] = defaultdict(float)
    for chamber in reading.by_chamber(today):
        everybody = [*chamber.sitting, *chamber.former]
        for check in checks:
            of_members = everybody if check.former else chamber.sitting
            given = [chamber] if check.reach is Reach.CHAMBER else of_members
            day = (today,) if check.takes_day else ()
            began = time.process_time()
            for each in given:
                for _ in check.function(each, *day):
                    pass
            seconds[check.name] += time.process_time() - began
    return dict(seconds)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yvih_site.settings")
    django.setup()
    from issues.management.commands.runchecks import garbage_collected_rarely

    with garbage_collected_rarely():  # as in a run
        print(json.dumps(measure(date.fromisoformat(sys.argv[1]))))
