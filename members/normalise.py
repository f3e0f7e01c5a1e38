"""Plain forms of contact details, which checks compare. Computed once, when a detail is written.

Each function takes the value as given and returns its plain form. It returns "" if the value is
malformed or the rules of its country are not known. The functions raise nothing.
"""

import re

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from members.letters import without_accents

#: ISO 3166 codes of the countries whose telephone numbers phonenumbers knows.
COUNTRIES_WITH_NUMBERING_PLAN = sorted(phonenumbers.SUPPORTED_REGIONS)

#: Characters. phonenumbers has the same limit.
LONGEST_NUMBER = 250

_LINES = {
    phonenumbers.PhoneNumberType.FIXED_LINE: "landline",
    phonenumbers.PhoneNumberType.MOBILE: "mobile",
    phonenumbers.PhoneNumberType.TOLL_FREE: "tollfree",
    phonenumbers.PhoneNumberType.SHARED_COST: "shared",
    phonenumbers.PhoneNumberType.UAN: "shared",
}

#: A phone's extension with the word or sign before it. `poste` and `local` are used in Canada;
#: phonenumbers does not know them.
EXTENSION = re.compile(
    r"(?:(?<![\s,;])[\s,;]++)?(?:(?<![^\W\d_])(?:e?xt(?:ensio)?n?|int|poste|local|x)|#)[\s.:#]{0,9}+(?P<digits>\d{1,6})\b",
    re.IGNORECASE,
)
_AT_END = re.compile(rf"{EXTENSION.pattern}\s*+(?:\)\s*+)?$", re.IGNORECASE)

_SOCIAL = {"twitter": ("twitter.com", "x.com"), "facebook": ("facebook.com", "fb.com")}


def email(address: str) -> str:
    """Return the address in lower case with its domain in ASCII.

    "" if it violates the syntax of RFC 5321 and 5322.
    """
    try:
        checked = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return ""
    return (checked.ascii_email or checked.normalized).lower()


def phone(number: str, country: str) -> tuple[str, str]:
    """Return the number in E.164 form (`+61299776411`) and its line.

    Both are "" if the number is not valid in the numbering plan of `country`, an ISO 3166 code of
    two letters. A number that begins with `+` has its own country. The plain form has no extension.
    The line is `landline`, `mobile`, `tollfree`, `shared` (shared cost, or one number for the whole
    country) or `other`. It is `other` too where a plan does not distinguish landlines from mobiles.
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
    """Return a phone number without its extension, and the extension's digits ("" if absent)."""
    found = _AT_END.search(number)
    return (number[: found.start()], found["digits"]) if found else (number, "")


def link(url: str, kind: str) -> str:
    """Return host and path without scheme, `www.`, trailing slash and fragment.

    Links to Twitter and Facebook accounts become the handle. Links are stored with this form, and
    compared by it within the directory.
    """
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
    """Return the words in lower case, without accents and punctuation, separated by one space."""
    return re.sub(r"[\W_]+", " ", without_accents(value).casefold()).strip()
