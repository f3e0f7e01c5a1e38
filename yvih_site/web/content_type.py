"""The Content-Type of requests: reduces it to the kind of body and its boundary, read as UTF-8.

Django uses any Python codec that a request names, before it can answer with an error page. Some
codecs fail there, and some produce half characters, which no database stores. No browser names a
codec.
"""

from __future__ import annotations

from collections.abc import Iterable
from email.message import Message
from email.utils import quote
from typing import Any


def reduced(application: Any) -> Any:
    """Return a WSGI application that passes requests on with a reduced Content-Type."""

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        given = environ.get("CONTENT_TYPE", "")
        boundary = _boundary(given) if ";" in given else None
        environ["CONTENT_TYPE"] = given.partition(";")[0].strip() + (
            f'; boundary="{quote(boundary)}"' if boundary else ""
        )
        answer: Iterable[bytes] = application(environ, start_response)
        return answer

    return serve


def _boundary(content_type: str) -> str | None:
    message = Message()
    message["Content-Type"] = content_type
    try:
        return message.get_boundary()
    except (LookupError, ValueError):  # an unknown codec, or one that is not for text
        return None
