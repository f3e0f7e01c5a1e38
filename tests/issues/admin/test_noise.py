"""Noisy checks, recognised by what staff, runs and fixes did with their issues."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from issues import triage
from issues.admin.noise import ENOUGH, Noise, noisy
from issues.findings.edits import change
from issues.findings.finding import Evidence, Finding, Fix
from issues.findings.registry import CHECKS, Check
from issues.findings.scope import Scope
from issues.fixes import applying
from issues.models import CheckState, Issue
from issues.models.choices import DismissalReason, Severity, Status
from issues.runs import runner
from issues.triage import Actor
from members.models import Member
from tests import factories
from tests.issues.admin.admin_parts import user
from tests.issues.conftest import Rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    return user("anna", "Triagers")


@pytest.fixture
def wolf(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> list[Member]:
    """Members whom `test-rule` reports, each with a fix, although most of them are right."""

    def shouted(scope: Scope) -> Iterator[Finding]:
        for member in scope.members().filter(role="WRONG"):
            yield Finding(
                member,
                "wrong",
                "role",
                evidence=Evidence("WRONG"),
                fixes=(Fix("Write wrong", (change(member, role="wrong"),)),),
            )

    monkeypatch.setitem(
        CHECKS,
        "test-rule",
        Check("test-rule", Severity.INFO, "role", "T.", "W.", "F.", "T.", shouted),
    )
    return [factories.member(f"Member {number}", role="WRONG") for number in range(2 * ENOUGH)]


def run() -> None:
    runner.run([], Scope(timezone.localdate()))


def dismiss(
    anna: User, number: int, reason: DismissalReason = DismissalReason.FALSE_POSITIVE
) -> None:
    """Dismiss that many of the open issues."""
    triage.dismiss(Issue.objects.active().order_by("pk")[:number], Actor(user=anna), reason)


def waiting() -> list[Issue]:
    return list(Issue.objects.active().order_by("pk"))


@pytest.mark.parametrize("reason", [DismissalReason.FALSE_POSITIVE, DismissalReason.ACCEPTED])
@pytest.mark.usefixtures("wolf")
def test_a_check_is_noisy_when_more_of_it_is_dismissed_than_acted_on(
    anna: User, reason: DismissalReason
) -> None:
    run()
    assert noisy() == []
    dismiss(anna, ENOUGH - 1, reason)
    assert noisy() == []
    dismiss(anna, 1, reason)
    assert noisy() == [Noise("test-rule", ENOUGH, 0)]
    triage.resolve(waiting()[: ENOUGH - 1], Actor(user=anna))
    assert noisy() == [Noise("test-rule", ENOUGH, ENOUGH - 1)]
    triage.resolve(waiting(), Actor(user=anna))
    assert noisy() == []


@pytest.mark.parametrize(
    "reason", [DismissalReason.DUPLICATE, DismissalReason.SPAM, DismissalReason.SOURCE_WRONG]
)
@pytest.mark.usefixtures("wolf")
def test_what_is_dismissed_for_another_reason_is_no_noise(
    anna: User, reason: DismissalReason
) -> None:
    run()
    dismiss(anna, 2 * ENOUGH, reason)
    assert noisy() == []


@pytest.mark.usefixtures("wolf")
def test_what_came_back_after_it_was_dismissed_is_no_noise_any_more(anna: User) -> None:
    run()
    dismiss(anna, ENOUGH)
    triage.reopen(Issue.objects.filter(status=Status.DISMISSED)[:1], Actor(user=anna))
    assert noisy() == []


def by_hand(member: Member, anna: User) -> None:
    Member.objects.filter(pk=member.pk).update(role="Speaker")


def by_a_fix(member: Member, anna: User) -> None:
    applying.apply(Issue.objects.get(member=member), 0, anna)


def by_leaving_after_it_was_resolved(member: Member, anna: User) -> None:
    by_hand(member, anna)
    run()
    Member.objects.filter(pk=member.pk).update(ended_on=timezone.localdate() + timedelta(days=1))


def by_staff_when_it_left(member: Member, anna: User) -> None:
    Member.objects.filter(pk=member.pk).update(ended_on=timezone.localdate())
    triage.resolve(Issue.objects.filter(member=member), Actor(user=anna))


@pytest.mark.parametrize(
    "put_right", [by_hand, by_a_fix, by_staff_when_it_left, by_leaving_after_it_was_resolved]
)
def test_what_was_put_right_was_acted_on(
    anna: User, wolf: list[Member], put_right: Callable[[Member, User], None]
) -> None:
    run()
    dismiss(anna, ENOUGH)
    put_right(wolf[-1], anna)
    run()
    assert Issue.objects.get(member=wolf[-1]).status == Status.RESOLVED
    assert noisy() == [Noise("test-rule", ENOUGH, 1)]


def leaves(member: Member) -> None:
    Member.objects.filter(pk=member.pk).update(ended_on=timezone.localdate())


def is_deleted(member: Member) -> None:
    member.delete()


@pytest.mark.parametrize("goes", [leaves, is_deleted])
def test_nobody_acted_on_an_issue_whose_member_went(
    anna: User, wolf: list[Member], goes: Callable[[Member], None]
) -> None:
    run()
    dismiss(anna, ENOUGH)
    goes(wolf[-1])
    run()
    assert Issue.objects.filter(status=Status.RESOLVED).count() == 1
    assert noisy() == [Noise("test-rule", ENOUGH, 0)]


@pytest.mark.parametrize("about", ["started_on", "ended_on", "verified_on"])
def test_a_check_of_dates_is_acted_on_although_the_member_has_left(
    anna: User, wolf: list[Member], monkeypatch: pytest.MonkeyPatch, about: str
) -> None:
    monkeypatch.setitem(CHECKS, "test-rule", replace(CHECKS["test-rule"], about=about))
    run()
    dismiss(anna, ENOUGH)
    leaves(wolf[-1])
    run()
    assert noisy() == [Noise("test-rule", ENOUGH, 1)]


def test_a_group_is_acted_on_when_one_of_its_members_goes(
    anna: User, wolf: list[Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crowded(scope: Scope) -> Iterator[Finding]:
        yield from shouted(scope)
        members = tuple(scope.members().filter(role="twice"))
        if len(members) > 1:
            yield Finding(members[0].chamber, "twice", key="twice", members=members)

    shouted = CHECKS["test-rule"].function
    monkeypatch.setitem(CHECKS, "test-rule", replace(CHECKS["test-rule"], function=crowded))
    twice = [factories.member(f"Twice {number}", role="twice") for number in range(2)]
    run()
    dismiss(anna, ENOUGH)
    leaves(twice[0])
    run()
    assert noisy() == [Noise("test-rule", ENOUGH, 1)]


@pytest.mark.usefixtures("wolf")
def test_nobody_acted_on_what_was_closed_while_its_check_was_switched_off(anna: User) -> None:
    run()
    dismiss(anna, ENOUGH)
    CheckState.objects.filter(name="test-rule").update(enabled=False)
    run()
    assert Issue.objects.filter(status=Status.RESOLVED).count() == ENOUGH
    assert noisy() == [Noise("test-rule", ENOUGH, 0)]


@pytest.mark.usefixtures("wolf")
def test_a_retired_check_is_no_longer_called_noisy(
    anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    dismiss(anna, ENOUGH)
    monkeypatch.delitem(CHECKS, "test-rule")
    run()
    assert noisy() == []


@pytest.mark.usefixtures("wolf")
def test_noise_is_one_query(anna: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    run()
    dismiss(anna, ENOUGH)
    with django_assert_num_queries(1):
        noisy()


@pytest.mark.usefixtures("wolf")
def test_the_first_page_names_noisy_checks_and_leads_to_what_was_dismissed_and_to_the_switch(
    client: Client, admin_client: Client, anna: User
) -> None:
    run()
    client.force_login(anna)
    assert "Noisy checks" not in client.get("/admin/").content.decode()
    dismiss(anna, ENOUGH)
    state = CheckState.objects.get()
    switch = f'href="/admin/issues/checkstate/{state.pk}/change/"'
    page = admin_client.get("/admin/").content.decode()
    assert "Noisy checks" in page
    assert switch in page
    dismissed = f"/admin/issues/issue/?check_name={state.name}&amp;status=dismissed"
    assert dismissed in page
    assert admin_client.get(dismissed.replace("&amp;", "&")).context["cl"].result_count == ENOUGH
    assert "disable it" not in client.get("/admin/").content.decode()

    CheckState.objects.update(enabled=False)
    assert "Noisy checks" not in admin_client.get("/admin/").content.decode()


@pytest.mark.usefixtures("wolf")
def test_the_list_of_checks_marks_the_noisy(
    admin_client: Client, anna: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    CheckState.objects.create(name="quiet")
    run()
    dismiss(anna, ENOUGH)
    with django_assert_max_num_queries(12):
        page = admin_client.get("/admin/issues/checkstate/").content.decode()
    assert page.count(">noisy<") == 1
    assert f"{ENOUGH} dismissed, 0 acted on" in page


@pytest.mark.usefixtures("wolf")
def test_the_page_of_an_issue_says_when_its_check_is_noisy(
    admin_client: Client, anna: User
) -> None:
    run()
    page = f"/admin/issues/issue/{waiting()[-1].pk}/change/"
    assert "Noisy" not in admin_client.get(page).content.decode()
    dismiss(anna, ENOUGH)
    assert f"{ENOUGH} to 0" in admin_client.get(page).content.decode()
    assert noisy(["another-rule"]) == []
