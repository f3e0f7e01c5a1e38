#!/usr/bin/env python
"""The command line: `manage.py help` lists what there is."""

import os
import select
import signal
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yvih_site.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import Error

    try:
        execute_from_command_line(sys.argv)
        if sys.stdout:
            sys.stdout.flush()
    except BrokenPipeError:
        if not nobody_reads():
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(128 + signal.SIGPIPE)
    except ImproperlyConfigured as error:
        sys.exit(f"The configuration makes no sense:\n{error}")
    except Error as error:
        from yvih_site.database import explain

        message = explain.explain(error)
        if message is None or "--traceback" in sys.argv:
            raise
        sys.exit(message)


def nobody_reads() -> bool:
    """True if whoever read what is printed has enough, as with `| head`."""
    output = select.poll()
    output.register(sys.stdout, 0)
    return bool(output.poll(0))


if __name__ == "__main__":
    main()
