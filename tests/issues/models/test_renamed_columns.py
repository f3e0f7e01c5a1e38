"""Renamed columns keep the values of every row, and the checks continue as before."""

from __future__ import annotations

from tests.support.installation import Installation

NOW = (
    "SELECT id, fingerprint, evidence_hash, fixes_hash FROM issues_issue ORDER BY id",
    "SELECT name, ran_in FROM issues_checkstate ORDER BY name",
)
BEFORE = (
    "SELECT id, fingerprint, digest, offer FROM issues_issue ORDER BY id",
    "SELECT name, places FROM issues_checkstate ORDER BY name",
)


def test_a_run_after_the_upgrade_finds_its_issues_and_fixes_again(
    installation: Installation,
) -> None:
    installation.manage("loaddemo")
    installation.manage("runchecks")
    held = [installation.query(query) for query in NOW]
    assert any(evidence for _, _, evidence, _ in held[0])
    assert any(fixes for _, _, _, fixes in held[0])

    installation.manage("migrate", "issues", "0013")
    assert [installation.query(query) for query in BEFORE] == held

    installation.manage("migrate")
    assert [installation.query(query) for query in NOW] == held

    installation.manage("runchecks")
    assert [installation.query(query) for query in NOW] == held
    assert installation.query("SELECT count(*) FROM issues_issueevent WHERE verb <> 'opened'") == [
        (0,)
    ]
