"""Erasing and redacting change what people and lists wrote, and nothing that programs read,
whatever a reporter's name is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.utils import timezone

from issues import triage
from issues.findings.edits import EDITABLE
from issues.findings.finding import Edit, Evidence
from issues.fixes import stored_fixes
from issues.fixes.stored_fixes import OPERATIONS
from issues.models import Issue, IssueEvent
from issues.models.choices import DismissalReason, Origin, Priority, Status
from issues.privacy import erasure, redaction, text_columns
from issues.reports import intake
from issues.reports.intake import Content
from issues.reports.subjects import Subject
from issues.triage import Actor
from tests import factories
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

NOTE = "Called the office. They said - wait until 12 Dec, at 1 or 2 o'clock, e.g. in 2026."
#: The keys under which an event stores text as people wrote it.
SEEN = ("observed", "expected")
ODD = [
    "[erased]",
    "[erased]-12-24",
    -1,
    999,
    10**12,
    1.5,
    True,
    [],
    ["x"],
    {},
    {"x": "y"},
    "2026-99-99",
]


class Again(Exception):
    """Raised to roll back an attempt."""


def machine_words(day: str) -> set[str]:
    """Return every word that programs look for in stored values, and parts of those words."""
    keys = {each.name for model in (Issue, IssueEvent) for each in model._meta.concrete_fields}
    keys |= {each.name for kind in (Edit, Evidence) for each in fields(kind)} | {
        "label",
        "edits",
        "fields",
        "changed",
        "copy",
        "source",
    }
    columns = {each.attname for model in EDITABLE.values() for each in model._meta.concrete_fields}
    choices = {
        str(value)
        for words in (Status, Priority, Origin, DismissalReason, IssueEvent.Verb)
        for value in words.values
    }
    choices |= {word.name.lower() for word in Status}
    return (
        keys
        | columns
        | choices
        | {*OPERATIONS, *EDITABLE, day, *day.split("-"), "members", "-", ".", "[", "e", "1-2"}
    )


def machine(issue: Issue) -> dict[str, Any]:
    """Return the values of an issue that programs read."""
    issue.refresh_from_db()
    events = issue.events.exclude(verb__in=[IssueEvent.Verb.ERASED, IssueEvent.Verb.REDACTED])
    changes = [
        {key: value for key, value in change.items() if key not in SEEN}
        for each in events
        for change in (each.old, each.new)
    ]
    edits = [
        {**edit, "expect": list(edit["expect"]), "values": list(edit["values"])}
        for fix in issue.fixes
        for edit in fix["edits"]
    ]
    return {
        "field": issue.field, "edits": edits, "evidence": list(issue.evidence), "changes": changes,
        "state": (issue.status, issue.priority, issue.snoozed_until, issue.dismissal_reason, issue.origin, issue.check_name),
    }  # fmt: skip


@pytest.fixture
def story(client: Client, queued_mail: QueuedMail) -> Issue:
    """A report with a fix, with every kind of action by staff, and open on its reporter's page."""
    user = User.objects.create_superuser("kim")
    client.force_login(user)
    ada = factories.member()
    factories.email("old@example.org", ada)
    intake.submit(
        "t" * 20, Subject(ada, "email"), Content("It is wrong.", "new@example.org", "", "Somebody")
    )
    issue, staff = Issue.objects.get(), Actor(user=user)
    assert issue.fixes
    day = timezone.localdate() + timedelta(days=30)
    acts: list[Callable[[], list[Issue]]] = [
        lambda: triage.assign([issue], staff, user, NOTE),
        lambda: triage.prioritise([issue], staff, Priority.HIGH),
        lambda: triage.dismiss([issue], staff, DismissalReason.DUPLICATE, day, NOTE),
        lambda: triage.reopen([issue], staff),
        lambda: triage.snooze([issue], staff, day, NOTE),
    ]
    for act in acts:
        assert act()
        issue.refresh_from_db()
    LogEntry.objects.create(
        user=user, content_type=ContentType.objects.get_for_model(Issue), object_id=str(issue.pk), object_repr="a report",
        action_flag=CHANGE, change_message=json.dumps([{"changed": {"name": "report", "object": "x", "fields": ["Status"]}}]),
    )  # fmt: skip
    return issue


