"""One value in the spellings in which it may be kept."""

from __future__ import annotations

import html
import json
import re

import phonenumbers

from members import normalise
from members.models import Chamber

#: Anything shorter stands in too many other texts.
SHORTEST = 4
_BETWEEN = r"[\s().\-/]*"


def pattern(value: str) -> re.Pattern[str]:
    """What finds the value whatever its case, white space and escapes, a phone number in every notation, a link and an address in their
    plain forms as well. Raises ValueError when it is too short."""
    value = " ".join(value.split())
    if len(value) < SHORTEST:
        raise ValueError(f"{value!r} is too short: it stands in too much else. Give at least {SHORTEST} characters.")
    forms = {
        value,
        html.escape(value),
        value.replace('"', '""'),
        json.dumps(value)[1:-1],
        normalise.email(value),
        normalise.link(value, "") if "://" in value else "",
    }
    alternatives = [r"\s+".join(map(re.escape, form.split())) for form in sorted(forms, key=len, reverse=True) if form]
    words = normalise.text(value).split()
    if len(words) > 1 and "@" not in value and "://" not in value:
        alternatives.append(r"[\W_]+".join(map(re.escape, words)))
    return re.compile("|".join(rf"(?<!\w)(?:{each})(?!\w)" for each in alternatives) + _as_phone(value), re.IGNORECASE)


def _as_phone(value: str) -> str:
    """The alternative for a phone number of any country that the directory has; "" when it is none."""
    for country in sorted({*Chamber.objects.values_list("country", flat=True)} - {""}):
        plain, _ = normalise.phone(value, country)
        if plain:
            number = phonenumbers.parse(plain)
            digits = _BETWEEN.join(phonenumbers.national_significant_number(number))
            return rf"|(?<!\d)(?:\(?\+?{number.country_code}\)?{_BETWEEN})?(?:\(?0)?{_BETWEEN}{digits}(?!\d)"
    return ""
