"""One look at the directory for all checks."""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from issues.findings.collected import Collected
from issues.findings.finding import Evidence, Finding
from issues.findings.reach import Key, Reach
from issues.findings.registry import CHECKS, Check
from issues.findings.scope import Scope
from issues.models import Issue
from issues.models.choices import Severity
from issues.official import lists
from issues.runs import runner
from issues.runs.survey import of_check, survey
from members.models import DETAILS, Detail, Email, Member, Snapshot, SnapshotRows, Source
from members.rows import reading
from members.rows.reading import ChamberMembers
from members.rows.rows import MemberRow
from tests import factories
from tests.checks.verbs import TODAY
from tests.issues.conftest import run

pytestmark = pytest.mark.django_db
SCOPE = Scope(TODAY)


def made_up(name: str, function: Any, reach: Reach = Reach.MEMBER, **more: Any) -> Check:
    return Check(name, Severity.ERROR, "email", "A.", "W.", "F.", "T.", function, reach, **more)


def everybody(member: MemberRow) -> Iterator[Finding]:
    yield Finding(member, f"{member} is here", "email", evidence=Evidence("x"))


def test_each_table_is_read_once_for_all_checks_of_members_and_chambers() -> None:
    for number in range(3):
        ada = factories.member(f"Ada {number}", factories.chamber(f"c-{number}"))
        factories.email("wrong", ada)
    given_rows = [each for each in CHECKS.values() if each.reach in (Reach.MEMBER, Reach.CHAMBER)]
    assert len(given_rows) > 60
    with CaptureQueriesContext(connection) as captured:
        survey(given_rows, SCOPE)
    models: tuple[type[Member | Detail], ...] = (Member, *DETAILS)
    tables = {model._meta.db_table for model in models}
    read = Counter(
        table
        for each in captured.captured_queries
        if (table := re.search(r'FROM "(\w+)"', each["sql"])[1]) in tables  # type: ignore[index]
    )
    # The members once more, to count them by chamber.
    assert read == Counter({**dict.fromkeys(tables, 1), "members_member": 2})


def test_a_check_that_breaks_stops_no_other_and_is_not_asked_again() -> None:
    asked: list[str] = []

    def broken(member: MemberRow) -> Iterator[Finding]:
        asked.append(member.slug)
        raise RuntimeError("no such list")

    for number in range(3):
        factories.member(f"Ada {number}", factories.chamber(f"c-{number}"))
    found = survey([made_up("broken", broken), made_up("every", everybody)], SCOPE)
    assert len(found["every"].result()) == 3
    with pytest.raises(RuntimeError, match="no such list"):
        found["broken"].result()
    assert asked == ["ada-0"]


def test_only_members_and_chambers_in_scope_are_handed_on() -> None:
    factories.member("Ada Quill")
    factories.member("Bo Reed", factories.chamber("qld-la"))
    factories.member("Cy Stone", factories.chamber("qld-la"), ended_on=TODAY)

    def slugs(scope: Scope, **more: Any) -> list[str]:
        found = of_check(made_up("every", everybody, **more), scope)
        return sorted(each.about for each in found)

    assert slugs(SCOPE) == ["Ada Quill", "Bo Reed"]
    assert slugs(SCOPE, former=True) == ["Ada Quill", "Bo Reed", "Cy Stone"]
    assert slugs(Scope(TODAY, frozenset(["qld-la"]))) == ["Bo Reed"]
    assert slugs(Scope(TODAY, only=frozenset(["bo-reed"]))) == ["Bo Reed"]


def test_a_check_of_chambers_is_given_each_chamber_once_and_the_day_if_it_asks() -> None:
    factories.member("Ada Quill")
    factories.member("Bo Reed", factories.chamber("qld-la"))
    given: list[tuple[str, object]] = []

    def chambers(chamber: ChamberMembers, today: object) -> list[Finding]:
        given.append((chamber.chamber.slug, today))
        return []

    survey([made_up("chambers", chambers, Reach.CHAMBER)], SCOPE)
    assert sorted(given) == [("nt-la", TODAY), ("qld-la", TODAY)]


