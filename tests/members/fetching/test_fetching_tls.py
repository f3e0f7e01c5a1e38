"""Lists over HTTPS: certificates, and addresses without HTTPS."""

from __future__ import annotations

from pathlib import Path

import pytest

from members.fetching.fetch import fetch
from tests.members.fetching.fetching_parts import LIST, refused
from tests.support.lists import ListServer
from tests.support.need import need


def test_public_lists_are_fetched_by_https_only(names: dict[str, list[str]]) -> None:
    names["lists.example.org"] = ["93.184.216.34"]
    assert "is not https" in refused("http://lists.example.org/list.csv")


def test_nothing_leads_out_of_https(
    server: ListServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: dict[str, list[str]]
) -> None:
    url = _tls(server, tmp_path, monkeypatch, names)
    server.sends(b"", 302, location=f"http://127.0.0.1:{server.server_port}/")
    assert "out of https" in refused(url)


def test_a_certificate_is_held_against_the_name_that_was_asked_for(
    server: ListServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: dict[str, list[str]]
) -> None:
    url = _tls(server, tmp_path, monkeypatch, names)
    server.sends(LIST)
    assert fetch(url).data == LIST
    names["other.example.org"] = ["127.0.0.1"]
    assert "certificate that is not to be trusted (Hostname mismatch" in refused(
        url.replace("lists.", "other.")
    )


def test_a_certificate_that_nobody_vouches_for_is_refused(
    server: ListServer, tmp_path: Path, names: dict[str, list[str]]
) -> None:
    need("openssl")
    server.speak_tls(tmp_path, "lists.example.org")
    names["lists.example.org"] = ["127.0.0.1"]
    assert "certificate that is not to be trusted (self-signed" in refused(
        f"https://lists.example.org:{server.server_port}/"
    )
    assert not server.asked


def test_a_server_that_speaks_no_tls_is_said(server: ListServer) -> None:
    assert "does not speak https" in refused(server.url.replace("http:", "https:"))


def _tls(
    server: ListServer, folder: Path, monkeypatch: pytest.MonkeyPatch, names: dict[str, list[str]]
) -> str:
    """Serve HTTPS with a trusted certificate, and return the server's address."""
    need("openssl")
    monkeypatch.setenv("SSL_CERT_FILE", str(server.speak_tls(folder, "lists.example.org")))
    names["lists.example.org"] = ["127.0.0.1"]
    return f"https://lists.example.org:{server.server_port}/list.csv"
