"""A process with the site loaded, which forks one for each command: `python -m
trials.faults.zygote`.

Reads one JSON object a line, `{"command": [...], "kill_after": seconds or null}`, and answers
`{"status": ..., "seconds": ...}`; the status of one that was killed is -9. So a kill hits the
command's own work, not the two thirds of its life that Python takes to start.
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
        os.kill(
            child, signal.SIGKILL
        )  # not waited for yet, so it is there, if only as what is left of it
    _, status = os.waitpid(child, 0)
    return {"status": os.waitstatus_to_exitcode(status), "seconds": time.monotonic() - began}


def _be(command: list[str]) -> None:
    """The command, in a process of its own; what it says goes where the zygote's errors go."""
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
