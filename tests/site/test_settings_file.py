"""The file that settings are read from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.settings_parts import PRINT, WHOLE, manage, setting

pytestmark = pytest.mark.once("each process has this configuration alone, and so SQLite")


def test_settings_are_read_from_the_file_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "site.env").write_text(
        "# a comment\nREPORT_LIMIT=7\nISSUE_EMAILS=a@example.org, b@example.org\n"
    )
    done = manage(
        "shell",
        "-v0",
        "-c",
        PRINT.format("ISSUE_EMAILS"),
        env={"YVIH_ENV_FILE": str(tmp_path / "site.env")},
    )
    assert done.stdout.strip() == "['a@example.org', 'b@example.org']"
    assert setting("REPORT_LIMIT", YVIH_ENV_FILE=str(tmp_path / "site.env")) == "7"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "site.env").write_text("REPORT_LIMIT=7\n")
    assert (
        setting("REPORT_LIMIT", YVIH_ENV_FILE=str(tmp_path / "site.env"), REPORT_LIMIT="8") == "8"
    )


def test_a_missing_file_is_no_error() -> None:
    assert manage("check", env={**WHOLE, "YVIH_ENV_FILE": "/nowhere/at/all.env"}).returncode == 0


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "site.env").write_text("\ufeffREPORT_LIMIT=7\r\n  \r\n # a comment\r\n", "utf-8")
    assert setting("REPORT_LIMIT", YVIH_ENV_FILE=str(tmp_path / "site.env")) == "7"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Is a directory"),
        (b"REPORT_LIMIT=\xff\xfe", "not a text file"),
        (b"REPORT_LIMIT=7\nISSUE_EMAILS a@example.org\nDEBUG = 1\n", "line 2, 3"),
        (b"\0\0\0\0", "line 1"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_name_and_the_line(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "site.env"
    file.mkdir() if content is None else file.write_bytes(content)
    done = manage("check", env={**WHOLE, "YVIH_ENV_FILE": str(file)})
    assert done.returncode == 1
    assert str(file) in done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
