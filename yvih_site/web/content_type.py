"""What a request says of its own body: its kind, and where its parts begin. Its encoding is always
UTF-8.

Django takes any codec of Python that is named, before it can answer with a page about what went
wrong: some fail there, and some make half characters, which no database stores. No browser names
one.
"""

from __future__ import annotations

from collections.abc import Iterable
from email.message import Message
from email.utils import quote
from typing import Any


def reduced(application: Any) -> Any:
    """Return the WSGI application with nothing else in the Content-Type that it gets."""

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        said = environ.get("CONTENT_TYPE", "")
        boundary = _boundary(said) if ";" in said else None
        environ["CONTENT_TYPE"] = said.partition(";")[0].strip() + (
            f'; boundary="{quote(boundary)}"' if boundary else ""
        )
        answer: Iterable[bytes] = application(environ, start_response)
        return answer

    return serve


def _boundary(said: str) -> str | None:
    message = Message()
    message["Content-Type"] = said
    try:
        return message.get_boundary()
    except (LookupError, ValueError):  # in a codec that there is not, or that is none for texts
        return None
