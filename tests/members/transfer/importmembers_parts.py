"""A helper for tests in which nothing may be written."""

from __future__ import annotations

from members.models import Electorate, Member, Party


def nothing() -> bool:
    return not any(model.objects.exists() for model in (Member, Electorate, Party))
