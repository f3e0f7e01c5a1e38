"""Troubles of the service itself: when each is reported."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from issues import triage
from issues.findings.scope import Scope
from issues.health import conditions, due, run_conditions
from issues.models import Backup, CheckState, Hold, Issue, Mail, Run
from issues.models.choices import DismissalReason
from issues.runs import runner
from issues.triage import Actor
from members.models import Chamber, Source
from tests import factories
from tests.issues.conftest import TODAY

pytestmark = pytest.mark.django_db

WHOLE: dict[str, list[str]] = {"checks": [], "chambers": []}


@pytest.fixture(autouse=True)
def hourly(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A schedule of one run an hour, on a site that was installed nine days ago."""
    settings.RUNCHECKS_SCHEDULE = "0 * * * *"
    monkeypatch.setattr(run_conditions, "installed_at", lambda now: now - timedelta(days=9))


@pytest.fixture
def staff() -> Actor:
    return Actor(user=User.objects.create_user("kim"))


@pytest.fixture
def well() -> Run:
    """A run of all checks that has just succeeded."""
    return Run.objects.create(scope=WHOLE, status=Run.Outcome.SUCCEEDED)


def told() -> list[str]:
    return [trouble.what for trouble in conditions.troubles(timezone.now())]


def test_nothing_is_wrong_after_a_run(well: Run) -> None:
    assert told() == []


