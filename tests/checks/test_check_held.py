from __future__ import annotations

from typing import Any

import pytest

from issues.models import Hold
from issues.runs import breaker
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "check-held"


def hold(slug: str = "nt-la", **values: Any) -> Hold:
    chamber = factories.chamber(slug, name="the Senate")
    return Hold.objects.create(
        **{"check_name": "party-differs", "chamber": chamber, "opened": 60, "limit": 25, **values}
    )


def plant(number: int) -> None:
    hold(f"house-{number}")


def test_what_is_held_is_one_finding_of_the_chamber_in_plain_words() -> None:
    held = hold(sources="list", snapshots=[7])
    found = assert_flags(CHECK, observed="60 changes")
    assert (found.chamber.slug, found.key) == (held.chamber.slug, "party-differs/list")
    assert found.message.startswith(
        "party-differs would open 60 issues in the Senate at once, more than 25. Nothing was stored."
    )


@pytest.mark.parametrize(
    ("values", "fingerprint"),
    [
        ({"sources": "list"}, "ee211762ad4e91b807bc626e2c94a128d83ba5fe8e44bc39cc29a61bcaafe772"),
        ({"sources": "a,b"}, "52ccb4fbd5b0e1c10a430690b6e86da6ee11837a8bce6e7e41a961233d425579"),
        (
            {"check_name": "email-shared"},
            "c73495dfc76ad03442292e0414d2023f9d560308941fbdba77a51c7fc1cb2ab5",
        ),
    ],
)
def test_the_identity_of_a_hold_is_what_it_was_and_the_breaker_finds_its_issue_by_it(
    values: dict[str, str], fingerprint: str
) -> None:
    held = hold(**values)

    found = assert_flags(CHECK)

    assert found.key == held.key
    assert found.fingerprint(CHECK) == breaker.finding_of(held).fingerprint(CHECK) == fingerprint


def test_the_words_name_what_there_is() -> None:
    hold(opened=20, reopened=7, resolved=30)
    assert "would open 20, reopen 7 and resolve 30 issues in" in assert_flags(CHECK).message
    Hold.objects.update(reopened=0)
    assert "would open 20 and resolve 30 issues in" in assert_flags(CHECK).message
    Hold.objects.update(resolved=1)
    assert "would open 20 and resolve 1 issue in" in assert_flags(CHECK).message


def test_nothing_held_is_nothing_to_say_and_other_chambers_are_not_in_scope() -> None:
    assert_clean(CHECK)
    factories.chamber("sa-ha")
    hold()
    assert findings(CHECK, "sa-ha") == []


def test_it_is_the_same_with_another_count_and_another_with_another_copy_or_when_it_begins_again() -> (
    None
):
    held = hold(snapshots=[7])
    first = assert_flags(CHECK)
    Hold.objects.update(opened=61)
    assert assert_flags(CHECK).evidence_hash() == first.evidence_hash()
    Hold.objects.update(snapshots=[8])
    assert assert_flags(CHECK).evidence_hash() != first.evidence_hash()
    held.delete()
    hold(snapshots=[7])
    assert assert_flags(CHECK).evidence_hash() != first.evidence_hash()
    assert assert_flags(CHECK).fingerprint(CHECK) == first.fingerprint(CHECK)
