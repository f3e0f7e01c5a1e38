"""Domains that are nearly another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from publicsuffixlist import PublicSuffixList
from rapidfuzz.distance import OSA

_PROVIDERS = """
gmail.com hotmail.com outlook.com yahoo.com icloud.com bigpond.com optusnet.com.au comcast.net
verizon.net protonmail.com googlemail.com hotmail.co.uk yahoo.co.uk btinternet.com bigpond.net.au
iinet.net.au internode.on.net sympatico.ca shaw.ca xtra.co.nz ymail.com mail.com email.com gmx.com
gmx.net live.com aol.com msn.com me.com mac.com att.net
"""
#: Where many people have their mail: right even where nearly another one, as `ymail.com` is nearly
#: `gmail.com`.
PROVIDERS = frozenset(_PROVIDERS.split())
_PARLIAMENTS = """
aph.gov.au parliament.act.gov.au parliament.nsw.gov.au parliament.qld.gov.au parliament.sa.gov.au
parliament.tas.gov.au parliament.vic.gov.au mp.wa.gov.au parliament.govt.nz ministers.govt.nz
parliament.uk parliament.scot senedd.wales senedd.cymru mla.niassembly.gov.uk parl.gc.ca
sen.parl.gc.ca assnat.qc.ca assembly.ab.ca legassembly.sk.ca assembly.nu.ca mail.house.gov house.gov
senate.gov assembly.ca.gov senate.ca.gov nysenate.gov nyassembly.gov
"""
#: Where the members of parliaments of these countries have theirs, though a list may hold one
#: address of such a domain only.
PARLIAMENTS = frozenset(_PARLIAMENTS.split())
_COMMON = frozenset({"gov", "govt", "com", "org", "net", "edu"})
#: No domains that anybody has, and none that are slips.
_RESERVED = frozenset({"example", "invalid", "local", "localhost", "test"})


class NearDomains:
    """Answers which of the domains given a domain is a slip of; as fast for a thousand of them as
    for one."""

    def __init__(self, right: Iterable[str]) -> None:
        self._right = {*right, *PROVIDERS, *PARLIAMENTS}
        self._by_stub: dict[str, set[str]] = {}
        for domain in self._right:
            for stub in _stubs(domain):
                self._by_stub.setdefault(stub, set()).add(domain)

    def __call__(self, domain: str) -> str:
        """The one that is surely meant; "" if there is none, or more than one."""
        if domain in self._right:
            return ""
        near = {
            right
            for stub in _stubs(domain)
            for right in self._by_stub.get(stub, ())
            if _is_slip(domain, right)
        }
        return near.pop() if len(near) == 1 else ""


def _stubs(domain: str) -> Iterator[str]:
    """The domain, and the domain without each of its letters: two that are one edit apart have one
    of these in common."""
    yield domain
    for place in range(len(domain)):
        yield domain[:place] + domain[place + 1 :]


def _is_slip(domain: str, right: str) -> bool:
    """Is it one edit, and not another place's own domain (`senate.ga.gov`, `senate.la.gov`;
    `yahoo.ca`)?"""
    if OSA.distance(domain, right) != 1:
        return False
    if domain.replace(".", "") == right.replace(".", ""):
        return True
    wrong_labels, labels = domain.split("."), right.split(".")
    if len(wrong_labels) != len(labels):
        return False
    (place,) = (number for number, label in enumerate(labels) if label != wrong_labels[number])
    label = labels[place]
    if len(label) >= 5 or (place and label in _COMMON):
        return True
    # a country of one letter, or of two that are turned round, is none
    last = place == len(labels) - 1
    return (
        last
        and len(labels) > 2
        and (len(wrong_labels[-1]) != 2 or sorted(wrong_labels[-1]) == sorted(label))
    )


def ends_nowhere(domain: str) -> bool:
    """Can this domain in ASCII not be, for how it ends: `gov.a`, `gov.auu`, `com.con`,
    `nsw.ogv.au`, `gov.uk.uk`?

    A domain below a country's may be anybody's (`jane.au`), but hardly one that is a slip of what
    the country itself gives out.
    """
    labels = domain.lower().rsplit(".", 2)
    return _ends_nowhere(labels[-2] if len(labels) > 1 else "", labels[-1], len(labels) > 2)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


@lru_cache(4096)
def _ends_nowhere(second: str, last: str, below: bool) -> bool:
    if last in _RESERVED:
        return False
    if _suffixes().publicsuffix(last) is None:
        return True
    if not below or _suffixes().publicsuffix(f"{second}.{last}") == f"{second}.{last}":
        return False
    if second == last or (second in ("gov", "govt") and last in ("com", "net", "org")):
        return True
    near = (
        word
        for word in (*_COMMON, "gc")
        if OSA.distance(second, word) == 1 and _suffixes().publicsuffix(f"{word}.{last}") != last
    )
    return any(
        len(second) > 2 or sorted(second) == sorted(word)
        for word in near
        if len(word) > 2 or len(second) == len(word)
    )


def ended(domain: str) -> str:
    """The domain as it must have ended, where only one ending of the common ones is a slip away;
    else ""."""
    near = {
        f"{domain.removesuffix(ending)}{right}"
        for ending in _endings(domain)
        for right in _ENDINGS
        if _is_one_slip(ending, right)
    }
    return near.pop() if len(near) == 1 else ""


_ENDINGS = (
    *(
        "gov.au",
        "com.au",
        "net.au",
        "org.au",
        "govt.nz",
        "co.nz",
        "org.nz",
        "net.nz",
        "gov.uk",
        "co.uk",
        "org.uk",
    ),
    *("gc.ca", "com", "gov", "org", "net", "edu"),
)


def _endings(domain: str) -> Iterator[str]:
    """What may be its ending: of one label, of two, and of three."""
    labels = domain.split(".")
    yield from (".".join(labels[-count:]) for count in (1, 2, 3) if len(labels) > count)


def _is_one_slip(ending: str, right: str) -> bool:
    return OSA.distance(ending, right) == 1 and ending.count(".") == right.count(".")
