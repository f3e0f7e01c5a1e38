"""What is damaged of the memory of lists is found again, and put right."""

from __future__ import annotations

import json
import zlib
from datetime import date

import pytest

from issues.findings.scope import Scope
from issues.models import Issue, KeptFindings
from issues.runs import runner
from tests import factories

pytestmark = pytest.mark.django_db
SCOPE = Scope(date(2026, 6, 15))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"rubbish",
        zlib.compress(b"{"),
        zlib.compress(b"[]"),
        zlib.compress(json.dumps({"member-missing": [["member", 1]]}).encode()),
    ],
)
def test_a_damaged_row_ends_no_run_and_is_written_again(content: bytes) -> None:
    factories.member("Bo Reed")
    factories.official_list({"name": "Ada Quill"}, {"name": "Bo Reed"})
    runner.run([], SCOPE)
    before = dict(Issue.objects.active().values_list("check_name", "pk"))
    assert "member-missing" in before
    KeptFindings.objects.update(content=content)
    report = runner.run([], SCOPE)
    assert not report.errored
    assert dict(Issue.objects.active().values_list("check_name", "pk")) == before
    assert all(bytes(kept.content) != content for kept in KeptFindings.objects.all())
