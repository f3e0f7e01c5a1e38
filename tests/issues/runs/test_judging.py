"""One member judged with values that are not stored."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from issues.findings.registry import CHECKS
from issues.models import CheckState, Issue
from issues.runs.judging import judge
from members.models import Email, Member
from tests import factories
from tests.issues.conftest import run

pytestmark = pytest.mark.django_db


def test_a_typed_value_is_judged_and_nothing_is_written() -> None:
    ada = factories.member()
    factories.email("ada@example.org", ada)
    found = judge(ada, {"role": "TBC", "emails": [{"address": "ada@@example"}]})
    assert set(found) == {"email-malformed", "role-placeholder"}
    [malformed] = found["email-malformed"]
    assert (malformed.field, malformed.evidence.observed) == ("email", "ada@@example")
    assert Email.objects.get().address == "ada@example.org"
    assert not Issue.objects.exists()


def test_a_member_who_is_not_stored_is_judged() -> None:
    ada = Member(first_name="Ada", last_name="Quill MP", chamber=factories.chamber())
    assert set(judge(ada, {})) == {"name-post-nominal"}
    assert judge(ada, {"last_name": "Quill"}) == {}


def test_it_finds_what_a_run_finds_of_the_stored_member() -> None:
    ada = factories.member(role="n/a")
    factories.phone("12", ada)
    judged = {
        finding.fingerprint(name) for name, found in judge(ada, {}).items() for finding in found
    }
    run()
    stored = Issue.objects.values_list("check_name", "fingerprint")
    assert judged == {fingerprint for name, fingerprint in stored if not CHECKS[name].compares}
    assert judged


def test_it_asks_the_database_at_most_a_dozen_times() -> None:
    ada = factories.member()
    for number in range(5):
        factories.phone(f"wrong {number}", ada)
    with CaptureQueriesContext(connection) as captured:
        assert judge(ada, {"role": "TBC"})
    assert len(captured) <= 12


def test_a_check_that_is_disabled_is_not_asked_and_one_that_breaks_is_logged_and_left_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(member: object) -> list[object]:
        raise RuntimeError("no such list")

    ada = factories.member(role="TBC")
    monkeypatch.setitem(
        CHECKS,
        "name-title",
        replace(CHECKS["name-title"], function=broken),  # type: ignore[arg-type]
    )
    with caplog.at_level(logging.ERROR):
        assert set(judge(ada, {"last_name": "Quill MP"})) == {
            "role-placeholder",
            "name-post-nominal",
        }
    assert "The check name-title broke" in caplog.text
    CheckState.objects.create(name="role-placeholder", enabled=False)
    assert set(judge(ada, {})) == set()
