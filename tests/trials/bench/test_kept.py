"""A loaded database is kept, and taken over by a later bench."""

from __future__ import annotations

from pathlib import Path

from tests.checks.verbs import TODAY
from tests.support.installation import Installation, Template
from trials.bench import kept
from trials.bench.load import load


def test_the_members_and_the_findings_to_expect_come_back(
    installation: Installation, installation_template: Template, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    planted = load(installation, 100, TODAY, frozenset(["email-malformed"]))
    rows = "SELECT slug, version FROM members_member ORDER BY slug"
    before = installation.query(rows)
    assert not kept.is_kept(folder)
    kept.keep(installation, folder, planted, TODAY)
    assert kept.is_kept(folder)
    with installation_template.copy(tmp_path) as other:
        assert kept.take_over(other, folder) == (planted, TODAY)
        assert other.query(rows) == before
        assert len(before) == 100
        other.query("UPDATE members_email SET address = 'x@example.org'")
        assert other.query(rows) > before  # the triggers came back as well
