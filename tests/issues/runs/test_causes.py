"""One issue for one cause: a narrower finding is left out beside the wider one that explains it,
and never without it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from issues import triage
from issues.findings.finding import Finding
from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.fixes import recheck
from issues.models import CheckState, Issue, IssueEvent
from issues.models.choices import DismissalReason
from issues.runs import runner
from issues.runs.causes import wider_first
from issues.runs.report import RunReport
from issues.runs.survey import of_check
from issues.triage import Actor
from members.models import Address, Member
from tests import factories
from tests.issues.conftest import TODAY
from tests.issues.runs.causes import CAUSES, addresses, counting, doubled

pytestmark = pytest.mark.django_db

NARROW, WIDE = "postcode-not-in-state", "fill-down"


def run(*names: str, chambers: tuple[str, ...] = ()) -> RunReport:
    return runner.run(names, Scope(TODAY, frozenset(chambers)))


def open_issues() -> set[str]:
    return set(Issue.objects.active().values_list("check_name", flat=True))


def switch(name: str, on: bool) -> None:
    CheckState.objects.update_or_create(name=name, defaults={"enabled": on})


def broken(scope: Scope) -> list[Finding]:
    raise ArithmeticError("broken")


def test_every_pair_that_checks_declare_has_a_cause_here() -> None:
    assert {(check.name, wider) for check in CHECKS.values() for wider in check.part_of} == {
        *CAUSES
    }


@pytest.mark.parametrize(("narrow", "wide"), CAUSES)
def test_what_a_wider_check_tells_is_no_issue_of_its_own(
    admin_client: Client, narrow: str, wide: str
) -> None:
    CAUSES[narrow, wide]()
    found = of_check(CHECKS[narrow], Scope(TODAY))
    run(narrow)
    assert open_issues() == set(), "the wider check was read, though its findings are not stored"
    switch(wide, False)
    run(narrow)
    assert Issue.objects.active().filter(check_name=narrow).count() == len(found) > 0
    switch(wide, True)

    run(narrow, wide)

    assert open_issues() == {wide}
    assert set(IssueEvent.objects.filter(verb="resolved").values_list("note", flat=True)) == {
        f"It is part of {wide}."
    }
    pages = [
        admin_client.get(reverse("admin:issues_issue_change", args=[issue.pk])).content.decode()
        for issue in Issue.objects.active().filter(check_name=wide)
    ]
    assert all(
        any(f"/checks/{narrow}/" in page and each.evidence.observed in page for page in pages)
        for each in found
    )
    before = IssueEvent.objects.count()
    run(narrow, wide)
    assert IssueEvent.objects.count() == before


@pytest.fixture
def filled() -> list[Member]:
    """Store five members with consecutive postcodes, all in another state."""
    counting(2000, "WA", length=5)
    return list(Member.objects.order_by("slug"))


def test_a_wider_check_that_breaks_silences_nothing(
    filled: list[Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CHECKS, WIDE, replace(CHECKS[WIDE], function=broken))
    run(NARROW, WIDE)
    assert Issue.objects.active().filter(check_name=NARROW).count() == 5
    Issue.objects.all().delete()
    run(NARROW)
    assert open_issues() == {NARROW}


def test_nor_does_one_whose_outcome_cannot_be_stored(
    filled: list[Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = triage.open_issues

    def fails(issues: Any, actor: Actor) -> list[Issue]:
        found = list(issues)
        if any(issue.check_name == WIDE for issue in found):
            raise OSError("no room")
        return real(found, actor)

    monkeypatch.setattr(triage, "open_issues", fails)
    run(NARROW, WIDE)
    assert open_issues() == {NARROW}


@pytest.mark.parametrize("reason", DismissalReason)
def test_dismissed_as_right_it_covers_and_dismissed_for_another_reason_it_does_not(
    filled: list[Member], reason: DismissalReason
) -> None:
    run(NARROW, WIDE)
    triage.dismiss(Issue.objects.all(), Actor(), reason)
    run(NARROW, WIDE)
    is_right = reason in (DismissalReason.FALSE_POSITIVE, DismissalReason.ACCEPTED)
    assert open_issues() == (set() if is_right else {NARROW})


def test_when_the_wider_goes_the_narrower_open_at_that_run_and_when_it_comes_back_they_are_closed(
    filled: list[Member],
) -> None:
    run(NARROW, WIDE)
    Address.objects.filter(member=filled[2]).update(postcode="2600")
    run(NARROW, WIDE)
    assert sorted(Issue.objects.active().values_list("check_name", flat=True)) == [NARROW] * 5
    Address.objects.filter(member=filled[2]).update(postcode="2002")
    run(NARROW, WIDE)
    assert open_issues() == {WIDE}


def test_a_dry_run_and_a_chamber_say_the_same(filled: list[Member]) -> None:
    report = runner.rehearse([NARROW, WIDE], Scope(TODAY))
    assert {result.check.name: result.counts.opened for result in report.results} == {
        NARROW: 0,
        WIDE: 1,
    }
    assert runner.rehearse([NARROW], Scope(TODAY)).totals.opened == 0
    run(NARROW, chambers=("nt-la",))
    assert open_issues() == set()


def test_a_hand_edit_of_one_member_brings_nothing_of_it_up(
    filled: list[Member], django_capture_on_commit_callbacks: Any
) -> None:
    run(NARROW, WIDE)
    with django_capture_on_commit_callbacks(execute=True):
        filled[1].role = "Speaker"
        filled[1].save()
    assert open_issues() == {WIDE}
    address = Address.objects.get(member=filled[1])
    with django_capture_on_commit_callbacks(execute=True):
        address.postcode = "2600"
        address.save()
    assert Issue.objects.active().filter(check_name=NARROW).get().member == filled[1], (
        "what is wrong otherwise is told at once"
    )


def test_however_many_members_a_look_at_them_reads_each_wider_check_once() -> None:
    def queries(length: int) -> int:
        Member.objects.all().delete()
        counting(2000, "WA", length=length)
        with CaptureQueriesContext(connection) as captured:
            recheck.members(Member.objects.values_list("slug", flat=True))
        return len(captured)

    assert queries(20) == queries(5)
    assert open_issues() == set()


def test_the_wider_check_comes_first_and_the_others_stay_in_their_order() -> None:
    names = [check.name for check in wider_first(CHECKS[name] for name in sorted(CHECKS))]
    assert sorted(names) == sorted(CHECKS)
    assert all(names.index(wide) < names.index(narrow) for narrow, wide in CAUSES)
    others = [name for name in names if name not in {wide for _, wide in CAUSES}]
    assert others == sorted(others)


def test_a_run_reads_each_wider_check_once(
    filled: list[Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Scope] = []
    function = CHECKS[WIDE].function
    monkeypatch.setitem(
        CHECKS,
        WIDE,
        replace(CHECKS[WIDE], function=lambda scope: read.append(scope) or function(scope)),  # type: ignore[func-returns-value]
    )
    run()
    assert len(read) == 1
    run(*(name for name, wide in CAUSES if wide == WIDE))
    assert len(read) == 2


def test_what_the_breaker_holds_takes_nothing_in() -> None:
    house = factories.chamber("nt-la", seats=30)
    places = [factories.electorate(f"Place {number}", house) for number in range(30)]
    for place in places:
        factories.member(f"Ada {place.pk}", house, electorate=place)
    run("seat-double", "chamber-overfull", "check-held")
    for place in places:
        factories.member(f"Bo {place.pk}", house, electorate=place)
    report = runner.rehearse(["seat-double", "chamber-overfull"], Scope(TODAY))
    assert {result.check.name: result.counts.opened for result in report.results} == {
        "seat-double": 0,
        "chamber-overfull": 1,
    }
    run("seat-double", "chamber-overfull", "check-held")
    assert open_issues() == {"chamber-overfull", "check-held"}


def test_a_surplus_that_doubled_seats_explain_in_part_alone_is_told_by_itself() -> None:
    doubled()
    factories.member("Cy Third", factories.chamber("nt-la", seats=1))
    run("seat-double", "chamber-overfull")
    assert open_issues() == {"seat-double", "chamber-overfull"}


def test_a_vacancy_that_no_list_fills_and_a_person_for_another_seat_are_two_things() -> None:
    house = CAUSES["seat-vacant", "member-missing"]()
    factories.electorate("Casuarina", house)  # type: ignore[arg-type]
    factories.chamber("nt-la", seats=3)
    run("seat-vacant", "member-missing")
    assert sorted(Issue.objects.active().values_list("check_name", "label")) == [
        ("member-missing", "Ada Quill"),
        ("seat-vacant", "Casuarina"),
    ]


def test_lines_that_count_up_take_in_no_postcode() -> None:
    addresses(
        *(
            {"line1": f"{row + 9} High Street", "state": "WA", "postcode": "2000"}
            for row in range(4)
        )
    )
    run(NARROW, WIDE)
    assert Issue.objects.active().filter(check_name=NARROW).count() == 4


def test_the_page_says_when_a_narrower_check_is_failing(
    filled: list[Member], admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(NARROW, WIDE)
    monkeypatch.setitem(CHECKS, NARROW, replace(CHECKS[NARROW], function=broken))
    page = admin_client.get(reverse("admin:issues_issue_change", args=[Issue.objects.get().pk]))
    assert f"The check {NARROW} is failing" in page.content.decode()
