"""doctor asks the site over the network, and finds anything else that answers in its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.support.installation import Installation, Template
from tests.support.lists import Handler, ListServer, list_server
from tests.support.need import need
from tests.support.site import site
from yvih_site.watch import ask_site

OURS = {"status": "ok", "problems": [], "database": "ok", "doctor": "m" * 64}


def asked(server: ListServer, settings: Settings, mark: str | None = "m" * 64) -> tuple[str, str]:
    settings.SITE_URL = server.url.removesuffix("/list.csv")
    return ask_site.ask(mark)


@pytest.mark.parametrize(
    ("body", "status", "headers", "said"),
    [
        (json.dumps(OURS), 200, {}, ""),
        (
            json.dumps({**OURS, "status": "failing", "problems": [{}]}),
            503,
            {},
            "/report/ answers 503",
        ),
        (json.dumps({**OURS, "doctor": "n" * 64}), 200, {}, "another database"),
        (
            json.dumps({**OURS, "doctor": None, "last_successful_run": {"run": 7}}),
            200,
            {},
            "another database",
        ),
        (json.dumps({**OURS, "database": "failing"}), 503, {}, "cannot use its database"),
        ("<h1>Welcome to nginx!</h1>", 200, {}, "not this site"),
        ("[]", 200, {}, "not this site"),
        ("Bad Gateway", 502, {}, "answers 502, but what answers is not this site"),
        (
            "",
            301,
            {"location": "https://example.org/healthz"},
            "redirects to https://example.org/healthz",
        ),
    ],
)
def test_only_this_site_is_well(
    settings: Settings, body: str, status: int, headers: dict[str, str], said: str
) -> None:
    with list_server() as server:
        server.sends(body.encode(), status, **headers)
        answer, do = asked(server, settings)
    assert said in answer
    assert bool(do) is bool(said)


@pytest.mark.parametrize(
    "begins", [b"", b"HTTP/1.1 200 OK\r\nX-Begins: ", b"HTTP/1.1 200 OK\r\n\r\n"]
)
@pytest.mark.parametrize("goes_on", [b"a", b"a" * 100_000])
def test_an_answer_without_end(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, begins: bytes, goes_on: bytes
) -> None:
    monkeypatch.setattr(ask_site, "TOTAL", 1)

    def answer(handler: Handler) -> None:
        handler.wfile.write(begins)
        while not server.waits(0.01):
            handler.wfile.write(goes_on)

    with list_server() as server:
        server.answer = answer
        said, do = asked(server, settings)
    assert "does not answer" in said
    assert do == ask_site.START


def test_a_redirect_that_leads_everybody_back_to_where_they_were(settings: Settings) -> None:
    def answer(handler: Handler) -> None:
        if handler.path == "/healthz":
            handler.reply(json.dumps(OURS).encode())
        else:
            handler.reply(status=301, location=handler.server.url)

    with list_server() as server:
        server.answer = answer
        said, do = asked(server, settings)
    assert "/report/ answers 301" in said
    assert "TRUSTED_PROXIES" in do


def test_nobody_there_one_who_never_answers_and_a_certificate_of_somebody_else(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("openssl")
    monkeypatch.setattr(ask_site, "TIMEOUT", 1)
    with list_server() as server:
        server.answer = lambda handler: handler.server.waits(30)
        assert "ReadTimeout" in asked(server, settings)[0]
    assert "ConnectError" in asked(server, settings)[0]
    with list_server() as server:
        server.speak_tls(tmp_path, "example.org")
        said, do = asked(server, settings)
    assert "CERTIFICATE_VERIFY_FAILED" in said
    assert do


@pytest.mark.long
def test_the_real_site_is_known_and_missed_when_it_is_dead(
    installation: Installation, tmp_path: Path
) -> None:
    installation.manage("runchecks")
    with site(installation) as running:
        environment = {"SITE_URL": running.url}
        said = installation.manage("doctor", "--no-mail", env=environment, ok=[0, 1]).stdout
        assert f"ok    site           {running.url} answers." in said
    said = installation.manage("doctor", "--no-mail", env=environment, ok=[1]).stdout
    assert f"WRONG site           {running.url} does not answer: ConnectError" in said
    installation.manage("backup", tmp_path / "b.gz")
    assert (
        "ok    backup         The last was made"
        in installation.manage("doctor", "--no-mail", ok=[1]).stdout
    )


@pytest.mark.long
def test_a_site_with_a_copy_of_the_database_is_found(
    installation: Installation, installation_template: Template, tmp_path: Path
) -> None:
    (tmp_path / "copy").mkdir()
    with installation_template.copy(tmp_path / "copy") as copy, site(copy) as running:
        said = installation.manage(
            "doctor", "--no-mail", env={"SITE_URL": running.url}, ok=[1]
        ).stdout
        assert f"WRONG site           {running.url} is a site with another database" in said
        assert "doctor" not in running.browser.get("/healthz").json()
