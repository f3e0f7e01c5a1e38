"""Python with the libraries loaded, which forks a process for each command: loading them is most of
what a command does.

What it forks is a process of its own and a child of the test, with the arguments, environment,
folder and pipes it was given: it is waited for, killed and read like any other. Nothing of the
project is loaded before, and no settings: a library that reads settings cannot be imported without,
and so is left to the process itself.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OURS = ("members", "issues", "yvih_site", "tests", "__main__")
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
#: Python and the C library read these as they start, which the zygote did before it was asked.
READ_AT_START = ("PYTHON", "LC_", "LANG", "LD_", "MALLOC_", "TZ")


class Popen(subprocess.Popen[str]):
    """`subprocess.Popen` of `[sys.executable, SCRIPT, ...]` that forks instead of starting Python,
    if that makes no difference to the script."""

    def _execute_child(self, args: list[str], *rest: Any) -> None:
        """Fork, in place of the method of this name in `subprocess`."""
        cwd, env, pipes = rest[4], rest[5], rest[9:15]
        if sys.platform != "linux" or any(name.startswith(READ_AT_START) for name in env):
            super()._execute_child(args, *rest)  # type: ignore[misc]
            return
        sys.audit("subprocess.Popen", args[0], args, cwd, env)
        self.pid = _zygote().fork(
            {"argv": args[1:], "cwd": str(cwd), "env": env}, [pipes[0], pipes[3], pipes[5]]
        )
        self._child_created = True
        self._close_pipe_fds(*pipes)  # type: ignore[attr-defined]


class Zygote:
    """The test process's end of the connection to the zygote."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._prctl = ctypes.CDLL(None).prctl
        self._socket, other = socket.socketpair()
        with other:
            # It ends when this process does: nobody holds the other end of its socket then.
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.zygote", str(other.fileno())],
                cwd=ROOT,
                env={
                    name: os.environ[name]
                    for name in ("PATH", "DATABASE_URL")
                    if name in os.environ
                },
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[other.fileno()],
            )
        atexit.register(self._end)

    def fork(self, request: dict[str, Any], standard: list[int]) -> int:
        """Return the new process's number. Its parent, a child of the zygote, exits, so that it
        becomes a child of this process."""
        with self._lock:
            self._prctl(SUBREAPER, 1)
            try:
                message = json.dumps(request).encode()
                socket.send_fds(self._socket, [len(message).to_bytes(4, "big")], standard)
                self._socket.sendall(message)
                return int.from_bytes(self._socket.recv(4, socket.MSG_WAITALL), "big")
            finally:
                self._prctl(SUBREAPER, 0)

    def _end(self) -> None:
        self._socket.close()
        self._process.wait()


@cache
def _zygote() -> Zygote:
    return Zygote()


def main(asking: socket.socket) -> None:
    """Fork for each request, and run the requested script in the fork. Exit when the test process
    has closed its end."""
    interrupted = signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # a terminal sends it to all, and the tests still need to end theirs
    for name in _libraries():
        with suppress(Exception):
            import_module(name)
    gc.freeze()
    request = _serve(asking)
    signal.signal(signal.SIGINT, interrupted)
    os.chdir(request["cwd"])
    # As in a process without a locale, to which Python gives one.
    env = request["env"] | {
        name: value for name, value in os.environ.items() if name.startswith("LC_")
    }
    os.environ.clear()
    os.environ.update(env)
    sys.argv = request["argv"]
    sys.path[0] = str(Path(sys.argv[0]).parent)
    runpy.run_path(sys.argv[0], run_name="__main__")


def _serve(asking: socket.socket) -> dict[str, Any]:
    """Return what was asked for, in a process for it whose parent has ended; exit when nobody asks
    any more."""
    while True:
        length, standard, _, _ = socket.recv_fds(asking, 4, 3)
        if not length:
            os._exit(0)
        request: dict[str, Any] = json.loads(
            asking.recv(int.from_bytes(length, "big"), socket.MSG_WAITALL)
        )
        answer, told = os.pipe()
        if between := os.fork():
            os.close(told)
            os.waitpid(between, 0)
            asking.sendall(os.read(answer, 4))
            for descriptor in (answer, *standard):
                os.close(descriptor)
            continue
        between = os.getpid()
        if child := os.fork():
            os.write(told, child.to_bytes(4, "big"))
            os._exit(0)
        asking.close()
        while os.getppid() == between:
            os.sched_yield()
        for number, descriptor in enumerate(standard):
            os.dup2(descriptor, number)
        for descriptor in (answer, told, *standard):
            os.close(descriptor)
        return request


def _libraries() -> list[str]:
    """Return the modules of libraries that the site and its commands load, as found in a process
    that loaded all of them."""
    answer, told = os.pipe()
    if not (scout := os.fork()):
        os.environ |= {
            "YVIH_ENV_FILE": os.devnull,
            "DEBUG": "1",
            "DJANGO_SETTINGS_MODULE": "yvih_site.settings",
        }
        import django
        from django.core.management import get_commands, load_command_class
        from django.db import connection

        django.setup()
        for name, app in get_commands().items():
            if isinstance(app, str) and app.partition(".")[0] in OURS:
                load_command_class(app, name)
        found = [
            name
            for name in [*sys.modules, connection.ops.__module__]
            if name.partition(".")[0] not in OURS
        ]
        with open(told, "w") as report:
            json.dump(found, report)
        os._exit(0)
    os.close(told)
    with open(answer) as report:
        libraries: list[str] = json.load(report)
    os.waitpid(scout, 0)
    return libraries


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
