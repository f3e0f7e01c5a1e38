"""Values of e-mail columns: valid addresses, placeholders, and what else people write there."""

from __future__ import annotations

import re
from typing import Literal

from issues.values.placeholders import is_placeholder
from issues.values.text import clean
from members import normalise

Kind = Literal["valid", "placeholder", "untidy", "two", "commented", "malformed"]

_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_SIGNS = r".!$%'*+^`{|}~-"
# An address, from the first letter of a word on, or else the whole word. Each word is read once,
# however long it is.
_WORD = re.compile(
    rf"[{_SIGNS}]*+(?P<address>\w(?:[\w{_SIGNS}]*[\w'+~-])?@{_LABEL}"
    rf"(?:\.{_LABEL})*\.[^\W\d_]{{2,}}(?![\w@-]|\.[\w@-]))|[\w{_SIGNS}]++"
)
# A word and a space before an address may be a piece of it (`lori garcia@...`). Only what surely
# ends before it is a comment.
_BEFORE = re.compile(
    r"\A(?:.*(?:[<>(\[{:/;,|=\"'*\n]|\s[-\u2013\u2014]\s|\b(?:e-?mail|or|and|cc|to|"
    r"contact)\s))?+\s*+",
    re.IGNORECASE | re.DOTALL,
)
_AFTER = re.compile(
    r"\A(?:(?:\s*[>)\]}:/;,|?&\"'*\n(\[<]|\.\s*+$|\s++[-\u2013\u2014]|\s[^.@]*+$).*|\s*+)",
    re.DOTALL,
)

_NOBODY = """
missing none null nil na n/a n.a tbc tba tbd unknown undefined noemail no-email no.email no_email
nomail no-mail noone no-one nobody noreply no-reply no.reply no_reply donotreply do-not-reply
do.not.reply notprovided not-provided notavailable not-available not.available not_available test
testing tester test1 test123 dummy fake placeholder sample invalid changeme todo fixme emailaddress
email.address youremail your.email your-email your_email yourname your.name your-name your_name name
username user.name firstname lastname firstname.lastname firstnamelastname first.last first.lastname
fname.lname firstname_lastname firstname-lastname first_last flastname someone somebody foo foobar
foo.bar asdf qwerty xx xxx xxxx xxxxx xxx.xxx john.doe jane.doe johndoe janedoe joe.bloggs
"""
#: Local parts of placeholders, in lower case.
NOBODY = frozenset(_NOBODY.split())
_STAND_INS = (
    "example domain yourdomain mydomain email mail none no test testing company website nowhere"
    " unknown fake abc xyz"
)
#: Domains used by examples in manuals.
STAND_INS = frozenset(f"{name}.com" for name in _STAND_INS.split())
#: Local parts used by examples in manuals.
_ANYBODY = frozenset("email mail info name me you contact office admin abc no na".split())  # noqa: SIM905
_INVALID = frozenset({"invalid", "noemail", "nomail", "no-email", "noaddress"})


def find_addresses(text: str) -> list[str]:
    """Return the valid addresses in a text as given, in order, each once."""
    addresses = {
        normalise.email(match["address"]): match["address"] for match in reversed(_addresses(text))
    }
    addresses.pop("", None)
    return [*reversed(addresses.values())]


def _addresses(text: str) -> list[re.Match[str]]:
    return [match for match in _WORD.finditer(text) if match["address"]]


def stands_alone(text: str) -> bool:
    """True if nothing around the addresses in this text can be part of them (`mailto:`, `<...>`,
    `(part-time)`, a URL)."""
    matches = _addresses(text)
    begins = [0, *(match.end() for match in matches)]
    before = (
        text[begin : match.start("address")] for begin, match in zip(begins, matches, strict=False)
    )
    # between two addresses white space is enough
    apart = all(
        _BEFORE.fullmatch(gap) or (number and gap.isspace()) for number, gap in enumerate(before)
    )
    return bool(matches) and apart and bool(_AFTER.fullmatch(text[begins[-1] :]))


def is_nobody(address: str) -> bool:
    """True if this valid address, in its normalised form, is a placeholder: `missing@invalid.no`,
    `noreply@...`."""
    local, _, domain = address.partition("@")
    labels = domain.split(".")
    if domain in STAND_INS and (local in _ANYBODY or local == labels[0]):
        return True
    if len(local) <= 2 and domain == f"{local}.com":
        return True
    return (
        local in NOBODY
        or not _INVALID.isdisjoint(labels)
        or labels[0] == "none"
        or labels[-1] in ("test", "localhost")
    )


def kind(text: str) -> Kind:
    """Return the kind of a text that is not blank. It has exactly one, so that only one check
    reports it.

    `untidy` is a valid address once it is cleaned (`issues/values/text.py`). If an address has a
    comment around it, what separates them decides whether it is `commented` or `malformed`.
    """
    if plain := normalise.email(text):
        return "placeholder" if is_nobody(plain) else "valid"
    if is_placeholder(text):
        return "placeholder"
    if plain := normalise.email(clean(text)):
        return "placeholder" if is_nobody(plain) else "untidy"
    text = clean(text)
    addresses = find_addresses(text)
    if not addresses or not stands_alone(text):
        return "malformed"
    if all(is_nobody(normalise.email(address)) for address in addresses):
        return "placeholder"
    return "two" if len(addresses) > 1 else "commented"


_SLIPS = (
    (re.compile(r"(?:(?<!\s)\s++)?[\[({<]\s*+at\s*+[\])}>]\s*+", re.IGNORECASE), "@"),
    (re.compile(r"(?:(?<!\s)\s++)?[\[({<]\s*+dot\s*+[\])}>]\s*+", re.IGNORECASE), "."),
    (re.compile(r"@{2,}"), "@"),
    (re.compile(r"\.{2,}"), "."),
    (re.compile(r"(?:(?<!\s)\s++)?@\s*+"), "@"),
    (re.compile(r"(?<=@)\.|(?<=@)www\."), ""),
    (
        re.compile(
            r"(?<=\w)\s*+[,;:]\s*+(?=(?:com|org|net|gov|govt|edu|au|nz|uk|ca|us)\b(?:\.\w+)*$)",
            re.IGNORECASE,
        ),
        ".",
    ),
    (re.compile(r"(?<=@)([^\s@]+?)\s*+\.\s*+(?=\w)"), r"\1."),
)


def corrected(text: str) -> str:
    """Return the address that a malformed one surely means; else "".

    Handles a sign typed twice, a space beside `@`, a comma for a dot, and `[at]`.
    """
    text = clean(text)
    for slip, right in _SLIPS:
        text = slip.sub(right, text)
    whole = _WORD.fullmatch(text)
    return text if whole and whole["address"] == text and normalise.email(text) else ""
