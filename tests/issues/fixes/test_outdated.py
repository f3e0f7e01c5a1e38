"""Fixes from a copy of an official list that is older than a person's edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from simple_history.utils import update_change_reason

from issues.findings.edits import change, create_row, delete
from issues.findings.finding import Edit, Fix
from issues.fixes import applying
from issues.fixes.outdated import outdated_by
from issues.models import AppliedFix, Issue
from issues.models.choices import Origin
from members.models import Chamber, Detail, Email, Member, Phone, Snapshot, Source
from tests import factories

pytestmark = pytest.mark.django_db
SAID = "Changed by anna on {day}, after this copy of the list was taken."


def copy(slug: str = "aph", hours_ago: int = 1) -> Snapshot:
    source, _ = Source.objects.get_or_create(
        slug=slug, defaults={"chamber": factories.chamber(), "format": "csv"}
    )
    taken = timezone.now() - timedelta(hours=hours_ago)
    return factories.snapshot(source, taken)


def issue(snapshot: Snapshot, *edits: Edit, **values: Any) -> Issue:
    fix = asdict(Fix("Write what the list says", edits))
    evidence = {"observed": "a", "expected": "b", "context": {"copy": str(snapshot.pk)}}
    given = {
        "origin": Origin.CHECK,
        "issue": "Differs",
        "source_slugs": [snapshot.source.slug],
        "evidence": evidence,
        "fixes": [fix],
    }
    return Issue.objects.create(**{**given, **values})


def by(
    user: User | None, row: Member | Detail, reason: str = "", hours_ago: float = 0, **values: Any
) -> None:
    """Let somebody change a row, now or some time ago."""
    for column, value in values.items():
        setattr(row, column, value)
    row._history_user, row._change_reason = user, reason  # type: ignore[union-attr]
    row._history_date = timezone.now() - timedelta(hours=hours_ago)  # type: ignore[union-attr]
    row.save()


def loaded(*rows: Member | Detail) -> None:
    """Date the history of these rows back by 30 days."""
    for row in rows:
        type(row).history.filter(id=row.pk).update(history_date=timezone.now() - timedelta(days=30))


@pytest.fixture
def email() -> Email:
    email = factories.email("old@example.org")
    loaded(email, email.member)
    return email


def is_outdated(of: Issue) -> bool:
    return of.pk in outdated_by([of])


def test_a_detail_that_a_person_changed_after_the_copy_is_named_with_who_and_when(
    anna: User, email: Email
) -> None:
    old, new = copy(hours_ago=5), copy(hours_ago=1)
    by(anna, email, hours_ago=3, address="her@example.org")
    fix = change(email, address="list@example.org")
    day = timezone.localtime(timezone.now() - timedelta(hours=3)).strftime("%-d %B %Y")
    before, after = issue(old, fix), issue(new, fix)
    assert outdated_by([before, after]) == {before.pk: SAID.format(day=day)}


def test_loads_and_fixes_from_a_list_do_not_count_and_undoing_one_does(
    anna: User, email: Email
) -> None:
    snapshot = copy()
    fix = change(email, address="list@example.org")
    by(None, email, "Loaded from m.csv", kind="other")
    official = issue(snapshot, fix, fixes=[asdict(Fix("Write it", (fix,)))])
    applied = applying.apply(official, 0, anna)
    email.refresh_from_db()
    assert not is_outdated(issue(snapshot, change(email, address="x@example.org")))
    applying.undo(AppliedFix.objects.get(pk=applied.pk), anna)
    email.refresh_from_db()
    assert is_outdated(issue(snapshot, change(email, address="x@example.org")))


def test_a_fix_that_no_list_gave_counts(anna: User, email: Email) -> None:
    snapshot = copy()
    by(anna, email, "Fix of issue 7: Trim it", address="a@example.org")
    assert is_outdated(issue(snapshot, delete(email)))


def test_of_a_member_only_the_columns_that_the_fix_changes_count(anna: User) -> None:
    ada = factories.member(role="Whip")
    loaded(ada)
    snapshot = copy()
    by(anna, ada, role="Minister")
    assert is_outdated(issue(snapshot, change(ada, role="Premier")))
    assert not is_outdated(issue(snapshot, change(ada, last_name="Quinn")))


def test_a_member_whose_time_before_is_not_known_counts_as_changed(anna: User) -> None:
    ada = factories.member()
    Member.history.all().delete()
    snapshot = copy()
    by(anna, ada, role="Minister")
    assert is_outdated(issue(snapshot, change(ada, last_name="Quinn")))


@pytest.mark.parametrize("known", [True, False])
def test_a_detail_to_be_made_is_outdated_by_one_of_its_kind_that_a_person_took_away(
    anna: User, known: bool
) -> None:
    ada = factories.member()
    phone = Phone.objects.create(member=ada, kind="electorate", number="02 9977 6411")
    loaded(phone)
    if not known:
        Phone.history.all().delete()
    snapshot = copy()
    phone._history_user = anna  # type: ignore[attr-defined]
    phone.delete()
    row = Phone(number="02 9977 6412", kind="electorate")
    assert is_outdated(issue(snapshot, create_row(row, member_id=ada.pk)))
    row.kind = "parliamentary"
    assert not is_outdated(issue(snapshot, create_row(row, member_id=ada.pk)))
    row.kind, row.medium = "electorate", Phone.Medium.FAX
    assert not is_outdated(issue(snapshot, create_row(row, member_id=ada.pk)))
    row.medium = Phone.Medium.VOICE
    assert not is_outdated(
        issue(snapshot, create_row(row, member_id=factories.member("Bo Reed").pk))
    )


def test_a_detail_to_be_made_is_outdated_by_one_that_a_person_gave_another_kind_and_not_by_a_new_one(
    anna: User, email: Email
) -> None:
    snapshot = copy()
    make = create_row(Email(address="list@example.org"), member_id=email.member_id)
    another = Email(member=email.member, address="second@example.org")
    by(anna, another)
    assert not is_outdated(issue(snapshot, make))
    by(anna, email, kind="other")
    assert is_outdated(issue(snapshot, make))


def test_an_alternative_counts_as_well(anna: User) -> None:
    seat = factories.electorate("Perht")
    ada = factories.member()
    loaded(ada)
    snapshot = copy()
    by(anna, ada, electorate=seat)
    rename, move = (
        Fix("Rename", (change(seat, name="Perth"),)),
        Fix("Move", (change(ada, electorate_id=None),)),
    )
    assert is_outdated(issue(snapshot, fixes=[asdict(rename), asdict(move)]))
    assert not is_outdated(issue(snapshot, fixes=[asdict(rename)]))


@pytest.mark.parametrize(
    "values",
    [
        {"source_slugs": []},
        {"fixes": []},
        {"evidence": {}},
        {"evidence": {"context": {"copy": "0"}}},
        {"fixes": [{"label": "Old"}]},
    ],
)
def test_what_is_of_no_list_or_of_no_known_copy_is_never_outdated(
    anna: User, email: Email, values: dict[str, Any]
) -> None:
    by(anna, email, address="her@example.org")
    assert not is_outdated(issue(copy(), change(email, address="x@example.org"), **values))


def test_many_issues_take_as_many_queries_as_a_few(
    anna: User, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    snapshot, house = copy(), factories.chamber()
    issues = [_with_member(number, house, snapshot, anna) for number in range(30)]
    with django_assert_max_num_queries(13):
        assert len(outdated_by(issues)) == 30


def _with_member(number: int, house: Chamber, snapshot: Snapshot, anna: User) -> Issue:
    member = factories.member(f"Ada Quill{number}", house)
    email, phone = (
        factories.email(f"a{number}@example.org", member),
        Phone(member=member, number="02 9977 6411"),
    )
    loaded(email)
    by(anna, email, kind="other")
    return issue(
        snapshot,
        change(email, address="x@example.org"),
        create_row(phone),
        change(member, role="Whip"),
    )


def test_a_reason_of_nobody_counts_for_who_did_it(anna: User, email: Email) -> None:
    snapshot = copy()
    by(anna, email, address="her@example.org")
    update_change_reason(email, None)
    assert is_outdated(issue(snapshot, delete(email)))
