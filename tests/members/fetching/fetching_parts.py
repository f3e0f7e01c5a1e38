"""A list to serve, and a helper for refused fetches."""

from __future__ import annotations

import pytest

from members.fetching.fetch import FetchLimits, fetch
from members.fetching.list_address import FetchError

LIST = b"name,electorate\nAda Quill,Reef\nBo Reed,Hill\n"
SMALL = FetchLimits(seconds=60, total=120, size=1_000_000, redirects=5)


def refused(url: str, limits: FetchLimits = SMALL) -> str:
    with pytest.raises(FetchError) as error:
        fetch(url, limits=limits)
    return str(error.value)
