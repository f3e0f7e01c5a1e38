"""The plain form of a contact detail: what checks compare. Worked out once, when the detail is
written.

Each function takes the value as given and returns its plain form, or "" where there is none: the
value is malformed, or its country has no rules known here. Nothing is raised and nothing given is
changed.
"""

import re

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from members.letters import without_accents

#: ISO 3166 codes of the countries whose telephone numbers are known.
COUNTRIES_WITH_NUMBERING_PLAN = sorted(phonenumbers.SUPPORTED_REGIONS)

#: phonenumbers reads no more characters than these either.
LONGEST_NUMBER = 250

_LINES = {
    phonenumbers.PhoneNumberType.FIXED_LINE: "landline",
    phonenumbers.PhoneNumberType.MOBILE: "mobile",
    phonenumbers.PhoneNumberType.TOLL_FREE: "tollfree",
    phonenumbers.PhoneNumberType.SHARED_COST: "shared",
    phonenumbers.PhoneNumberType.UAN: "shared",
}

#: A phone's extension, with what stands before it. `poste` and `local` are Canada's words, which
#: phonenumbers does not know.
EXTENSION = re.compile(
    r"(?:(?<![\s,;])[\s,;]++)?(?:(?<![^\W\d_])(?:e?xt(?:ensio)?n?|int|poste|local|x)|#)[\s.:#]*+(?P<digits>\d{1,6})\b",
    re.IGNORECASE,
)
_AT_END = re.compile(rf"{EXTENSION.pattern}\s*+(?:\)\s*+)?$", re.IGNORECASE)

_SOCIAL = {"twitter": ("twitter.com", "x.com"), "facebook": ("facebook.com", "fb.com")}


def email(address: str) -> str:
    """The address with its domain in ASCII and all in lower case; "" if it breaks RFC 5321/5322
    syntax."""
    try:
        checked = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return ""
    return (checked.ascii_email or checked.normalized).lower()


def phone(number: str, country: str) -> tuple[str, str]:
    """The number in E.164 form (`+61299776411`) and its line; both "" if it is not valid in the
    numbering plan of `country`.

    `country` is an ISO 3166 code of two letters; a number that begins with `+` brings its own. An
    extension is no part of the plain form. The line is `landline`, `mobile`, `tollfree`, `shared`
    (costs shared, or the same number everywhere) or `other`; where a plan does not tell landlines
    from mobiles it is `other`.
    """
    if len(number) > LONGEST_NUMBER:
        return "", ""
    try:
        parsed = phonenumbers.parse(extension(number)[0], country or None)
    except phonenumbers.NumberParseException:
        return "", ""
    kind = phonenumbers.number_type(parsed)
    if kind == phonenumbers.PhoneNumberType.UNKNOWN:
        return "", ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164), _LINES.get(
        kind, "other"
    )


def extension(number: str) -> tuple[str, str]:
    """Return a phone number without the extension that ends it, and the digits of that; "" if it
    has none."""
    found = _AT_END.search(number)
    return (number[: found.start()], found["digits"]) if found else (number, "")


def link(url: str, kind: str) -> str:
    """Host and path without scheme, `www.`, trailing slash and fragment; for a social account its
    handle."""
    text = url.strip().lower()
    if not text or re.search(r"\s", text) or len(text) > 2000:
        return ""
    text = (
        re.sub(r"^[a-z][a-z0-9+.-]*://", "", text)
        .removeprefix("www.")
        .replace("/#!/", "/")
        .partition("#")[0]
        .rstrip("/")
    )
    for host in _SOCIAL.get(kind, ()):
        text = re.sub(rf"^(?:mobile\.|m\.)?{re.escape(host)}/(?:@|%40)?", "", text).partition("?")[
            0
        ]
    return text.removeprefix("@").rstrip("/")


def text(value: str) -> str:
    """Words in lower case, without accents and punctuation, a space between each two."""
    return re.sub(r"[\W_]+", " ", without_accents(value).casefold()).strip()
