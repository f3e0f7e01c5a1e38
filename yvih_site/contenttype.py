"""What a request says of its own body: its kind, and where its parts begin. Its encoding is always UTF-8.

Django takes any codec of Python that is named, before it can answer with a page about what went wrong: some fail there, and some
make half characters, which no database stores. No browser names one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_BOUNDARY = re.compile(r';[ \t]*+boundary=("[^"]*+"|[^;\s"]++)', re.IGNORECASE)


def reduced(application: Any) -> Any:
    """Return the WSGI application with nothing else in the Content-Type that it gets."""

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        said = environ.get("CONTENT_TYPE", "")
        boundary = _BOUNDARY.search(said)
        environ["CONTENT_TYPE"] = said.partition(";")[0].strip() + (f"; boundary={boundary[1]}" if boundary else "")
        answer: Iterable[bytes] = application(environ, start_response)
        return answer

    return serve
