"""The faults of a link as it was given. A value has at most one, so that only one check reports
it."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from issues.values.domains import ends_nowhere
from issues.values.placeholders import WORDS, is_placeholder
from issues.values.sites import OTHER_ACCOUNTS, SHORTENER, Site, account_fault, site_of
from issues.values.text import clean, tidy


class LinkFault(StrEnum):
    """The kinds of fault."""

    PLACEHOLDER = "placeholder"
    DOUBLED = "protocol doubled"
    MALFORMED = "malformed"
    HANDLE = "handle"
    WRONG_SITE = "wrong site"
    NOT_ACCOUNT = "not an account"


class LinkVerdict(NamedTuple):
    """A link's fault, and what may replace it.

    - `why`: the end of a sentence that begins with the link; for `WRONG_SITE`, the kind of link
      that it is
    - `choices`: alternatives; each is the link, or the several links, to put in its place
    """

    fault: LinkFault
    why: str = ""
    choices: tuple[tuple[str, ...], ...] = ()


_PLAIN = re.compile(
    r"https?://(?:www\.)?+(?!ww|[a-z]?ttp)((?:[a-z0-9-]++\.)++[a-z]{2,}+)(?:/[^\s<>\\,;\"@]*+)?"
)

_BEGINNING = re.compile(r"^\s*(?:https?:?/*)?(?:www\.?)?", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\W_]+")
_PLACEHOLDERS = frozenset(word.replace(" ", "") for word in (*WORDS, ""))
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_TRIED_SCHEME = re.compile(
    r"(?:h{0,2}t{1,3}p{1,2}|h{1,2}t{1,2}|h{1,2}pt{1,2}p?)(s{0,2})\s*+(?:[:;]\s*+[/\\]*+|"
    r"[.,]?\s*+[/\\]{2,}+)\s*+(?=\w)",
    re.IGNORECASE,
)
_OTHER_SCHEME = re.compile(r"\A(?!https?:)[a-z][a-z0-9+-]*+:(?!\d)", re.IGNORECASE)
_DOUBLED = re.compile(r"(?:https?[:;]?/*+\s*+(?:www\.)?){1,9}(?=https?[:;]?/)", re.IGNORECASE)
_WWW_TWICE = re.compile(r"(?<![\w.])(?:www\.){2,}", re.IGNORECASE)
_EMAIL = re.compile(r"\A(?:mailto:\s*+)?[^\s/@:]++@[^\s/@]+\.\w+", re.IGNORECASE)
_INSIDE = re.compile(r"https?://[^\s<>\"'()\[\]]+", re.IGNORECASE)
_BARE = re.compile(r"\A(?:@[\w.-]+|[\d_-]*+[^\W\d_][\w-]*)")
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


def judge(url: str, kind: str) -> LinkVerdict | None:
    """Return the fault of this link of that kind; None if it has none.

    Stray space and HTML entities around a link are not judged here.
    """
    verdict = _judge(tidy(url) if "<" in url else clean(url), kind)
    if verdict is None or not verdict.choices:
        return verdict
    right = tuple(
        choice for choice in verdict.choices if not any(_judge(one, kind) for one in choice)
    )
    return verdict._replace(choices=right)


def _judge(text: str, kind: str) -> LinkVerdict | None:
    if not text:
        return None
    if is_placeholder(text) or _is_empty(text):
        return LinkVerdict(LinkFault.PLACEHOLDER)
    if doubled := _doubled(text):
        return doubled
    site = Site.of_kind(kind)
    if kind.strip().lower() in OTHER_ACCOUNTS and not _is_url(text):
        return None
    if _EMAIL.fullmatch(text):
        return LinkVerdict(LinkFault.MALFORMED, "is an e-mail address")
    if site and not _is_url(text):
        why = account_fault(site, text)
        return LinkVerdict(LinkFault.NOT_ACCOUNT, why) if why else None
    if _BARE.fullmatch(text):
        return LinkVerdict(LinkFault.HANDLE)
    if malformed := _malformed(text):
        return malformed
    return _judge_site(text, site) if site else None


def _judge_site(text: str, site: Site) -> LinkVerdict | None:
    """Return the fault of a URL that should lead to an account on that site; None if it has
    none."""
    host, _, rest = _SCHEME.sub("", text, count=1).partition("/")
    host = host.lower()
    if not site.has(host):
        other = site_of(host)
        return (
            None
            if other is SHORTENER
            else LinkVerdict(LinkFault.WRONG_SITE, other.name if other else "website")
        )
    path = rest.removeprefix("#!/")
    if again := re.match(r"@?(?=https?://|www\.)", path, re.IGNORECASE):
        inside = path[again.end() :]
        return LinkVerdict(
            LinkFault.DOUBLED,
            choices=_good(inside if _SCHEME.match(inside) else f"https://{inside}"),
        )
    if match := site.inside.match(path):
        return LinkVerdict(
            LinkFault.NOT_ACCOUNT,
            "is a single post",
            ((f"{text[: len(text) - len(path)]}{match[1]}",),),
        )
    why = account_fault(site, path)
    return LinkVerdict(LinkFault.NOT_ACCOUNT, why) if why else None


def is_plain(url: str) -> bool:
    """True if the link is right without a closer look, whatever its kind. Fast; False for some
    right links too."""
    match = _PLAIN.fullmatch(url)
    return match is not None and not ends_nowhere(match[1])


def may_be_placeholder(url: str) -> bool:
    """True if the link could be a placeholder. Fast; never False for one."""
    return _SEPARATORS.sub("", _BEGINNING.sub("", url.lower(), count=1)) in _PLACEHOLDERS


def _is_empty(text: str) -> bool:
    """True if the text is only a scheme or `www`, perhaps with a placeholder behind it."""
    core = _BEGINNING.sub("", text, count=1).strip("/ ")
    return not core or (core != text and is_placeholder(core))


def _doubled(text: str) -> LinkVerdict | None:
    right = _WWW_TWICE.sub("www.", _DOUBLED.sub("", text))
    half = len(text) // 2
    if text[:half] == text[half:] and _SCHEME.match(text):
        right = text[:half]
    if right == text:
        return None
    right = (
        right
        if _SCHEME.match(right) or not _SCHEME.match(text)
        else _TRIED_SCHEME.sub(r"http\1://", right, count=1)
    )
    return LinkVerdict(LinkFault.DOUBLED, choices=_good(right))


def _is_url(text: str) -> bool:
    """True if the text is meant as a URL rather than as the name of an account."""
    host, slash, _ = text.partition("/")
    return (
        bool(_TRIED_SCHEME.match(text))
        or text.lower().startswith("www.")
        or bool(slash and "." in host)
        or site_of(text.lower()) is not None
    )


def _malformed(text: str) -> LinkVerdict | None:
    parts = [part for part in re.split(r"[\s;,|]++(?:and\s|or\s)?", text) if part]
    if len(parts) > 1 and all(
        re.match(r"https?://|www\.", part, re.IGNORECASE) and not _fault(part) for part in parts
    ):
        return LinkVerdict(
            LinkFault.MALFORMED, "is more than one link", (tuple(dict.fromkeys(parts)),)
        )
    inside = _INSIDE.findall(text)
    if len(set(inside)) == 1 and _around(text, inside[0]):
        return LinkVerdict(LinkFault.MALFORMED, "contains more than the link", _good(inside[0]))
    why = _fault(text)
    return LinkVerdict(LinkFault.MALFORMED, why, _mended(text)) if why else None


def _around(text: str, inside: str) -> bool:
    """True if there is something around the link other than more of its path after a space."""
    before, _, after = text.partition(inside)
    return bool(before.strip()) or bool(re.match(r"\A(?:\s++[(\[]|\s*+[<>\"])", after))


def _fault(text: str) -> str:
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


def _mended(text: str) -> tuple[tuple[str, ...], ...]:
    """Return what a wrong link may have been meant to be, each alternative by itself."""
    text = text.replace("\\", "/")
    if tried := _broken_beginning(text):
        return _good(f"http{tried[1][:1]}://{text[tried.end() :]}")
    scheme, host, rest = _split(text)
    if _host_fault(host):
        host = _mended_host(host)
        return _good(f"{scheme}{host}{rest}") if scheme or "www." in host else ()
    spaces = (re.sub(r"\s+", "", rest), re.sub(r"\s+", "%20", rest))
    return tuple(
        choice for right in dict.fromkeys(spaces) for choice in _good(f"{scheme}{host}{right}")
    )


def _broken_beginning(text: str) -> re.Match[str] | None:
    right = _SCHEME.match(text) and not re.match(r"https?://[/\\]+", text, re.IGNORECASE)
    return None if right else _TRIED_SCHEME.match(text)


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


def _good(url: str) -> tuple[tuple[str, ...], ...]:
    """Return the link as the only choice, if nothing is wrong with it."""
    return ((url,),) if not _fault(url) else ()
