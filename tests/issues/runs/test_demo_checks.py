"""All checks on the fictional parliament: each planted fault is found, some with a fix, and nothing
else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from issues.findings.finding import Finding
from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.runs.survey import of_check

pytestmark = pytest.mark.django_db

PLANTED = {
    ("chamber-overfull", "Demo Assembly"),
    ("chamber-overfull", "Demo Council"),
    ("electorate-missing", "Mireille Northpenny"),
    ("email-commented", "Jocasta Larkspurling"),
    ("email-malformed", "Dagny Fennimarch"),
    ("email-malformed", "Ewan Farthingdell"),
    ("email-shared", "Cormac Elderfleet, Silas Thornaby-Wren"),
    ("email-shared", "Juno Kettlewick, Kasper Lindengrove"),
    ("phone-invalid", "Zelda Birchmarsh"),
    ("phone-length", "Gideon Hallowfen"),
    ("phone-two-numbers", "Yorick Ashpenfield"),
    ("postcode-not-in-state", "Emeric Gorseland"),
    ("postcode-not-in-state", "Leocadia Mossbridge"),
    ("postcode-zero-lost", "Wendell Yarrowmead"),
    ("seat-double", "Fernhollow"),
    ("seat-double", "Nettlecombe"),
    ("seat-vacant", "Tallowood"),
}


@pytest.fixture
def found() -> list[tuple[str, str, Finding]]:
    """Return the findings on the day of the load: the check's name, the subject and the
    description."""
    return everything(days_later=0)


def everything(days_later: int) -> list[tuple[str, str, Finding]]:
    call_command("loaddemo", verbosity=0)
    scope = Scope(timezone.localdate() + timedelta(days=days_later))
    return [
        (name, who(finding), finding)
        for name in CHECKS
        for finding in of_check(CHECKS[name], scope)
    ]


def who(finding: Finding) -> str:
    if finding.field.partition(":")[0] in ("", "electorate") or not finding.concerned:
        return str(finding.subject)
    return ", ".join(sorted(member.name for member in finding.concerned))


def test_the_checks_find_what_is_planted_and_nothing_else(
    found: list[tuple[str, str, Finding]],
) -> None:
    assert sorted((name, about) for name, about, _ in found) == sorted(PLANTED)


def test_a_newcomer_can_click_some_fixes(found: list[tuple[str, str, Finding]]) -> None:
    assert {
        about: [fix.label for fix in finding.fixes] for _, about, finding in found if finding.fixes
    } == {
        "Ewan Farthingdell": ["Write ewan.farthingdell@assembly.example.org"],
        "Jocasta Larkspurling": ["Write jocasta.larkspurling@council.example.org"],
        "Wendell Yarrowmead": ["Write 0800"],
        "Yorick Ashpenfield": ["Write them one by one: (02) 5550 1925 and (02) 5550 1926"],
    }


def test_nothing_more_is_found_when_the_demo_stays_for_months() -> None:
    assert {(name, about) for name, about, _ in everything(days_later=300)} == PLANTED
