"""A process with the site loaded that forks a process for each command: `python -m
trials.faults.zygote`.

It reads one JSON object a line, `{"command": [...], "kill_after": seconds or null}`, and answers
`{"status": ..., "seconds": ...}`. The status is -9 if the command was killed. In this way a kill
hits the command's own work, not the start of Python, which takes two thirds of the time.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from importlib import import_module

COMMANDS = ("runchecks", "delivermail", "fetchsources")


def main() -> None:
    """Load the site, then execute one command for each line of standard input."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yvih_site.settings")
    django.setup()
    for name in COMMANDS:
        import_module(
            f"{'members' if name == 'fetchsources' else 'issues'}.management.commands.{name}"
        )
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(_execute(asked["command"], asked["kill_after"])), flush=True)


def _execute(command: list[str], kill_after: float | None) -> dict[str, float]:
    began = time.monotonic()
    child = os.fork()
    if not child:
        _be(command)
    if kill_after is not None:
        time.sleep(kill_after)
        # Safe even if the child has ended: nobody has waited for it, so its id is still its own.
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return {"status": os.waitstatus_to_exitcode(status), "seconds": time.monotonic() - began}


def _be(command: list[str]) -> None:
    """Run the command and end the process; its output goes to the zygote's standard error."""
    from django.core.management import execute_from_command_line

    os.dup2(2, 1)
    status = 1
    try:
        execute_from_command_line(["manage.py", *command])
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    finally:
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
