"""The sites where members have accounts or pages, and the paths there that are not accounts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_NEVER = re.compile(r"(?!)")
_NAME = re.compile(r"[^\s<>\"]+")

# Paths on such sites that are not accounts.
_RESERVED = """
    home home.php login login.php signup share share.php sharer sharer.php intent search hashtag i
    explore notifications messages settings privacy tos help about terms events watch tr plugins
    dialog story.php permalink.php photo.php photo media feed index.php marketplace gaming status
    statuses reel reels stories results playlist yes
"""
# Folders that have accounts below them, and are not accounts themselves.
_FOLDERS = "pages people profile.php groups wiki in pub channel user c p"


@dataclass(frozen=True)
class Site:
    """A site with accounts.

    - `account`: matches the name of an account
    - `inside`: matches the path of something that an account published
    - `word`: a pattern for names that need no closer look
    """

    name: str
    hosts: tuple[str, ...]
    account: re.Pattern[str] = _NAME
    inside: re.Pattern[str] = _NEVER
    aliases: tuple[str, ...] = ()
    word: str = r"[\w.-]{3,}+"

    @cached_property
    def plain(self) -> re.Pattern[str]:
        """Return a pattern for accounts that are right without a closer look, as a name or as a
        URL."""
        hosts = "|".join(map(re.escape, self.hosts))
        other = "|".join(
            map(re.escape, (*_RESERVED.split(), *_FOLDERS.split(), *self.hosts, self.name))
        )
        at = "" if self.name == "wikipedia" else "@?"
        return re.compile(
            rf"(?:https?://(?:(?:www|m|mobile|en|en-gb)\.)?(?:{hosts})/)?+(?:wiki/)?{at}(?!(?:"
            rf"(?:www\.)?(?:{other}))(?:/|$)|www\.){self.word}/?",
            re.IGNORECASE,
        )

    @classmethod
    def of_kind(cls, kind: str) -> Site | None:
        """Return the site that a link of this kind leads to; None if it may lead anywhere."""
        return BY_KIND.get(kind.strip().lower())

    def has(self, host: str) -> bool:
        """True if the host is the site's, or below it."""
        return any(host == own or host.endswith(f".{own}") for own in self.hosts)


SITES = (
    Site(
        "twitter",
        ("twitter.com", "x.com"),
        re.compile(r"@?\w{1,15}(?:/.*)?", re.ASCII),
        re.compile(r"@?(\w{1,15})/status(?:es)?/\d", re.ASCII),
        ("x",),
        r"[a-z0-9_]{1,15}+",
    ),
    Site(
        "facebook",
        ("facebook.com", "fb.com", "fb.me", "m.me", "fb.watch"),
        re.compile(r"@?(?:p/)?[\w.%-]{2,}(?:/.*)?"),
        re.compile(
            r"\A(?!(?:pages|groups|people)/|profile\.php)([\w.-]++)/(?:posts|photos|videos)/"
        ),
        ("fb",),
    ),
    Site(
        "instagram",
        ("instagram.com", "instagr.am"),
        re.compile(r"@?(?!p/)[\w.]{1,30}(?:/.*)?", re.ASCII),
        word=r"[a-z0-9_.]{1,30}+",
    ),
    Site("wikipedia", ("wikipedia.org",), re.compile(r"[^@<>]+")),
    Site("youtube", ("youtube.com", "youtu.be")),
    Site("linkedin", ("linkedin.com", "lnkd.in")),
    Site("tiktok", ("tiktok.com",)),
    Site("threads", ("threads.net", "threads.com")),
    Site("flickr", ("flickr.com", "flic.kr")),
)
BY_KIND = {word: site for site in SITES for word in (site.name, *site.aliases)}
SHORTENER = Site("a short link", ("t.co", "bit.ly", "goo.gl", "tinyurl.com", "ow.ly", "is.gd"))
#: Kinds of links whose accounts or keys are written in a notation of their own.
OTHER_ACCOUNTS = (
    "ballotpedia",
    "wikidata",
    "bioguide",
    "govtrack",
    "youtube_id",
    "twitter_id",
    "instagram_id",
    "facebook_id",
    "mastodon",
    "fediverse",
    "bluesky",
    "bsky",
    "telegram",
    "signal",
    "whatsapp",
    "skype",
    "snapchat",
    "wechat",
    "weibo",
    "vk",
)


def site_of(host: str) -> Site | None:
    """Return the site with that host, with or without `www.`; None if it is not known."""
    return next((site for site in (*SITES, SHORTENER) if site.has(host)), None)


def account_fault(site: Site, text: str) -> str:
    """Return why this cannot be the name of an account there, as the end of a sentence; "" if it
    can.

    `text` is a name, or the path of a URL.
    """
    if site.name == "wikipedia" and not text.startswith("@") and "/" not in text:
        return "" if text.lower() not in ("", "wiki", "main_page") else "does not name a page"
    first, _, query = text.partition("#")[0].partition("?")
    first = first.strip("/")
    word, _, more = first.removeprefix("@").lower().partition("/")
    if not word:
        return "does not name an account"
    if re.search(r"\s", text):
        return "contains a space"
    if word == "share" and more and site.name == "facebook":
        return ""  # the link that its button for sharing a page gives
    if word in (site.name, *site.hosts) and not more:
        return "names the site but no account"
    if word in _RESERVED.split() or (word in _FOLDERS.split() and not query and not more):
        return "does not lead to an account"
    return "" if site.account.fullmatch(first) else "cannot be the name of an account"
