"""The contract with others, compared with its record: options, exit statuses, addresses, forms,
data, mail and signatures.

`python -m tests.site.contract --write` records it anew. Use that only if the contract itself is
meant to change.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from tests.site.contract import (
    addresses,
    commands,
    data,
    forms,
    issues,
    mail,
    recorded,
    signatures,
    statuses,
    words,
)
from tests.support.installation import Installation
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

WRITES = bool(os.environ.get("WRITE_CONTRACT"))
PROCESSES = "statuses_of_processes"
CHECKS = "checks"
KINDS: dict[str, Callable[[Path], Any]] = {
    "addresses": lambda folder: addresses.collect(),
    "commands": lambda folder: commands.collect(),
    "data": lambda folder: data.collect(),
    "forms": forms.collect,
    "issues": issues.collect,
    "mail": mail.collect,
    "signatures": lambda folder: signatures.collect(),
    "statuses": statuses.collect,
    "words": lambda folder: words.collect(),
}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Keep log messages out of the report of differences: commands fail here on purpose."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("kind", KINDS)
def test_the_contract_is_what_was_recorded(
    kind: str, tmp_path: Path, queued_mail: QueuedMail, settings: Settings
) -> None:
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    _compare(kind, KINDS[kind](tmp_path))


def test_the_exit_statuses_of_processes_are_what_was_recorded(installation: Installation) -> None:
    _compare(PROCESSES, statuses.collect_from_processes(installation))


def test_each_check_that_was_recorded_has_its_name_severity_and_order() -> None:
    """A check may be added without anything else, so new names are left out of the comparison."""
    found = data.checks()
    if WRITES:
        recorded.write(CHECKS, found)
    promised = {row["name"] for row in recorded.read(CHECKS)}
    _compare(CHECKS, [row for row in found if row["name"] in promised])


@pytest.mark.skipif(WRITES, reason="not all is written yet")
def test_everything_that_is_recorded_is_compared() -> None:
    assert {file.stem for file in recorded.FOLDER.iterdir()} == {*KINDS, PROCESSES, CHECKS}


def _compare(kind: str, found: Any) -> None:
    if WRITES:
        recorded.write(kind, found)
    if different := recorded.difference(kind, found):
        pytest.fail(different, pytrace=False)
