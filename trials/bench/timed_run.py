"""A run of the checks that measures itself: `python -m trials.bench.timed_run`.

It runs `manage.py runchecks --format json` in this process, and prints a JSON object: `run` is what
the command printed, `startup` the processor seconds until it began, and `processor` those from its
first read to its last commit.
"""

from __future__ import annotations

import io
import json
import os
import time

import django
from django.core.management import call_command, load_command_class

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yvih_site.settings")
    django.setup()
    command = load_command_class("issues", "runchecks")
    began, output = time.process_time(), io.StringIO()
    call_command(command, format="json", stdout=output)
    processor = time.process_time() - began
    run = json.loads(output.getvalue())
    print(json.dumps({"run": run, "startup": began, "processor": processor}))
