"""The forms of a page as a browser would send them: target, names and values."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

#: Controls whose values are made anew each time, or are row numbers.
MADE_ANEW = {
    "csrfmiddlewaretoken",
    "key",
    "revision",
    "seen",
    "to",
    "assignee",
    "issues",
    "back",
    "_selected_action",
}
_NUMBER = re.compile(r"(?<=/)\d+(?=/)")
_SECRET = re.compile(
    r"(?<=/reports/)[\w-]{16,}|(?<=/confirm/)[\w-]{16,}|(?<=/reset/)[\w-]+/[\w-]{16,}"
)


class Forms(HTMLParser):
    """`found` lists the forms of a page in order; `queries` is the names of parameters in links to
    the page itself."""

    def __init__(self, page: str, values: bool = True) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self.queries: set[str] = set()
        self._values = values
        self._select: dict[str, Any] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = plain_path(given.get("action", ""))
            self.found.append(
                {"action": action, "method": given.get("method", "get").lower(), "controls": {}}
            )
        elif tag == "a" and given.get("href", "").startswith("?"):
            self.queries |= {
                part.partition("=")[0] for part in given["href"][1:].split("&") if part
            }
        elif tag in ("input", "select", "textarea", "button") and given.get("name") and self.found:
            self._control(tag, given)
        elif tag == "option" and self._select is not None and self._values:
            self._select.setdefault("values", []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None

    def _control(self, tag: str, given: dict[str, str]) -> None:
        kind = (
            given.get("type", "submit" if tag == "button" else "text")
            if tag in ("input", "button")
            else tag
        )
        control: dict[str, Any] = self.found[-1]["controls"].setdefault(
            given["name"], {"type": kind}
        )
        control |= {"required": True} if "required" in given else {}
        if given["name"] in MADE_ANEW or not self._values:
            return
        if tag == "select":
            self._select = control
        elif kind in ("hidden", "submit", "radio", "checkbox"):
            control.setdefault("values", []).append(given.get("value", ""))


def plain_path(path: str) -> str:
    """Return an address without row numbers and secrets."""
    return _SECRET.sub("<secret>", _NUMBER.sub("<pk>", path))
