"""Every address of the site with its name, and the public ones with their answer to a client
without a session."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.site.contract.demo import load

#: Values for the parts of addresses, by route. A route with any other part needs a secret and is
#: left out.
PARTS = {
    "chambers/<slug:slug>/": "demo-assembly",
    "members/<slug:slug>/": "juno-kettlewick",
    "checks/<slug:name>/": "email-shared",
}
MORE = [
    *(
        "/?q=kettlewick",
        "/?q=nobody-of-this-name",
        "/chambers/nowhere/",
        "/members/nobody/",
        "/members/juno-kettlewick",
        "/checks/nothing/",
    ),
    *(
        "/checks/nothing/",
        "/report",
        "/report/?member=juno-kettlewick&field=email",
        "/reports/unknown/",
        "/healthz/",
        "/nothing/",
        "/admin",
    ),
    *(
        "/admin/login/",
        "/admin/issues/issue/",
        "/admin/password_reset/",
        "/admin/password_reset/done/",
        "/admin/reset/done/",
    ),
]


def collect() -> dict[str, Any]:
    load()
    routes = dict(patterns())
    public = [
        route
        for route in routes
        if not route.startswith(("admin/", "^")) and ("<" not in route or route in PARTS)
    ]
    paths = ["/" + re.sub("<.*?>", PARTS.get(route, ""), route) for route in public]
    client = Client()
    return {
        "routes": routes,
        "pages": {path: _answer(client, path) for path in sorted({*paths, *MORE})},
    }


def patterns(
    resolver: URLResolver | None = None, before: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield each route with its converters, and its name with its namespace."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, space + (pattern.name or "")
        else:
            yield from patterns(
                pattern, route, f"{space}{pattern.namespace}:" if pattern.namespace else space
            )


def _answer(client: Client, path: str) -> dict[str, Any]:
    answer = client.get(path)
    headers = ("Content-Type", "Location", "Cache-Control", "X-Robots-Tag")
    return {
        "status": answer.status_code,
        **{name: answer.headers[name] for name in headers if name in answer.headers},
    }
