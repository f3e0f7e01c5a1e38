"""Domains that are a slip of the pen for another one."""

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
#: Large mail providers. They are right even if they are nearly another one, as `ymail.com` and
#: `gmail.com` are.
PROVIDERS = frozenset(_PROVIDERS.split())
_PARLIAMENTS = """
aph.gov.au parliament.act.gov.au parliament.nsw.gov.au parliament.qld.gov.au parliament.sa.gov.au
parliament.tas.gov.au parliament.vic.gov.au mp.wa.gov.au parliament.govt.nz ministers.govt.nz
parliament.uk parliament.scot senedd.wales senedd.cymru mla.niassembly.gov.uk parl.gc.ca
sen.parl.gc.ca assnat.qc.ca assembly.ab.ca legassembly.sk.ca assembly.nu.ca mail.house.gov house.gov
senate.gov assembly.ca.gov senate.ca.gov nysenate.gov nyassembly.gov
"""
#: Domains of parliaments. They are right even if a list has only one address there.
PARLIAMENTS = frozenset(_PARLIAMENTS.split())
_COMMON = frozenset({"gov", "govt", "com", "org", "net", "edu"})
#: Reserved for examples and tests: nobody has them, and they are not slips.
_RESERVED = frozenset({"example", "invalid", "local", "localhost", "test"})


class NearDomains:
    """A function from a domain to the right one that it is a slip of.

    The right domains are those given, the large providers and the parliaments. A call takes the
    same time for a thousand of them as for one.
    """

    def __init__(self, right: Iterable[str]) -> None:
        self._right = {*right, *PROVIDERS, *PARLIAMENTS}
        self._by_stub: dict[str, set[str]] = {}
        for domain in self._right:
            for stub in _stubs(domain):
                self._by_stub.setdefault(stub, set()).add(domain)

    def __call__(self, domain: str) -> str:
        """Return the one domain that is surely meant; "" if no domain, or more than one, can be."""
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
    """Yield the domain, and the domain without each of its letters.

    Two domains that are one edit apart share one of these.
    """
    yield domain
    for place in range(len(domain)):
        yield domain[:place] + domain[place + 1 :]


def _is_slip(domain: str, right: str) -> bool:
    """True if the two are one edit apart, and the wrong one is not another place's own domain
    (`senate.ga.gov` and `senate.la.gov`; `yahoo.ca`)."""
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
    # In the country's code a slip is a letter too many or too few, or two letters swapped.
    last = place == len(labels) - 1
    return (
        last
        and len(labels) > 2
        and (len(wrong_labels[-1]) != 2 or sorted(wrong_labels[-1]) == sorted(label))
    )


def ends_nowhere(domain: str) -> bool:
    """True if no domain can end like this one: `gov.a`, `gov.auu`, `com.con`, `nsw.ogv.au`,
    `gov.uk.uk`.

    `domain` is in ASCII. A domain directly below a country's may be anybody's (`jane.au`), unless
    it is a slip of an ending that the country gives out itself.
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
    """Return the domain with the ending that it must have had; "" if not exactly one common ending
    is a slip away."""
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
    """Yield the domain's possible endings: of one label, of two and of three."""
    labels = domain.split(".")
    yield from (".".join(labels[-count:]) for count in (1, 2, 3) if len(labels) > count)


def _is_one_slip(ending: str, right: str) -> bool:
    return OSA.distance(ending, right) == 1 and ending.count(".") == right.count(".")
