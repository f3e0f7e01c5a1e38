"""Lists over real HTTP, from servers that do as they should and from servers that do not."""

from __future__ import annotations

import gzip
import socket
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from members.fetching.fetch import FetchError, FetchLimits, fetch
from members.fetching.public_addresses import is_in, is_public
from tests.support.lists import ITS_NETWORK, Handler, ListServer, list_server
from tests.support.need import need

LIST = b"name,electorate\nAda Quill,Reef\nBo Reed,Hill\n"
SMALL = FetchLimits(seconds=60, total=120, size=1_000_000, redirects=5)


def zipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)  # without the time of day: tests keep their names


@pytest.fixture
def server(settings: Settings) -> Iterator[ListServer]:
    settings.FETCH_PRIVATE_NETWORKS = ITS_NETWORK
    with list_server() as running:
        yield running


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Names and what they stand for, one lookup after the other: the last address stays."""
    known: dict[str, list[str]] = {}
    real = socket.getaddrinfo

    def getaddrinfo(host: str, *args: Any, **options: Any) -> Any:
        if host not in known:
            return real(host, *args, **options)
        answers = known[host]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [entry for address in found.split() for entry in real(address, *args, **options)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return known


def refused(url: str, limits: FetchLimits = SMALL) -> str:
    with pytest.raises(FetchError) as error:
        fetch(url, limits=limits)
    return str(error.value)


def test_a_list_comes_as_it_is_with_what_to_ask_by_the_next_time(server: ListServer) -> None:
    server.sends(LIST, etag='"one"', last_modified="Mon, 02 Nov 2026 00:00:00 GMT")
    fetched = fetch(server.url)
    assert (fetched.data, fetched.etag, fetched.last_modified) == (
        LIST,
        '"one"',
        "Mon, 02 Nov 2026 00:00:00 GMT",
    )


def test_the_server_is_told_which_site_asks(server: ListServer, settings: Settings) -> None:
    settings.SITE_URL = "https://voices.example.org"
    fetch(server.url)
    (_, headers) = server.asked[0]
    assert "https://voices.example.org" in headers["User-Agent"]
    assert headers["Accept-Encoding"] == "gzip"
    assert headers["Host"] == f"127.0.0.1:{server.server_port}"


def test_a_list_that_did_not_change_is_not_sent(server: ListServer) -> None:
    server.sends(b"", 304)
    assert fetch(server.url, '"one"', "Mon, 02 Nov 2026 00:00:00 GMT").data is None
    (_, headers) = server.asked[0]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == (
        '"one"',
        "Mon, 02 Nov 2026 00:00:00 GMT",
    )


def test_not_changed_is_no_answer_to_one_who_has_nothing(server: ListServer) -> None:
    server.sends(b"", 304)
    assert "304" in refused(server.url)


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (zipped(LIST), "gzip"),
        (zipped(LIST), " X-GZip"),
        (zipped(LIST[:9]) + zipped(LIST[9:]), "gzip"),
        (zipped(LIST) + b"\0" * 600, "gzip"),
        (LIST, "identity"),
    ],
)
def test_a_packed_list_is_unpacked(server: ListServer, packed: bytes, encoding: str) -> None:
    server.sends(packed, content_encoding=encoding)
    assert fetch(server.url).data == LIST


@pytest.mark.parametrize(
    ("body", "encoding", "said"),
    [
        (zipped(LIST)[:-9], "gzip", "cut short"),
        (LIST, "gzip", "damaged"),
        (zipped(LIST) + b"more", "gzip", "damaged"),
        (LIST, "br", "'br'"),
        (zlib.compress(LIST), "deflate", "'deflate'"),
        (LIST, "gzip, gzip", "'gzip, gzip'"),
    ],
)
def test_what_cannot_be_unpacked_is_no_list(
    server: ListServer, body: bytes, encoding: str, said: str
) -> None:
    server.sends(body, content_encoding=encoding)
    assert said in refused(server.url)


@pytest.mark.parametrize("status", [204, 206, 404, 410, 500, 503, 599, 403, 401, 429])
def test_any_other_answer_is_a_failure_that_says_what_to_do(
    server: ListServer, status: int
) -> None:
    server.sends(b"", status)
    said = refused(server.url)
    assert f"answered {status}" in said
    assert server.url in said
    assert said.endswith(".")


def test_half_a_list_is_a_failure(server: ListServer) -> None:
    server.sends(LIST[: len(LIST) // 2], content_length=str(len(LIST)))
    assert "broke off" in refused(server.url)


def test_a_list_in_pieces_that_end_too_early_is_a_failure(server: ListServer) -> None:
    def answer(handler: Handler) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"4\r\nname\r\n")
        handler.close_connection = True

    server.answer = answer
    assert "broke off" in refused(server.url)


def test_an_answer_that_is_no_http_is_a_failure(server: ListServer) -> None:
    server.answer = lambda handler: handler.wfile.write(b"hello\r\n\r\n")
    assert "nonsense" in refused(server.url)


def test_a_server_that_says_nothing_is_not_waited_for(server: ListServer) -> None:
    server.answer = lambda handler: server.waits(60)
    began = time.monotonic()
    assert "said nothing for 0.3 seconds" in refused(server.url, FetchLimits(seconds=0.3, total=30))
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "head", [b"HTTP/1.0 200 OK\r\n\r\n", b"HTTP/1.0 200 OK\r\nX-Slow: "], ids=["body", "headers"]
)
def test_a_server_that_drips_is_not_waited_for(server: ListServer, head: bytes) -> None:
    def answer(handler: Handler) -> None:
        handler.wfile.write(head)
        while not server.waits(0.05):
            handler.wfile.write(b"x")

    server.answer = answer
    began = time.monotonic()
    assert "did not end within 0.6 seconds" in refused(
        server.url, FetchLimits(seconds=30, total=0.6)
    )
    assert time.monotonic() - began < 20


def test_a_stream_without_an_end_is_cut_at_the_limit(server: ListServer) -> None:
    sent = 0

    def answer(handler: Handler) -> None:
        nonlocal sent
        handler.send_response(200)
        handler.end_headers()
        while not server.waits(0):
            sent += handler.wfile.write(b"x" * 10_000)

    server.answer = answer
    assert "is larger than 1 MB" in refused(server.url)
    assert sent < 20_000_000


def test_a_list_that_announces_to_be_too_large_is_not_read(server: ListServer) -> None:
    server.sends(b"", content_length="1000001")
    assert "is larger than 1 MB" in refused(server.url)


def test_a_bomb_never_fills_the_memory(server: ListServer) -> None:
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    megabyte = packer.compress(b"\0" * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    bomb = b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + megabyte * 1000  # a gigabyte of zeros in one stream
    server.sends(bomb[:900_000], content_encoding="gzip", content_length="900000")
    assert len(bomb) > 900_000
    tracemalloc.start()
    try:
        said = refused(server.url)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "unpacks to more than 1 MB" in said
    assert peak < 10_000_000


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


def test_a_port_where_nobody_listens_is_said(settings: Settings) -> None:
    settings.FETCH_PRIVATE_NETWORKS = ITS_NETWORK
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "Connection refused" in refused(f"http://127.0.0.1:{port}/")


def test_no_proxy_is_asked(server: ListServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.sends(LIST)
    assert fetch(server.url).data == LIST


def test_a_password_is_sent_to_its_host_and_shown_to_nobody(server: ListServer) -> None:
    url = server.url.replace("://", "://user:secret@")
    server.sends(b"", 404)
    assert "secret" not in refused(url)
    assert server.asked[0][1]["Authorization"].startswith("Basic ")
    assert "secret" not in refused("https://user:secret@host:port/")


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


def _tls(
    server: ListServer, folder: Path, monkeypatch: pytest.MonkeyPatch, names: dict[str, list[str]]
) -> str:
    """The address of the server, which speaks https with a certificate that is believed."""
    need("openssl")
    monkeypatch.setenv("SSL_CERT_FILE", str(server.speak_tls(folder, "lists.example.org")))
    names["lists.example.org"] = ["127.0.0.1"]
    return f"https://lists.example.org:{server.server_port}/list.csv"
