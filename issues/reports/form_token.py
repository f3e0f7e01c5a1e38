"""The key that each copy of the report form carries: signed, with the time at which the copy was
made.

It tells the same report sent twice from two reports, and programs, which send at once or never
asked for the form, from people.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

#: A key has some 75 characters.
LENGTH = 120
#: Nobody reads the form, says what is wrong and sends it in less.
QUICKEST = timedelta(seconds=2)
SLOWEST = timedelta(days=1)
#: So many reports are taken with one key. Each page of the form has a key of its own: who reports a
#: lot never meets this.
REPORTS = 5


def new() -> str:
    """A key that cannot be made by others."""
    return _signer().sign(secrets.token_urlsafe(16))


def doubt(key: str) -> str:
    """Why a form with that key looks like spam; "" when it does not."""
    if not key:
        return "it was sent without the form"
    try:
        _signer().unsign(key, max_age=SLOWEST)
    except SignatureExpired:
        return "the form was opened more than a day before"
    except BadSignature:
        return "its form is none of ours"
    try:
        _signer().unsign(key, max_age=QUICKEST)
    except SignatureExpired:
        return ""
    return "it was sent within two seconds of opening the form"


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="issues.reports.form_token")
