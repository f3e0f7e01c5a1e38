"""HTTP connections within a deadline, to fixed addresses whatever the host name resolves to."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import httpcore
import httpx

#: Errors of a connection. httpcore's exceptions have no common base class.
ERRORS = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
)


class Deadline:
    """A time limit: `seconds` for each step, and `total` seconds from now for all of them."""

    def __init__(self, seconds: float, total: float) -> None:
        self._seconds, self._end = seconds, time.monotonic() + total

    @property
    def is_over(self) -> bool:
        """True if the `total` seconds are over."""
        return time.monotonic() >= self._end

    def left(self) -> float:
        """Return the seconds left for the next step. Raises httpcore.ReadTimeout if none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline is over")
        return min(self._seconds, left)


class Transport(httpx.BaseTransport):
    """An HTTP transport that connects to the given addresses only, in turn.

    With None, it connects to whatever the host name resolves to. Certificates are checked against
    the host name. Proxies are not used. `trusts` defaults to the authorities that come with httpx.
    """

    def __init__(
        self, addresses: Sequence[str] | None, clock: Deadline, trusts: ssl.SSLContext | None = None
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=trusts or httpx.create_ssl_context(),
            network_backend=_Backend(addresses, clock),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
            )
        )
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Backend(httpcore.SyncBackend):
    def __init__(self, addresses: Sequence[str] | None, clock: Deadline) -> None:
        self._addresses, self._clock = addresses, clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in [host] if self._addresses is None else self._addresses:
            try:
                stream = super().connect_tcp(
                    address, port, self._clock.left(), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._clock)
        raise failure


class _Stream(httpcore.NetworkStream):
    """A stream whose every step ends in time, even if the server sends its headers byte by byte."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Deadline) -> None:
        self._stream, self._clock = stream, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _Stream(
            self._stream.start_tls(ssl_context, server_hostname, self._clock.left()), self._clock
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
