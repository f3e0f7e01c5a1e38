"""A crontab of its own for each test, and an installation configured for cron."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.site.cron.crontab_parts import FakeCrontab
from tests.support.installation import OF_THE_PROCESS, Installation, write_env_file


@pytest.fixture
def crontab(tmp_path: Path, settings: Settings) -> FakeCrontab:
    folder = tmp_path / "bin"
    folder.mkdir()
    fake = FakeCrontab(folder)
    settings.CRONTAB_EXECUTABLE = str(fake.executable)
    return fake


@pytest.fixture
def deployment(crontab: FakeCrontab, installation: Installation) -> Installation:
    """Return an installation whose whole configuration is in its `.env`, as cron needs it."""
    write_env_file(
        Path(installation.env["YVIH_ENV_FILE"]),
        installation,
        CRONTAB_EXECUTABLE=str(crontab.executable),
    )
    installation.env = {
        name: value for name, value in installation.env.items() if name in OF_THE_PROCESS
    }
    return installation
