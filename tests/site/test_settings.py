"""The configuration: the same for web, commands and cron, and refused if it is missing, weak or
invalid."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.settings_parts import PRINT, WHOLE, manage, run, setting
from tests.support.installation import ROOT

pytestmark = pytest.mark.once("each process has this configuration alone, and so SQLite")


@pytest.mark.parametrize("missing", WHOLE)
@pytest.mark.parametrize("command", ["check", "migrate", "schedule show"])
def test_production_starts_no_command_without_a_setting_and_names_it(
    missing: str, command: str
) -> None:
    done = manage(
        *command.split(), env={name: value for name, value in WHOLE.items() if name != missing}
    )
    assert done.returncode == 1
    assert f"{missing} is not set" in done.stderr
    assert "Traceback" not in done.stderr
    assert not [
        name
        for name in WHOLE
        if name != missing and name in done.stderr and f"{name} is" in done.stderr
    ]


def test_production_names_everything_that_is_missing_at_once() -> None:
    done = manage("check", env={})
    assert all(f"{name} is not set" in done.stderr for name in WHOLE)


@pytest.mark.parametrize("missing", WHOLE)
def test_the_web_server_does_not_start_without_a_setting_and_names_it(missing: str) -> None:
    done = run(
        "-c",
        "import yvih_site.wsgi",
        env={name: value for name, value in WHOLE.items() if name != missing},
    )
    assert done.returncode == 1
    assert f"{missing} is not set" in done.stderr


def test_the_web_server_starts_with_a_whole_configuration() -> None:
    assert run("-W", "error", "-c", "import yvih_site.wsgi", env=WHOLE).returncode == 0


@pytest.mark.parametrize(
    "key", ["x" * 60, "tooshort", "django-insecure-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF"]
)
def test_a_weak_secret_key_is_refused(key: str) -> None:
    done = manage("check", env={**WHOLE, "SECRET_KEY": key})
    assert done.returncode == 1
    assert "SECRET_KEY is weak" in done.stderr


def test_a_site_for_every_host_is_refused() -> None:
    done = manage("check", env={**WHOLE, "ALLOWED_HOSTS": "*", "SITE_URL": "https://example.org"})
    assert done.returncode == 1
    assert "ALLOWED_HOSTS is weak" in done.stderr


def test_nobody_is_told_twice() -> None:
    assert (
        setting("ISSUE_EMAILS", ISSUE_EMAILS="one@example.org, One@Example.org")
        == "['One@Example.org']"
    )


@pytest.mark.parametrize("debug", ["0", "1"])
def test_a_wrong_address_to_tell_of_issues_is_refused_in_development_too(debug: str) -> None:
    done = manage(
        "check", env={**WHOLE, "DEBUG": debug, "ISSUE_EMAILS": "one@example.org, two@@example"}
    )
    assert done.returncode == 1
    assert "ISSUE_EMAILS: 'two@@example'" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "banana"),
        ("REPORT_LIMIT", "x"),
        ("REPORT_LIMIT", "-1"),
        ("REPORT_LIMIT_ALL", "-1"),
        ("TRUSTED_PROXIES", "10.0.0.1,proxy"),
        ("FETCH_PRIVATE_NETWORKS", "10.0.0.0/8,intranet"),
        ("FETCH_PRIVATE_NETWORKS", "10.0.0.0/33"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "oracle://user:secret@host/name"),
        ("DATABASE_URL", "postgres://user:secret@host:port/name"),
        ("EMAIL_URL", "nonsense"),
        ("EMAIL_URL", "smtp://user:secret@host:port"),
        ("TIME_ZONE", "Nowhere/Land"),
        ("TRUSTED_PROXIES", "0.0.0.0/0"),
        ("TRUSTED_PROXIES", "10.0.0.1,::/0"),
        ("FETCH_PRIVATE_NETWORKS", "0.0.0.0/0"),
        ("SITE_URL", "http://example.org"),
        ("RUNCHECKS_SCHEDULE", "hourly"),
        ("RUNCHECKS_SCHEDULE", "0 * * * %"),
        ("RUNCHECKS_SCHEDULE", "99 * * * *"),
        ("SITE_URL", "example.org"),
        ("SITE_URL", "https://"),
        ("SITE_URL", "https://exam ple.org"),
        ("SITE_URL", "https://example.org:port"),
        ("DEFAULT_FROM_EMAIL", "nobody"),
        ("DEFAULT_FROM_EMAIL", "Bad > <v@example.org"),
        ("DEFAULT_FROM_EMAIL", "a@example.org, b@example.org"),
    ],
)
def test_nonsense_is_refused_with_one_message_that_names_the_variable(
    name: str, value: str
) -> None:
    done = manage("check", env={**WHOLE, name: value})
    assert done.returncode == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


@pytest.mark.parametrize("password", ["secret/1", "1/secret", "secret#1", "secret?1", "secret@1"])
def test_a_mail_password_that_is_not_percent_encoded_is_refused_and_not_shown(
    password: str,
) -> None:
    done = manage(
        "check", env={**WHOLE, "EMAIL_URL": f"smtp+tls://user:{password}@mail.example.org:587"}
    )
    assert done.returncode == 1
    assert "EMAIL_URL" in done.stderr
    assert "percent-encode" in done.stderr
    assert "secret" not in done.stderr


def test_a_percent_encoded_mail_password_is_taken() -> None:
    assert (
        setting(
            "EMAIL_HOST_PASSWORD",
            EMAIL_URL="smtp+tls://user:a%2Fb%23c%3Fd%40e@mail.example.org:587/",
        )
        == "a/b#c?d@e"
    )


@pytest.mark.parametrize(
    "address", ["postgres://user:1/secret@host/name", "sqlite:////srv/a#secret/db.sqlite3"]
)
def test_a_database_address_that_would_be_read_as_another_is_refused(address: str) -> None:
    done = manage("check", env={**WHOLE, "DATABASE_URL": address})
    assert done.returncode == 1
    assert "percent-encode" in done.stderr
    assert "secret" not in done.stderr


def test_a_value_that_begins_with_a_dollar_sign_is_taken_as_it_is(tmp_path: Path) -> None:
    key = "$HOME-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJK"
    (tmp_path / ".env").write_text(f"SECRET_KEY={key}\n")
    assert setting("SECRET_KEY", SECRET_KEY=key) == key
    from_file = manage(
        "shell",
        "-v0",
        "-c",
        PRINT.format("SECRET_KEY"),
        env={"YVIH_ENV_FILE": str(tmp_path / ".env"), "DEBUG": "1"},
    )
    assert from_file.stdout.strip() == key


def test_mail_comes_from_the_first_who_is_told_of_issues_unless_told_otherwise() -> None:
    assert (
        setting("DEFAULT_FROM_EMAIL", ISSUE_EMAILS="a@example.org,b@example.org") == "a@example.org"
    )
    assert setting("DEFAULT_FROM_EMAIL", ISSUE_EMAILS="", DEBUG="1") == "webmaster@localhost"
    assert (
        setting("DEFAULT_FROM_EMAIL", DEFAULT_FROM_EMAIL="The Site <site@example.org>")
        == "The Site <site@example.org>"
    )


def test_all_nonsense_is_named_at_once() -> None:
    done = manage(
        "check", env={**WHOLE, "DEBUG": "banana", "REPORT_LIMIT": "x", "DATABASE_URL": "nonsense"}
    )
    assert [line.split(":")[0] for line in done.stderr.splitlines()[1:]] == [
        "DEBUG",
        "DATABASE_URL",
        "REPORT_LIMIT",
    ]


@pytest.mark.parametrize(
    ("text", "debug"),
    [
        ("1", "True"),
        ("TRUE", "True"),
        ("on", "True"),
        ("0", "False"),
        ("no", "False"),
        ("", "False"),
    ],
)
def test_debug_is_a_yes_or_no(text: str, debug: str) -> None:
    assert setting("DEBUG", DEBUG=text) == debug


def test_networks_for_lists_are_none_unless_named() -> None:
    assert setting("FETCH_PRIVATE_NETWORKS") == "()"
    assert (
        setting("FETCH_PRIVATE_NETWORKS", FETCH_PRIVATE_NETWORKS="10.0.0.5/8, ::1")
        == "(IPv4Network('10.0.0.0/8'), IPv6Network('::1/128'))"
    )


def test_a_relative_database_is_the_same_file_from_everywhere(tmp_path: Path) -> None:
    seen = {
        setting("DATABASES['default']['NAME']", cwd=folder, DATABASE_URL="sqlite:///some.sqlite3")
        for folder in (ROOT, tmp_path)
    }
    assert seen == {str(ROOT / "some.sqlite3")}


def test_mail_for_files_goes_to_the_folder_that_is_named() -> None:
    assert (
        setting("EMAIL_FILE_PATH", EMAIL_URL="filemail:///tmp/a%20folder/mail")
        == "/tmp/a folder/mail"
    )


def test_links_in_mail_lead_to_the_allowed_host_unless_told_otherwise() -> None:
    assert setting("SITE_URL") == "https://example.org"
    assert setting("SITE_URL", SITE_URL="https://other.example.org/") == "https://other.example.org"


@pytest.mark.parametrize(
    "url",
    ["http://localhost:8000", "http://127.0.0.1", "http://[::1]:8000", "http://site.localhost"],
)
def test_a_site_of_this_machine_alone_may_do_without_https(url: str) -> None:
    assert manage("check", env={**WHOLE, "SITE_URL": url}).returncode == 0


def test_nothing_is_left_to_say_of_a_production_site_before_it_is_deployed() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", env=WHOLE)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr


def test_of_a_development_site_there_is() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", env={"DEBUG": "1"})
    assert done.returncode == 1
    assert "security.W018" in done.stderr