def test_a_check_of_a_key_is_given_the_rows_that_share_a_value() -> None:
    key = Key(Email, ("normalised",), lambda rows: rows.exclude(normalised=""), most=2)
    house = factories.chamber()
    for address, number in (("two", 2), ("three", 3), ("one", 1), ("", 2)):
        for nth in range(number):
            member = factories.member(f"{address or 'none'} {nth}", house)
            factories.email(f"{address}@example.org" if address else "wrong", member)
    twice = factories.member("Same Twice", house)
    factories.email("same@example.org", twice)
    factories.email("same@example.org", twice, "other")
    groups: list[list[str]] = []

    def shared(emails: list[Email]) -> list[Finding]:
        groups.append([email.member.slug for email in emails])
        return []

    survey([made_up("shared", shared, Reach.KEY, key=key)], SCOPE)
    assert groups == [["two-0", "two-1"]]


def test_a_finding_keeps_nobody_but_their_identities() -> None:
    ada = factories.member()
    factories.email("ada@example.org", ada)
    found = survey([made_up("every", everybody)], SCOPE)["every"]
    [finding] = found.result().values()
    assert (finding.subject.pk, str(finding.subject)) == (ada.pk, "Ada Quill")
    gc.collect()
    assert not [each for each in gc.get_objects() if isinstance(each, MemberRow)]


@pytest.mark.parametrize(
    ("unreadable", "broken", "others"),
    [
        ("members_link", {"link-malformed", "text-untidy"}, {"email-malformed", "name-title"}),
        ("members_identifier", {"identifier-blank"}, {"link-malformed", "text-untidy"}),
        ("members_member", {"link-malformed", "name-title"}, {"email-shared", "seat-double"}),
    ],
)
def test_what_cannot_be_read_breaks_the_checks_that_look_at_it_and_no_others(
    monkeypatch: pytest.MonkeyPatch, unreadable: str, broken: set[str], others: set[str]
) -> None:
    factories.email("ada@example.org", factories.member())
    fetch = reading._fetch

    def damaged(statement: str, parameters: Any) -> list[Any]:
        if f'FROM "{unreadable}"' in statement:
            raise ValueError("day is out of range for month")
        return fetch(statement, parameters)

    monkeypatch.setattr(reading, "_fetch", damaged)
    found = survey(CHECKS.values(), SCOPE)
    errors = {name: str(each.error) for name, each in found.items() if each.error}
    assert broken <= set(errors)
    assert set(errors.values()) == {"day is out of range for month"}
    assert others.isdisjoint(errors)


def test_a_format_that_breaks_breaks_the_checks_of_lists_and_no_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(copy: Snapshot) -> NoReturn:
        raise RuntimeError("no such header")

    factories.email("wrong", factories.member())
    factories.listed(name="Ada Quill")
    monkeypatch.setattr(lists, "read_copy", breaks)
    SnapshotRows.objects.all().delete()
    lists._people.cache_clear()
    lists._verdicts.clear()
    report = run()
    broken = {result.check.name for result in report.results if result.error}
    assert broken == {check.name for check in CHECKS.values() if check.official} | {
        "source-rejected"
    }
    assert Issue.objects.filter(check_name="email-malformed").exists()


def test_a_list_that_is_deleted_or_disabled_while_the_checks_read_opens_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    factories.member("Ada Quill", role="Whip")
    factories.member("Bo Reed", factories.chamber("qld-la"), role="Whip")
    factories.listed(name="Ada Quill", role="Speaker")
    factories.listed(of=factories.chamber("qld-la"), slug="other", name="Bo Reed", role="Speaker")
    read = runner._survey

    def meanwhile(*given: Any) -> Any:
        before = read(*given)
        Source.objects.filter(slug="official").delete()
        Source.objects.filter(slug="other").update(enabled=False)
        return before

    monkeypatch.setattr(runner, "_survey", meanwhile)
    report = run()
    assert [result.error for result in report.results if result.error] == []
    assert not Issue.objects.filter(check_name="role-differs").exists()


def test_an_error_that_checks_share_is_told_to_each_as_it_was() -> None:
    def told(each: Collected) -> int:
        with pytest.raises(ValueError, match="day") as caught:
            each.result()
        return len(caught.traceback)

    first, second = (Collected(check, SCOPE) for check in list(CHECKS.values())[:2])
    try:
        raise ValueError("day is out of range")
    except ValueError as error:
        first.broke(error)
        second.broke(error)
    assert told(first) == told(second) == told(first)


def test_a_finding_of_a_list_that_names_no_list_is_refused() -> None:
    finding = Finding(factories.member(), "The list has another role.")
    with pytest.raises(ValueError, match="names no `sources`"):
        Collected(CHECKS["role-differs"], SCOPE).add(finding)
