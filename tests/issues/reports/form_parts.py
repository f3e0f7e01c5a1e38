"""The hidden fields of the report form, as if it had been filled in slowly."""

from __future__ import annotations

import time

from django.core.signing import TimestampSigner, b62_encode

from issues.reports.form_token import SALT

MINUTE = 60


class _Earlier(TimestampSigner):
    seconds = MINUTE

    def timestamp(self) -> str:
        return b62_encode(int(time.time()) - self.seconds)


def form_key(seconds: int = MINUTE, salt: str = SALT) -> str:
    """Return the key of a form that was opened so many seconds ago."""
    signer = _Earlier(salt=salt)
    signer.seconds = seconds
    return signer.sign(f"made up {time.perf_counter_ns()}")
