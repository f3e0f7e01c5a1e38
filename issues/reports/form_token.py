"""The signed, dated key that each copy of the report form carries.

It distinguishes one report sent twice from two reports. It also distinguishes people from programs,
which send at once or never opened the form.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

#: Part of the key of every open form. It need not be the name of this module.
SALT = "issues.formkey"
#: The most characters that are read of a key. A valid one has about 75.
LENGTH = 120
#: Nobody reads and fills in the form in less time.
QUICKEST = timedelta(seconds=2)
SLOWEST = timedelta(days=1)
#: The number of reports accepted with one key. As each copy of the form has its own key, people who
#: report a lot never reach it.
REPORTS = 5


def new_key() -> str:
    """Build a new key, dated now and signed so that nobody else can make one."""
    return _signer().sign(secrets.token_urlsafe(16))


def reason_to_doubt(key: str) -> str:
    """Return why a form with this key looks like spam, or "" if it does not."""
    if not key:
        return "it was sent without the form"
    try:
        _signer().unsign(key, max_age=SLOWEST)
    except SignatureExpired:
        return "the form was opened more than a day before"
    except BadSignature:
        return "its form did not come from this site"
    try:
        _signer().unsign(key, max_age=QUICKEST)
    except SignatureExpired:
        return ""
    return "it was sent within two seconds of opening the form"


def _signer() -> TimestampSigner:
    return TimestampSigner(salt=SALT)
