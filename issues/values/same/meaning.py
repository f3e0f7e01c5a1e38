"""Comparisons by meaning between a value of the directory and a value of an official list:
e-mail addresses, phones, links, electorates and roles, and from modules of their own postal
addresses and parties.

In each, `a` is the directory's value and `b` the list's. A blank `b` is never a difference.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote

from issues.values.same.addresses import address_key, with_states
from issues.values.same.parties import abbreviates, same_party
from issues.values.sites import Site
from members import normalise, postcodes
from members.letters import fold

__all__ = [
    "abbreviates",
    "address_key",
    "electorate_key",
    "same_electorate",
    "same_email",
    "same_link",
    "same_party",
    "same_phone",
    "same_role",
    "same_text",
]


_SPACE = re.compile(r"(?<!\d) +| +(?!\d)")


def _plain(text: str) -> str:
    return normalise.text(fold(text).replace("&", " and "))


def _joined(text: str) -> str:
    """Return the text without spaces, except those that keep two numbers apart."""
    return _SPACE.sub("", text)


def same_text(a: str, b: str) -> bool:
    """True if the texts differ only in case, accents, punctuation, spaces, or `&` for `and`."""
    return not b.strip() or a == b or _joined(_plain(a)) == _joined(_plain(b))


_OF_WHAT = (
    r"(?:electorate|division|district|seat|constituency|riding|"
    r"electoral (?:division|district|region|province)|member|senator)"
)
_PREFIX = re.compile(rf"^(?:the )?(?:(?:state|federal) )?{_OF_WHAT} (?:of|for) (?:the )?(?=.)")
_SUFFIX = re.compile(
    r"(?<=.) (?:electoral (?:division|district|region|province)|"
    r"electorate|division|constituency|riding|seat)$"
)
_NUMBERED = re.compile(
    r"\b(?:(?:senate|house|assembly|legislative|council|congressional|representative) )?"
    r"(?:district|division|ward|seat|no|number) (?=\d)|"
    r"(?<=\d) (?:(?:senate|house|assembly|legislative|council|congressional|representative) )?"
    r"(?:district|division|ward)\b"
)
_ORDINAL = re.compile(r"\b(\d++)(?:st|nd|rd|th)?\b")
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "nth": "north", "sth": "south"} | {
    word: str(number) for number, word in enumerate(_ORDINALS.split(), 1)
}


def same_electorate(a: str, b: str, country: str = "") -> bool:
    """True if both name one electorate.

    Spelling, words like `Division of`, the way of writing its number and the name of its state make
    no difference. `country` is an ISO 3166 code, or "".
    """
    return not b.strip() or a == b or electorate_key(a, country) == electorate_key(b, country)


@lru_cache(8192)
def electorate_key(name: str, country: str) -> str:
    """Return the name of an electorate in the form in which it is compared."""
    words = _plain(name).split()
    if country:
        words = [
            postcodes.abbreviation(country, word).lower() or word
            for word in with_states(words, country)
        ]
    text = " ".join([_WORDS.get(word, word) for word in words])
    text = _SUFFIX.sub("", _PREFIX.sub("", text))
    return _joined(_NUMBERED.sub("", _ORDINAL.sub(lambda found: found[1].lstrip("0") or "0", text)))


_PIECES = re.compile(
    r"[;,\n\r|]|&|\band\b|(?<=[^\W\d_]{4})(?<!parl)(?<!asst)\.(?=\s)", re.IGNORECASE
)


def same_role(a: str, b: str) -> bool:
    """True if both give the same roles, in whatever order and with whatever separators."""
    return not b.strip() or a == b or _roles(a) == _roles(b)


def _roles(text: str) -> frozenset[str]:
    return frozenset(
        plain.removeprefix("the ").replace(" ", "")
        for piece in _PIECES.split(text)
        if (plain := _plain(piece))
    )


def same_email(a: str, b: str) -> bool:
    """True if both are one e-mail address."""
    return not b.strip() or _email(a) == _email(b)


@lru_cache(4096)
def _email(address: str) -> str:
    bare = (
        re.sub(r"^\s*mailto:\s*", "", address, flags=re.IGNORECASE)
        .strip()
        .strip("<>")
        .partition("?")[0]
    )
    return normalise.email(bare) or bare.lower()


_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//|^https?:/*", re.IGNORECASE)
# A page's path after the `#`, where some sites write it.
_ROUTE = re.compile(r"#!?/+(?=[^/])")
_INDEX = re.compile(r"/(?:index|default|home)\.(?:html?|php|aspx?|cfm|shtml)$")
_TRACKING = re.compile(r"utm_.*|fbclid|gclid|mc_[ce]id|igshid|ref_src|_ga")


def same_link(a: str, b: str, kind: str) -> bool:
    """True if both lead to one page, or `kind` is a site with accounts and both name one account.

    Scheme, `www.`, a final slash and tracking parameters make no difference. The directory's own
    details are told apart more strictly, by `members.normalise.link`.
    """
    return not b.strip() or a == b or _link(a, kind) == _link(b, kind)


def _link(url: str, kind: str) -> str:
    text = _SCHEME.sub("", url.strip()).lower()
    site = Site.of_kind(kind)
    text = text.replace("/#!/", "/")
    host, slash, path = (text if _ROUTE.search(text) else text.partition("#")[0]).partition("/")
    host, _, bare_query = host.partition("?") if not slash else (host, "", "")
    path, _, query = path.partition("?") if slash else ("", "", bare_query)
    host = re.sub(r":(?:80|443)?$", "", host).removeprefix("www.").rstrip(".")
    path = unquote(path).rstrip("/")
    if site and site.name == "wikipedia":
        host = host.replace(".m.", ".")
        return f"{host}/{path}".removeprefix("en.wikipedia.org/wiki/").replace("_", " ").rstrip("/")
    asks = sorted(
        (key, value)
        for key, value in parse_qsl(query, keep_blank_values=True)
        if not _TRACKING.fullmatch(key)
    )
    if site and not slash:
        return _account(site, host, {})
    if site and site.has(host):
        return _account(site, path, dict(asks))
    path = _INDEX.sub("", f"/{path}").rstrip("/")
    return host + path + "".join(f"?{key}={value}" for key, value in asks)


def _account(site: Site, path: str, asks: dict[str, str]) -> str:
    """Return the handle of an account, or its number if it has no handle."""
    if "id" in asks and path.endswith("profile.php"):
        return asks["id"]
    if "screen_name" in asks:
        return asks["screen_name"]
    path = (
        re.sub(r"^(?:pages/[^/]+/|people/[^/]+/)(?=\d+$)|^in/", "", path)
        .removeprefix("@")
        .rstrip("/")
    )
    return path.replace(".", "") if site.name == "facebook" else path


def same_phone(a_normalised: str, a_given: str, b_normalised: str, b_given: str) -> bool:
    """True if both are one number: by the normalised forms if both have one, else by the digits.

    If both have an extension, it must be the same.
    """
    if not b_given.strip():
        return True
    (one, a_extension), (other, b_extension) = (
        normalise.extension(a_given),
        normalise.extension(b_given),
    )
    if a_extension and b_extension and int(a_extension) != int(b_extension):
        return False
    if a_normalised and b_normalised:
        return a_normalised == b_normalised
    first, second = (re.sub(r"\D", "", given).lstrip("0") for given in (one, other))
    if first == second:
        return bool(first) or a_given.strip().lower() == b_given.strip().lower()
    short, long = (second, a_normalised) if a_normalised else (first, b_normalised)
    return bool(long) and len(short) >= 6 and long.endswith(short)