def pages_answer(client: Client, issue: Issue) -> None:
    for page in (
        f"/admin/issues/issue/{issue.pk}/change/",
        "/admin/issues/issue/",
        f"/reports/{issue.token}/",
    ):
        assert client.get(page).status_code == 200, page
    assert LogEntry.objects.get(object_id=str(issue.pk)).get_change_message()


def names(issue: Issue) -> Iterator[str]:
    assert issue.snoozed_until
    yield from sorted(machine_words(issue.snoozed_until.isoformat()))


@pytest.mark.long
def test_no_name_of_a_reporter_touches_what_programs_read_when_it_is_erased(
    story: Issue, client: Client
) -> None:
    before = machine(story)
    for name in names(story):
        try:
            with transaction.atomic():
                Issue.objects.filter(pk=story.pk).update(name=name, issue=f"Says {name} himself.")
                assert erasure.erase(story.pk, Actor(reporter=True))
                assert machine(story) == before, name
                assert story.issue == "Says [erased] himself."
                assert all(stored_fixes.read(fix) for fix in story.fixes)
                if len(name) == 1 or not any(map(str.isalpha, name)):
                    assert set(story.events.values_list("note", flat=True)) == {NOTE, ""}, name
                if not name.replace("_", "").isalpha():
                    pages_answer(client, story)
                raise Again
        except Again:
            continue


@pytest.mark.long
def test_no_value_that_is_redacted_touches_what_programs_read(story: Issue, client: Client) -> None:
    before = machine(story)
    values = [name for name in names(story) if len(name) >= 4]
    assert len(values) > 50
    for value in values:
        try:
            with transaction.atomic():
                Issue.objects.filter(pk=story.pk).update(issue=f"It says {value} there.")
                redaction.redact(value, "Asked.")
                assert machine(story) == before, value
                assert story.issue.startswith("It says redacted ")
                if not value.replace("_", "").isalpha():
                    pages_answer(client, story)
                raise Again
        except Again:
            continue


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_the_page_of_an_issue_shows_its_story_whatever_is_stored(
    value: Any, story: Issue, client: Client
) -> None:
    last = story.events.order_by("pk").last()
    assert last
    keys = {key for event in story.events.all() for key in event.new}
    stored = {"old": dict.fromkeys(keys, value), "new": dict.fromkeys(keys, value)}
    IssueEvent.objects.filter(pk=last.pk).update(**stored)
    context = {
        "observed": value,
        "expected": value,
        "person": value,
        "context": {"copy": value, "source": value, "x": value},
    }
    for evidence in (context, {}):
        Issue.objects.filter(pk=story.pk).update(evidence=evidence, field=str(value))
        pages_answer(client, story)
    edit = asdict(Edit("change", "members.email", 1))
    for edits in (
        [{**edit, "op": value}],
        [{**edit, "model": value}],
        [{**edit, "values": {"address": value}}],
        [{"[erased]": 1}],
    ):
        Issue.objects.filter(pk=story.pk).update(fixes=[{"label": "x", "edits": edits}])
        pages_answer(client, story)


def test_every_column_of_text_is_declared_as_prose_or_as_a_programs() -> None:
    models = [model for model in apps.get_models() if model._meta.app_label in redaction.APPS]
    assert {
        f"{model._meta.label}.{name}"
        for model in models
        for name in text_columns.undeclared_columns(model)
    } == set()
    there = {
        (model._meta.label_lower, field.name)
        for model in models
        for field in model._meta.concrete_fields
    }
    kept = {"history_change_reason"}
    assert {
        (table, name)
        for table, columns in text_columns.COLUMNS.items()
        for name in columns
        if name not in kept
    } <= there