def test_a_site_without_any_run_says_so_once_two_were_due(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told() == ["no run"]
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    for made, expected in [
        (hour - timedelta(hours=1, seconds=5), ["no run"]),
        (hour - timedelta(minutes=59), []),
    ]:
        monkeypatch.setattr(run_conditions, "installed_at", lambda now, made=made: made)
        assert told() == expected


def test_a_site_was_made_when_its_first_migration_was_applied(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    now = timezone.now()
    assert now - timedelta(hours=1) < run_conditions.installed_at(now) < now
    MigrationRecorder.Migration.objects.filter(app="issues").update(
        applied=datetime(2020, 1, 1, tzinfo=UTC)
    )
    assert run_conditions.installed_at(now) == datetime(2020, 1, 1, tzinfo=UTC)
    MigrationRecorder.Migration.objects.update(applied=datetime(2031, 1, 1, tzinfo=UTC))
    assert run_conditions.installed_at(now) == now


@pytest.mark.parametrize(("minutes", "expected"), [(14, []), (16, ["mail late"])])
def test_mail_that_is_due_for_a_quarter_of_an_hour_is_trouble(
    well: Run, minutes: int, expected: list[str]
) -> None:
    factories.mail(due_at=timezone.now() - timedelta(minutes=minutes))
    assert told() == expected
    Mail.objects.update(state=Mail.State.HELD)
    assert told() == ["mail held"]
    Mail.objects.update(state=Mail.State.SET_ASIDE)
    assert told() == []


@pytest.mark.parametrize(
    ("days", "after", "url", "expected"),
    [(91, 90, "", 1), (89, 90, "", 0), (9, 7, "", 1), (999, 0, "", 0), (0, 7, "https://x.org", 0)],
)
def test_a_list_given_by_hand_grows_old_after_a_time_of_its_own(
    well: Run, days: int, after: int, url: str, expected: int
) -> None:
    seen = timezone.now() - timedelta(days=days)
    chamber = Chamber.objects.get(slug="fed-hor")
    Source.objects.create(
        slug="hor", format="csv", chamber=chamber, stale_after=after, url=url, checked_at=seen
    )
    assert told() == ["source stale"] * expected


@pytest.mark.parametrize(("days", "expected"), [(1, []), (3, ["backup old"])])
def test_a_last_backup_of_more_than_two_days_ago_is_trouble(
    well: Run, days: int, expected: list[str]
) -> None:
    Backup.objects.create(rows=1, size=1, made_at=timezone.now() - timedelta(days=days))
    assert told() == expected


@pytest.mark.parametrize(
    ("status", "scope"),
    [
        (Run.Outcome.ERRORED, WHOLE),
        (Run.Outcome.RUNNING, WHOLE),
        (Run.Outcome.SUCCEEDED, {"checks": ["email-shared"], "chambers": []}),
        (Run.Outcome.SUCCEEDED, {"checks": [], "chambers": ["fed-hor"]}),
    ],
)
def test_a_run_that_did_not_succeed_or_was_limited_is_no_proof(
    status: str, scope: dict[str, list[str]]
) -> None:
    Run.objects.create(scope=scope, status=status)
    assert told() == ["no run"]


def test_no_success_for_twice_the_schedule_is_trouble_and_for_once_is_none(well: Run) -> None:
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    Run.objects.update(started_at=hour - timedelta(hours=1) + timedelta(seconds=5))
    assert told() == []
    Run.objects.update(started_at=hour - timedelta(hours=1, seconds=5))
    assert told() == ["no run"]


@pytest.mark.parametrize(
    ("expression", "now", "expected"),
    [
        ("0 * * * *", datetime(2026, 11, 24, 10, 5), datetime(2026, 11, 24, 9)),
        ("*/5 * * * *", datetime(2026, 11, 24, 10, 4), datetime(2026, 11, 24, 9, 55)),
        ("0 9 * * mon-fri", datetime(2026, 11, 23, 8), datetime(2026, 11, 19, 9)),
        ("30 4 1 * *", datetime(2026, 11, 24), datetime(2026, 10, 1, 4, 30)),
    ],
)
def test_twice_the_schedule_follows_the_expression_in_the_machine_s_time(
    expression: str, now: datetime, expected: datetime
) -> None:
    assert due.last_but_one(expression, now.astimezone()) == expected.astimezone()


def test_a_check_that_breaks_is_trouble_unless_it_is_disabled(well: Run) -> None:
    state = CheckState.objects.create(
        name="email-shared", failing_since=timezone.now(), error="ValueError"
    )
    assert told() == ["check failing"]
    CheckState.objects.filter(pk=state.pk).update(enabled=False)
    assert told() == []


@pytest.mark.parametrize(
    ("state", "hours", "expected"),
    [("queued", 23, 0), ("queued", 25, 1), ("failed", 1, 1), ("sent", 99, 0)],
)
def test_mail_that_failed_or_waited_for_a_day_is_trouble(
    well: Run, state: str, hours: int, expected: int
) -> None:
    factories.mail(state=state, created_at=timezone.now() - timedelta(hours=hours))
    assert told() == ["mail stuck"] * expected


def test_a_hold_is_trouble_until_somebody_takes_its_issue(well: Run, staff: Actor) -> None:
    Hold.objects.create(
        check_name="party-differs",
        chamber=Chamber.objects.get(slug="fed-hor"),
        sources="one,two",
        opened=90,
        limit=25,
    )
    assert told() == ["check held"]
    runner.run(["check-held"], Scope(TODAY))
    assert told() == ["check held"]
    triage.take(Issue.objects.filter(check_name="check-held"), staff)
    assert told() == []


def test_a_source_that_fails_is_trouble_until_somebody_takes_its_issue(
    well: Run, staff: Actor
) -> None:
    Source.objects.create(
        slug="hor",
        format="csv",
        chamber=Chamber.objects.get(slug="fed-hor"),
        url="https://example.org",
        failing_since=timezone.now(),
    )
    assert told() == ["source stale"]
    runner.run(["source-failing"], Scope(TODAY))
    triage.take(Issue.objects.filter(check_name="source-failing"), staff)
    assert told() == []


def test_an_old_word_on_a_rejected_copy_hides_no_later_failure(well: Run, staff: Actor) -> None:
    source = factories.official_list({"name": "Ada Quill"})
    old = Issue.objects.create(
        issue="x", check_name="source-rejected", evidence={"context": {"source": source.slug}}
    )
    triage.dismiss([old], staff, DismissalReason.ACCEPTED)
    Source.objects.update(
        url="https://example.org/list.csv", failing_since=timezone.now(), checked_at=timezone.now()
    )
    assert told() == ["source stale"]


@pytest.mark.parametrize(
    ("hours", "enabled", "has_url", "expected"),
    [(3, True, True, 1), (0, True, True, 0), (3, False, True, 0), (3, True, False, 0)],
)
def test_a_source_not_seen_for_twice_the_schedule_is_trouble(
    well: Run, hours: int, enabled: bool, has_url: bool, expected: int
) -> None:
    chamber, url = (
        Chamber.objects.get(slug="fed-hor"),
        "https://example.org/list" if has_url else "",
    )
    seen = timezone.now() - timedelta(hours=hours)
    Source.objects.create(
        slug="hor", format="csv", chamber=chamber, url=url, enabled=enabled, checked_at=seen
    )
    assert told() == ["source stale"] * expected


def test_the_number_of_queries_does_not_grow(well: Run) -> None:
    chamber = Chamber.objects.get(slug="fed-hor")
    counts = []
    for number in range(6):
        Source.objects.create(
            slug=f"s{number}", format="csv", chamber=chamber, failing_since=timezone.now()
        )
        Hold.objects.create(check_name=f"c{number}", chamber=chamber)
        with CaptureQueriesContext(connection) as queries:
            assert len(told()) == 2 * (number + 1)
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_healthz_tells_what_is_wrong_and_what_to_do_to_whoever_watches(
    client: Client, well: Run
) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer["Cache-Control"]) == (
        200,
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    said = answer.json()
    assert (said["status"], said["problems"], said["database"], said["held"]) == (
        "ok",
        [],
        "ok",
        [],
    )
    assert said["last_successful_run"]["run"] == well.pk
    assert said["mail"] == {"queued": 0, "undelivered": 0, "oldest": None}
    CheckState.objects.create(
        name="email-shared", failing_since=timezone.now(), error="ValueError: a secret"
    )
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert [problem["what"] for problem in answer.json()["problems"]] == ["check failing"]
    assert "secret" not in answer.content.decode()


def test_the_admin_s_first_page_says_the_same_with_a_way_there(admin_client: Client) -> None:
    state = CheckState.objects.create(name="email-shared", failing_since=timezone.now())
    page = admin_client.get("/admin/").content.decode()
    assert "No run of all checks has succeeded yet" in page
    assert f"/admin/issues/checkstate/{state.pk}/change/" in page
