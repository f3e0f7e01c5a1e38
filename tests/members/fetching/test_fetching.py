"""Lists fetched over real HTTP, from servers that behave and servers that do not."""

from __future__ import annotations

import gzip
import socket
import time
import tracemalloc
import zlib

import pytest
from pytest_django import Settings

from members.fetching.fetch import FetchLimits, fetch
from tests.members.fetching.fetching_parts import LIST, refused
from tests.support.lists import ITS_NETWORK, Handler, ListServer


def zipped(content: bytes) -> bytes:
    return gzip.compress(
        content, mtime=0
    )  # without the time of day, so that the tests keep their names


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
