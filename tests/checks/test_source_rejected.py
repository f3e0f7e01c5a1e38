from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from members.lists import snapshots
from members.models import Snapshot, Source
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "source-rejected"
PAGE = b"<html>Come back later</html>"


def source(slug: str = "list", **values: object) -> Source:
    return Source.objects.create(
        **{"slug": slug, "format": "csv", "chamber": factories.chamber(), **values}
    )


def take(of: Source, data: bytes, origin: str = "https://example.org/list") -> Snapshot:
    return snapshots.take(of, data, origin).snapshot


def names(count: int) -> bytes:
    return "\n".join(["name", *(f"Ada Number{number}" for number in range(count)), ""]).encode()


def plant(number: int) -> None:
    take(source(f"list-{number}", chamber=factories.chamber(f"house-{number}")), PAGE)


def test_a_rejected_copy_is_one_finding_of_the_chamber_that_says_why_and_what_stays() -> None:
    of = source()
    take(of, names(10))
    copy = take(of, PAGE)
    found = assert_flags(CHECK, observed=copy.why)
    assert (found.chamber.slug, found.key) == (of.chamber.slug, "list")
    assert "web page" in found.message
    assert "stays in force" in found.message
    assert found.evidence.context["from"] == "https://example.org/list"
    take(of, names(8))
    later = assert_flags(CHECK)
    assert later.fingerprint(CHECK) == found.fingerprint(CHECK), "it is the same trouble"
    assert later.evidence_hash() != found.evidence_hash(), "with another copy"


def test_without_a_copy_in_force_there_is_none_to_compare_with() -> None:
    take(source(), PAGE)
    assert "there is no other copy to compare with" in assert_flags(CHECK).message


@pytest.mark.parametrize("verdict", Snapshot.Verdict)
def test_a_copy_that_somebody_decided_on_is_no_alarm(verdict: Snapshot.Verdict) -> None:
    of = source()
    take(of, names(10))
    copy = take(of, names(8))
    assert copy.verdict == Snapshot.Verdict.REJECTED
    snapshots.decide(copy, verdict, User.objects.create(username="anna"))
    assert_clean(CHECK)


def test_a_good_copy_ends_it_and_a_disabled_source_is_not_looked_at() -> None:
    of = source()
    take(of, PAGE)
    take(of, names(10))
    take(source("off", enabled=False), PAGE)
    source("never")
    assert_clean(CHECK)


def test_a_copy_in_force_that_cannot_be_read_any_more_is_found() -> None:
    of = source()
    copy = take(of, names(10))
    assert_clean(CHECK)
    of.format = "popolo"
    of.save()
    found = assert_flags(CHECK)
    assert "can no longer be read" in found.message
    assert found.evidence.compared == ("unreadable", copy.checksum)
    of.format = "csv"
    of.save()
    assert_clean(CHECK)


def test_only_the_chambers_in_scope_are_looked_at() -> None:
    plant(1)
    plant(2)
    assert [finding.key for finding in findings(CHECK, "house-2")] == ["list-2"]
