"""The short form of script/faults: ten of each kind, on the database of the tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.support.installation import Installation, Template
from tests.support.need import need
from trials.faults.__main__ import DATABASE, DISK, KINDS, make
from trials.faults.balance import Balance, close
from trials.faults.stage import loaded

ITS_DATABASE = (
    "sqlite" if os.environ.get("DATABASE_URL", "sqlite").startswith("sqlite") else "postgresql"
)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    with loaded(os.environ["DATABASE_URL"], tmp_path_factory.mktemp("faults")) as made:
        yield made


@pytest.mark.long
@pytest.mark.process
@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind != DATABASE or ITS_DATABASE == "postgresql"]
)
def test_nothing_is_lost_doubled_or_half_done(kind: str, template: Template) -> None:
    need("aiosmtpd")
    if kind in (DISK, "two-hosts"):
        need("root", "mounts")
    if ITS_DATABASE == "postgresql":
        need("postgres")
    balance = make(kind, template, 10)
    assert balance.is_even, balance
    assert balance.faults == 10
    assert balance.hit > 0, balance
    assert balance.happened > 0


def test_the_balance_is_not_even_when_a_mail_is_missing(installation: Installation) -> None:
    create = (
        "from issues.models import Issue, IssueEvent; issue = Issue.objects.create(issue='x'); "
    )
    installation.manage(
        "shell", "-v0", "-c", create + "IssueEvent.objects.create(issue=issue, verb='opened')"
    )
    balance = close(Balance("none", ITS_DATABASE), installation, [])
    assert (balance.happened, balance.lost, balance.is_even) == (1, 2, False)
