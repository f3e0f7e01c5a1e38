"""Requests to every page of the site as staff, with invalid texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any
from unittest import mock

from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client

HOSTILE = ["abc", "-1", "%00", "1\0", "\u0663", " 1 ", str(2**31), str(2**63), "9" * 5000]
#: For the many fields of forms.
FEW = ["abc", "1\0", str(2**63), "999999999", "9" * 5000]
LATE = "9999-12-31T23:59:59-14:00"
DAYS = ["0001-01-01", "9999-12-31"]
OBJECTS = ['{"a": "\\u0000"}', '{"a": NaN}', "[" * 5000, '{"a": ' + "9" * 5000 + "}"]
#: Of the session and of counts each request may write.
WRITES = re.compile(r'^(INSERT INTO|UPDATE|DELETE FROM) "(?!django_session|issues_throttle)')


@contextmanager
def undone() -> Iterator[None]:
    """Undo everything that the block writes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def writing_nothing(what: str) -> Iterator[None]:
    """Fail if a row is written; undo what is written."""
    written: list[str] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        written.extend([sql] if WRITES.match(sql) and context["cursor"].rowcount else [])
        return answer

    with undone(), connection.execute_wrapper(look):
        yield
    assert written == [], what


@contextmanager
def as_before(client: Client) -> Iterator[None]:
    """Restore the client's cookies: a new client for each request would load the middleware each
    time."""
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    yield
    client.cookies.clear()
    client.cookies.load(kept)


def ask(client: Client, method: str, path: str, given: dict[str, Any] | None = None) -> Any:
    """Return the answer to a client that stays logged in. An exception in a view counts as an
    answer: 500."""
    client.raise_request_exception = False
    with as_before(client):
        return getattr(client, method)(path, given or {})


def wrong(right: Any) -> list[str]:
    """Return invalid values in place of a valid one: keys, days, objects, or any text."""
    if isinstance(right, str) and re.match(r"\d{4}-\d\d-\d\d", right):
        return FEW + DAYS
    return FEW + OBJECTS if isinstance(right, str) and right.startswith("{") else FEW


@contextmanager
def names_read() -> Iterator[set[str]]:
    """Yield a set that collects the names that the code reads from addresses and forms."""
    names: set[str] = set()

    def noting(method: Any) -> Any:
        def noted(query: QueryDict, name: str, *args: Any, **kwargs: Any) -> Any:
            if not query._mutable:  # as it is while Django fills it in
                names.add(name)
            return method(query, name, *args, **kwargs)

        return noted

    methods = {
        name: noting(getattr(QueryDict, name))
        for name in ("__getitem__", "__contains__", "getlist")
    }
    with mock.patch.multiple(QueryDict, **methods):
        yield names


class Form(HTMLParser):
    """The values that a browser would send from a page as it is; None for an element that is not
    sent."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, Any] = {}
        #: What the page itself carries; the rest is what people fill in.
        self.hidden: set[str] = set()
        self._open = ""
        self.feed(page)
        self.sent.pop("csrfmiddlewaretoken", None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value")
        if tag in ("select", "textarea") and name:
            self._open = name
            self.sent[name] = "" if tag == "textarea" else None
        elif tag == "option" and "selected" in given and self._open:
            self.sent[self._open] = [*(self.sent[self._open] or []), value]
        elif tag == "input" and name and given.get("type") in ("checkbox", "radio"):
            self.sent[name] = (value or "on") if "checked" in given else None
        elif tag == "input" and name and given.get("type") not in ("submit", "button", "file"):
            self.sent[name] = value or ""
            self.hidden |= {name} if given.get("type") == "hidden" else set()

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "textarea"):
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open and isinstance(self.sent[self._open], str):
            self.sent[self._open] += data.removeprefix(
                "\n"
            )  # browsers leave out the first line's end
