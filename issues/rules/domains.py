"""Domains that are nearly another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

_PROVIDERS = """
gmail.com hotmail.com outlook.com yahoo.com icloud.com bigpond.com optusnet.com.au comcast.net verizon.net protonmail.com googlemail.com
hotmail.co.uk yahoo.co.uk btinternet.com bigpond.net.au iinet.net.au internode.on.net sympatico.ca shaw.ca xtra.co.nz
ymail.com mail.com email.com gmx.com gmx.net live.com aol.com msn.com me.com mac.com att.net
"""
#: Where many people have their mail: right even where nearly another one, as `ymail.com` is nearly `gmail.com`.
PROVIDERS = frozenset(_PROVIDERS.split())
_COMMON = frozenset({"gov", "govt", "com", "org", "net", "edu"})


class Near:
    """Answers which of the domains given a domain is a slip of; as fast for a thousand of them as for one."""

    def __init__(self, right: Iterable[str]) -> None:
        self._right = {*right, *PROVIDERS}
        self._by_stub: dict[str, set[str]] = {}
        for domain in self._right:
            for stub in _stubs(domain):
                self._by_stub.setdefault(stub, set()).add(domain)

    def __call__(self, domain: str) -> str:
        """The one that is surely meant; "" if there is none, or more than one."""
        if domain in self._right:
            return ""
        near = {right for stub in _stubs(domain) for right in self._by_stub.get(stub, ()) if _is_slip(domain, right)}
        return near.pop() if len(near) == 1 else ""


def _stubs(domain: str) -> Iterator[str]:
    """The domain, and the domain without each of its letters: two that are one edit apart have one of these in common."""
    yield domain
    for place in range(len(domain)):
        yield domain[:place] + domain[place + 1 :]


def _is_slip(domain: str, right: str) -> bool:
    """Is it one edit, and not another place's own domain (`senate.ga.gov`, `senate.la.gov`; `yahoo.ca`)?"""
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
    return last and len(labels) > 2 and (len(wrong_labels[-1]) != 2 or sorted(wrong_labels[-1]) == sorted(label))
