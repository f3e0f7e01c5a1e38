from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from members.models import Source
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "source-failing"
SINCE = datetime(2026, 6, 10, 4, 0, tzinfo=UTC)
WHY = (
    "https://example.org/list answered 503 (Service Unavailable); "
    "it is tried again at the next fetch."
)


def failing(slug: str = "list", **values: object) -> Source:
    given = {
        "slug": slug,
        "format": "csv",
        "chamber": factories.chamber(),
        "url": "https://example.org/list",
    }
    return Source.objects.create(**{**given, "failing_since": SINCE, "failure": WHY, **values})


def plant(number: int) -> None:
    failing(f"list-{number}", chamber=factories.chamber(f"house-{number}"))


def test_a_list_that_cannot_be_fetched_is_one_finding_of_its_chamber() -> None:
    of = failing()
    found = assert_flags(CHECK, observed=WHY)
    assert (found.chamber.slug, found.key) == (of.chamber.slug, "list")
    assert "since 10 June 2026, 04:00" in found.message
    assert found.evidence.context == {
        "source": "list",
        "address": "https://example.org/list",
        "last seen": "never",
    }


def test_as_long_as_the_same_goes_on_it_is_the_same() -> None:
    of = failing()
    before = assert_flags(CHECK)
    of.checked_at = SINCE - timedelta(days=1)
    of.save()
    assert assert_flags(CHECK).evidence_hash() == before.evidence_hash()
    of.failure = "It answered 404."
    of.save()
    assert assert_flags(CHECK).evidence_hash() != before.evidence_hash()


def test_what_was_fetched_or_is_disabled_is_not_failing() -> None:
    failing("well", failing_since=None, failure="")
    failing("off", enabled=False)
    assert_clean(CHECK)
