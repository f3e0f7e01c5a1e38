"""Official lists made of a loaded directory.

`python -m trials.bench.lists` gives each chamber of the installation a list of its own members, in
which one in twenty differs: a phone number, a name with a letter more, or nobody. It prints the
processor seconds that storing and reading them took, which belongs to fetching.
"""

from __future__ import annotations

import csv
import io
import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import count

import django
from django.core.management import call_command

#: One row in so many differs from the directory.
DIFFERS = 20


def make() -> float:
    """Make the lists, and return the processor seconds that taking the copies took."""
    from members.lists import snapshots
    from members.models import Chamber, Source

    took = 0.0
    for slug, data in _files():
        source = Source.objects.create(
            slug=f"list-{slug}", format="csv", chamber=Chamber.objects.get(slug=slug)
        )
        began = time.process_time()
        taken = snapshots.take(source, data, "made up").snapshot
        took += time.process_time() - began
        if taken.verdict != taken.Verdict.ACCEPTED:
            raise RuntimeError(f"The made-up list of {slug} was rejected: {taken.why}")
    return took


def _files() -> Iterator[tuple[str, bytes]]:
    """Yield the slug of each chamber with the file of its list."""
    output = io.StringIO()
    call_command("exportmembers", stdout=output)
    header, *rows = csv.reader(io.StringIO(output.getvalue()))
    columns = {name: header.index(name) for name in ("chamber", "slug", "last_name")}
    phone = next(place for place, name in enumerate(header) if name.startswith("phone"))
    chambers: dict[str, list[list[str]]] = defaultdict(list)
    nth = count()
    for row in rows:
        row[columns["slug"]] = ""
        match next(nth) % (3 * DIFFERS):
            case 0:
                row[phone] = row[phone][:-1] + str((int(row[phone][-1]) + 1) % 10)
            case number if number == DIFFERS:
                row[columns["last_name"]] += "e"
            case number if number == 2 * DIFFERS:
                continue
        chambers[row[columns["chamber"]]].append(row)
    for slug, members in chambers.items():
        file = io.StringIO()
        csv.writer(file).writerows([header, *members])
        yield slug, file.getvalue().encode()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yvih_site.settings")
    django.setup()
    print(json.dumps(make()))
