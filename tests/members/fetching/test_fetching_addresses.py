"""Redirects and names: no list is fetched from a private address."""

from __future__ import annotations

import socket
from ipaddress import ip_address, ip_network
from typing import Any

import pytest

from members.fetching.fetch import fetch
from members.fetching.public_addresses import is_in, is_public
from tests.members.fetching.fetching_parts import LIST, refused
from tests.support.lists import ITS_NETWORK, Handler, ListServer


def test_redirects_are_followed(server: ListServer) -> None:
    def answer(handler: Handler) -> None:
        handler.reply(LIST) if handler.path == "/new/list.csv" else handler.reply(
            status=302, location="/new/list.csv"
        )

    server.answer = answer
    assert fetch(server.url).data == LIST
    assert [path for path, _ in server.asked] == ["/list.csv", "/new/list.csv"]


def test_redirects_in_a_circle_end(server: ListServer) -> None:
    server.sends(b"", 301, location="/list.csv")
    assert "more than 5 times" in refused(server.url)
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2/",
        "https://10.0.0.1/list.csv",
        "http://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[2002:a00:1::]/",
        "https://2130706434/",
        "https://0/",
        "https://localhost.localdomain./",
    ],
)
def test_redirects_lead_to_no_private_address(
    server: ListServer, names: dict[str, list[str]], target: str
) -> None:
    names["localhost.localdomain."] = ["192.168.1.1"]
    server.sends(b"", 302, location=target)
    said = refused(server.url)
    assert said.startswith(f"{server.url} redirects, and ")
    assert "not on the public internet" in said
    assert "FETCH_PRIVATE_NETWORKS" in said


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://example.org/list",
        "https://",
        "https://[::1",
        "https://a:b/",
        "",
    ],
)
def test_redirects_lead_to_addresses_of_lists(server: ListServer, target: str) -> None:
    server.sends(b"", 302, location=target)
    assert "redirects" in refused(server.url)


@pytest.mark.parametrize(
    "url",
    [
        "example.org/list.csv",
        "//example.org/list.csv",
        "ftp://example.org/list.csv",
        "file:///etc/passwd",
        "https://",
        "https:///list.csv",
        "https://example.org:port/",
        "https://example.org:99999/",
        "https://exa\u0000mple.org/",
        "https://xn--/",
        "",
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    assert "address" in refused(url)


def test_a_name_that_leads_into_a_private_network_is_refused(names: dict[str, list[str]]) -> None:
    names["lists.example.org"] = ["93.184.216.34 10.0.0.1"]
    assert "leads to 10.0.0.1" in refused("https://lists.example.org/list.csv")


def test_a_name_is_looked_up_once_so_that_what_was_checked_is_what_is_asked(
    server: ListServer, names: dict[str, list[str]]
) -> None:
    names["lists.example.org"] = ["127.0.0.1", "127.0.0.2"]
    server.sends(LIST)
    url = f"http://lists.example.org:{server.server_port}/list.csv"
    assert fetch(url).data == LIST
    assert server.asked[0][1]["Host"] == f"lists.example.org:{server.server_port}"
    assert "leads to 127.0.0.2" in refused(url)


def test_a_name_of_several_addresses_is_asked_at_the_next_when_one_is_silent(
    server: ListServer, names: dict[str, list[str]]
) -> None:
    server.sends(LIST)
    server_network = (*ITS_NETWORK, ip_network("127.0.0.3/32"))
    names["lists.example.org"] = ["127.0.0.3 127.0.0.1"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.FETCH_PRIVATE_NETWORKS", server_network)
        assert fetch(f"http://lists.example.org:{server.server_port}/").data == LIST


def test_a_name_in_any_script_is_asked_by_its_plain_form(
    server: ListServer, names: dict[str, list[str]]
) -> None:
    names["xn--mnchen-3ya.example"] = ["127.0.0.1"]
    server.sends(LIST)
    assert fetch(f"http://münchen.example:{server.server_port}/Übersicht.csv").data == LIST
    assert server.asked[0][0] == "/%C3%9Cbersicht.csv"


def test_a_name_that_nobody_knows_is_said(
    names: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*args: Any, **options: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "'lists.example.org'" in refused("https://lists.example.org/")
    assert "no address is known" in refused(f"https://{'a' * 64}.example.org/")


@pytest.mark.parametrize(
    "address",
    [
        "93.184.216.34",
        "2606:2800:220:1::1",
        "64:ff9b::5db8:d822",
        "2002:5db8:d822::1",
        "::ffff:93.184.216.34",
    ],
)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        *(
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.168.0.1",
            "198.18.0.1",
            "203.0.113.1",
        ),
        *(
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::10.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
        ),
        *(
            "2001:db8::1",
            "2002:7f00:1::",
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            "fc00::1",
            "fe80::1",
            "fe80::1%1",
            "fec0::1",
            "ff0e::1",
        ),
    ],
)
def test_addresses_of_one_s_own_network_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


def test_a_network_that_is_allowed_is_known_in_both_spellings() -> None:
    assert is_in(ip_address("127.0.0.1"), ITS_NETWORK)
    assert is_in(ip_address("::ffff:127.0.0.1"), ITS_NETWORK)
    assert not is_in(ip_address("127.0.0.2"), ITS_NETWORK)
    assert not is_in(ip_address("::1"), ITS_NETWORK)
