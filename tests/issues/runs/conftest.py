"""Fixtures shared by the tests of runs."""

from __future__ import annotations

import csv

import pytest
from django.contrib.auth.models import User

from issues.models import Issue
from issues.triage import Actor
from tests import factories
from tests.issues.conftest import Rule, run, the_issue
from tests.support.installation import Installation
from tests.support.mail import QueuedMail

FAULTY = [
    {"chamber": "nt-la", "id:test": "1", "first_name": "Ada", "last_name": "Quill", "electorate": "Nightcliff", "email": "ada at example",
     "phone:electorate": "12", "address:electorate:state": "NT", "address:electorate:postcode": "801"},
    {"chamber": "nt-la", "id:test": "2", "first_name": "Bo", "last_name": "Reed", "electorate": "Fong Lim", "email": "seat@example.org"},
    {"chamber": "sa-ha", "id:test": "3", "first_name": "Cy", "last_name": "Stone", "electorate": "Giles", "email": "Seat@example.org"},
]  # fmt: skip


@pytest.fixture
def site(installation: Installation) -> Installation:
    """An installation with three members, about whom there are four findings."""
    installation.query("UPDATE members_chamber SET seats = NULL")  # so that no seat is vacant
    load(installation, FAULTY)
    return installation


def load(installation: Installation, rows: list[dict[str, str]]) -> None:
    path = installation.path / "members.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(column for row in rows for column in row)))
        writer.writeheader()
        writer.writerows(rows)
    installation.manage("importmembers", "csv", path)


@pytest.fixture
def staff() -> Actor:
    return Actor(user=User.objects.create_user("staff"))


@pytest.fixture
def found(rule: Rule, queued_mail: QueuedMail) -> Issue:
    """An issue opened by a first run, with its mail removed."""
    rule.wrong[factories.member()] = "ada at example"
    run()
    for message in queued_mail.all():
        message.delete()
    return the_issue()
