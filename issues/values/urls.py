"""URLs: what is wrong with one by itself, whatever it leads to, and what it may have been meant to
be."""

from __future__ import annotations

import re

from issues.values.domains import ends_nowhere

SCHEME = re.compile(r"https?://", re.IGNORECASE)
TRIED_SCHEME = re.compile(
    r"(?:h{0,2}t{1,3}p{1,2}|h{1,2}t{1,2}|h{1,2}pt{1,2}p?)(s{0,2})\s*+(?:[:;]\s*+[/\\]*+|"
    r"[.,]?\s*+[/\\]{2,}+)\s*+(?=\w)",
    re.IGNORECASE,
)
_OTHER_SCHEME = re.compile(r"\A(?!https?:)[a-z][a-z0-9+-]*+:(?!\d)", re.IGNORECASE)
_LABEL = re.compile(r"\w(?:[\w-]*\w)?")
_WWW_TYPO = re.compile(r"^(?:(?:ww|w{4,})\.|www(?=[a-z])(?!\w*-))", re.IGNORECASE)
_TOP_LEVEL_TYPO = {
    "con": "com",
    "cmo": "com",
    "ocm": "com",
    "vom": "com",
    "xom": "com",
    "comm": "com",
    "ogr": "org",
    "orgg": "org",
    "nte": "net",
}


def fault(text: str) -> str:
    """Return what is wrong with a single link, as the end of a sentence; "" if nothing is."""
    if _broken_beginning(text):
        return "begins with a broken protocol"
    if _OTHER_SCHEME.match(text):
        return "is not the address of a web page"
    _, host, rest = _split(text)
    if why := _host_fault(host):
        return why
    if "\\" in rest:
        return "contains a backslash"
    if re.search(r"\s", rest):
        return "contains a space"
    return "contains HTML" if re.search(r"[<>\"]", rest) else ""


def mended(text: str) -> tuple[tuple[str, ...], ...]:
    """Return what a wrong link may have been meant to be, each alternative by itself."""
    text = text.replace("\\", "/")
    if tried := _broken_beginning(text):
        return unless_faulty(f"http{tried[1][:1]}://{text[tried.end() :]}")
    scheme, host, rest = _split(text)
    if _host_fault(host):
        host = _mended_host(host)
        return unless_faulty(f"{scheme}{host}{rest}") if scheme or "www." in host else ()
    spaces = (re.sub(r"\s+", "", rest), re.sub(r"\s+", "%20", rest))
    return tuple(
        choice
        for right in dict.fromkeys(spaces)
        for choice in unless_faulty(f"{scheme}{host}{right}")
    )


def _broken_beginning(text: str) -> re.Match[str] | None:
    right = SCHEME.match(text) and not re.match(r"https?://[/\\]+", text, re.IGNORECASE)
    return None if right else TRIED_SCHEME.match(text)


def _split(text: str) -> tuple[str, str, str]:
    """Return the scheme with its slashes, the host, and the rest."""
    match = re.fullmatch(r"(https?://)?([^/?#\\]*)(.*)", text, re.IGNORECASE | re.DOTALL)
    assert match is not None
    return match[1] or "", match[2], match[3]


def _host_fault(host: str) -> str:
    host = re.sub(r":\d*$", "", host)
    labels = host.removesuffix(".").split(".")
    if not host.strip("."):
        return "does not name a site"
    for sign, word in (("@", "an e-mail address"), (",", "a comma")):
        if sign in host:
            return f"contains {word}"
    if re.search(r"\s", host):
        return "contains a space"
    if not all(_LABEL.fullmatch(label) for label in labels):
        return "does not name a possible site"
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){3}", host):
        return ""
    if len(labels) < 2 or (len(labels) == 2 and labels[0].lower() == "www"):
        return "names only part of a site"
    if not re.fullmatch(r"[^\W\d_]{2,}|xn--[\w-]+", labels[-1], re.IGNORECASE) or _cannot_be(
        host, labels[-1]
    ):
        return "names a site that cannot exist"
    return "begins with a mistyped www" if _WWW_TYPO.match(host) else ""


def _cannot_be(host: str, last: str) -> bool:
    return last.lower() in _TOP_LEVEL_TYPO or (
        host.isascii() and ends_nowhere(host.removesuffix("."))
    )


def _mended_host(host: str) -> str:
    host = re.sub(r"\.{2,}", ".", re.sub(r"\s+", "", host).replace(",", ".")).strip(".;")
    head, dot, last = host.rpartition(".")
    return _WWW_TYPO.sub("www.", f"{head}{dot}{_TOP_LEVEL_TYPO.get(last.lower(), last)}", count=1)


def unless_faulty(url: str) -> tuple[tuple[str, ...], ...]:
    """Return the link as the only choice, if nothing is wrong with it."""
    return ((url,),) if not fault(url) else ()
