"""The faults of a link of one kind (a page, or an account on a site) as it was given.

A value has at most one, so that only one check reports it. `urls` judges the URL in it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from issues.values import urls
from issues.values.domains import ends_nowhere
from issues.values.placeholders import WORDS, is_placeholder
from issues.values.sites import BY_KIND, OTHER_ACCOUNTS, SHORTENER, Site, account_fault, site_of
from issues.values.text import clean, tidy
from issues.values.urls import SCHEME, TRIED_SCHEME


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
#: Characters. A plain link that is longer is no placeholder: `https://www.`, a word and a slash.
_SHORT = len("https://www.") + max(map(len, WORDS)) + 1
_DOUBLED = re.compile(r"(?:https?[:;]?/*+\s*+(?:www\.)?){1,9}(?=https?[:;]?/)", re.IGNORECASE)
_WWW_TWICE = re.compile(r"(?<![\w.])(?:www\.){2,}", re.IGNORECASE)
_EMAIL = re.compile(r"\A(?:mailto:\s*+)?[^\s/@:]++@[^\s/@]+\.\w+", re.IGNORECASE)
_INSIDE = re.compile(r"https?://[^\s<>\"'()\[\]]+", re.IGNORECASE)
_BARE = re.compile(r"\A(?:@[\w.-]+|[\d_-]*+[^\W\d_][\w-]*)")


@lru_cache(maxsize=4096)
def judge(url: str, kind: str) -> LinkVerdict | None:
    """Return the fault of this link of that kind; None if it has none.

    Stray space and HTML entities around a link are not judged here.
    """
    return None if is_plain(url, kind) else judge_closely(url, kind)


def judge_closely(url: str, kind: str) -> LinkVerdict | None:
    """Return what `judge` does, without its quick way for links that are plainly right."""
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
    host, _, rest = SCHEME.sub("", text, count=1).partition("/")
    host = host.lower()
    if not site.has(host):
        if any(f"{sign}{own}/" in text.lower() for own in site.hosts for sign in "/."):
            return None  # an archive's copy of a page of the site
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
            choices=urls.unless_faulty(inside if SCHEME.match(inside) else f"https://{inside}"),
        )
    if match := site.inside.match(path):
        return LinkVerdict(
            LinkFault.NOT_ACCOUNT,
            "is a single post",
            ((f"{text[: len(text) - len(path)]}{match[1]}",),),
        )
    why = account_fault(site, path)
    return LinkVerdict(LinkFault.NOT_ACCOUNT, why) if why else None


def is_plain(url: str, kind: str) -> bool:
    """True if the link is right without a closer look. Fast; False for some right links too."""
    site = BY_KIND.get(kind) or Site.of_kind(kind)
    if site:
        # A bare name with a dot may be the address of another site.
        bare = "." in url and "://" not in url
        right = not bare and site.plain.fullmatch(url) is not None
    else:
        match = _PLAIN.fullmatch(url)
        right = match is not None and not ends_nowhere(match[1])
    return right and (len(url) > _SHORT or not may_be_placeholder(url))


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
    if text[:half] == text[half:] and SCHEME.match(text):
        right = text[:half]
    if right == text:
        return None
    right = (
        right
        if SCHEME.match(right) or not SCHEME.match(text)
        else TRIED_SCHEME.sub(r"http\1://", right, count=1)
    )
    return LinkVerdict(LinkFault.DOUBLED, choices=urls.unless_faulty(right))


def _is_url(text: str) -> bool:
    """True if the text is meant as a URL rather than as the name of an account."""
    host, slash, _ = text.partition("/")
    return (
        bool(TRIED_SCHEME.match(text))
        or text.lower().startswith("www.")
        or bool(slash and "." in host)
        or site_of(text.lower()) is not None
    )


def _malformed(text: str) -> LinkVerdict | None:
    parts = [part for part in re.split(r"[\s;,|]++(?:and\s|or\s)?", text) if part]
    if len(parts) > 1 and all(
        re.match(r"https?://|www\.", part, re.IGNORECASE) and not urls.fault(part) for part in parts
    ):
        return LinkVerdict(
            LinkFault.MALFORMED, "is more than one link", (tuple(dict.fromkeys(parts)),)
        )
    inside = _INSIDE.findall(text)
    if len(set(inside)) == 1 and _around(text, inside[0]):
        return LinkVerdict(
            LinkFault.MALFORMED, "contains more than the link", urls.unless_faulty(inside[0])
        )
    why = urls.fault(text)
    return LinkVerdict(LinkFault.MALFORMED, why, urls.mended(text)) if why else None


def _around(text: str, inside: str) -> bool:
    """True if there is something around the link other than more of its path after a space."""
    before, _, after = text.partition(inside)
    return bool(before.strip()) or bool(re.match(r"\A(?:\s++[(\[]|\s*+[<>\"])", after))
