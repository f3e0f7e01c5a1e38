"""Debian's Chromium for pytest-playwright, which would otherwise look for its own download."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

from tests.support.need import CHROMIUM

if TYPE_CHECKING:
    from playwright.sync_api import ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
# A test's browser speaks to localhost alone; without these it looks for its makers' hosts at every
# start.
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch_arguments() -> dict[str, Any]:
    """Return the arguments for playwright's `launch`. As root, Chromium runs only without its
    sandbox."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        "executable_path": shutil.which(CHROMIUM),
        "headless": True,
        "args": [*ARGUMENTS, *sandbox],
    }
