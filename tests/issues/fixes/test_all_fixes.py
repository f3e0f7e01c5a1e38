"""Every offered fix is applied: its check finds nothing more and no new issue opens. Undoing them
all restores every member."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction

from issues.findings.edits import EDITABLE, stored
from issues.fixes import applying
from issues.fixes.validation import FixRefused
from issues.models import AppliedFix, Issue
from issues.models.choices import Status
from tests.issues.conftest import run
from tests.members.sources.test_real_lists import CHAMBERS
from tests.support.need import need_list

pytestmark = pytest.mark.django_db


def demo() -> None:
    call_command("loaddemo", verbosity=0)


def lists_of_2012() -> None:
    folder = need_list("yvih-2012")
    for name, (chamber, _) in CHAMBERS.items():
        call_command("importmembers", "yvih", str(folder / f"{name}.csv"), chamber=chamber)


def everything() -> Iterator[tuple[str, int, dict[str, Any]]]:
    for model in EDITABLE.values():
        yield from (
            (model._meta.label, row.pk, stored(row))
            for row in model._default_manager.order_by("pk")
        )


def offered() -> list[Issue]:
    """Return the active issues that offer a fix. Of alternatives, the first is taken."""
    return [issue for issue in Issue.objects.active().order_by("pk") if issue.fixes]


@pytest.mark.parametrize("load", [demo, lists_of_2012])
def test_all_fixes_applied_and_undone(
    load: Callable[[], None], capsys: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    load()
    anna = User.objects.create_user("anna")
    run()
    known = set(Issue.objects.values_list("fingerprint", flat=True))
    before = list(everything())
    # The next run offers a fix for what the first fix of an issue has left.
    for _ in range(5):
        for issue in offered():
            # Refused if another check's fix came first: the next run reports what is left.
            with suppress(FixRefused), transaction.atomic():
                applying.apply(issue, 0, anna)
        run()
    assert AppliedFix.objects.exists()
    assert [issue.summary for issue in offered()] == []
    fixed = Issue.objects.filter(applied_fixes__isnull=False).distinct()
    assert [issue.summary for issue in fixed.exclude(status=Status.RESOLVED)] == []
    new = Issue.objects.exclude(fingerprint__in=known)
    assert [issue.summary for issue in new] == []
    applied = list(AppliedFix.objects.order_by("-pk"))
    for each in applied:
        applying.undo(each, anna)
    assert list(everything()) == before
    with capsys.disabled():
        print(f" {load.__name__}: {len(applied)} fixes of {fixed.count()} issues", end="")
