"""Two lists that disagree: every claim is shown, nothing is applied in bulk, and a person's
decision lasts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import User

from issues import triage
from issues.admin.fix_actions import FIX_ACTIONS
from issues.findings.registry import CHECKS
from issues.fixes import applying
from issues.models import CheckState, Issue
from issues.models.choices import DismissalReason, Status
from issues.triage import Actor
from members.models import Address, Identifier, Link, Member, Party, Phone
from tests import factories
from tests.issues.conftest import Commit, run

pytestmark = pytest.mark.django_db
Row = dict[str, str]


@dataclass(frozen=True)
class Case:
    """A dispute about Ada.

    `ada` is her data in the directory, None if she is missing there. `first` and `second` are her
    columns in the two lists, None if a list lacks her. `other` is a third claim.
    """

    ada: dict[str, Any] | None
    first: Row | None
    second: Row | None
    other: Row = field(default_factory=dict)


def differing(column: str, first: str, second: str, other: str, **ada: Any) -> Case:
    return Case(ada, {column: first}, {column: second}, {column: other})


OLD, NEW, ELSE = (
    "1 Reef Street, Darwin NT 0800",
    "2 Cove Road, Darwin NT 0800",
    "3 Bay Lane, Darwin NT 0800",
)
CASES = {
    "name-differs": differing("name", "Ada Quill", "Ada Reed", "Ada Marsh"),
    "party-differs": differing("party", "Tide", "Foam", "Surf", party="Tide"),
    "electorate-differs": differing("electorate", "Reef", "Cove", "Bay", electorate="Reef"),
    "role-differs": differing("role", "Whip", "Speaker", "Clerk", role="Whip"),
    "email-differs": differing("email", "a@nt.gov.au", "b@nt.gov.au", "c@nt.gov.au", email="a@nt.gov.au"),
    "phone-differs": differing("phone", "(08) 8999 6101", "(08) 8999 6102", "(08) 8999 6103", phone="(08) 8999 6101"),
    "address-differs": differing("address", OLD, NEW, ELSE, address=OLD),
    "link-differs": differing("link", "https://a.example.org", "https://b.example.org", "https://c.example.org", link="https://a.example.org"),
    "member-departed": Case({}, None, {}),
    "member-missing": Case(None, None, {}),
    "member-still-listed": Case({"ended_on": "2026-01-01"}, None, {}),
}  # fmt: skip
#: A move is found in another chamber's list, whatever the lists of this one contain. An unsure match
#: is a question, not a claim.
NO_CLAIM = {"member-moved", "member-unsure"}


@pytest.fixture(autouse=True)
def only_lists() -> None:
    CheckState.objects.bulk_create(
        CheckState(name=check.name, enabled=False)
        for check in CHECKS.values()
        if not check.official
    )


def row(given: Row | None) -> list[Row]:
    return [] if given is None else [{"name": "Ada Quill", "id:x": "7", **given}]


def publish(case: Case) -> None:
    """Store both lists. Each has somebody else, too."""
    for slug, given in (("first", case.first), ("second", case.second)):
        factories.official_list({"name": "Zoe Zell", "id:x": "9"}, *row(given), slug=slug)


def build(case: Case) -> None:
    Identifier.objects.create(member=factories.member("Zoe Zell"), scheme="x", value="9")
    if case.ada is not None:
        values = dict(case.ada)
        details = {
            word: values.pop(word)
            for word in ("email", "phone", "address", "link")
            if word in values
        }
        if "party" in values:
            values["party"] = Party.objects.create(name=values["party"])
        if "electorate" in values:
            values["electorate"] = factories.electorate(values["electorate"])
        ada = factories.member("Ada Quill", **values)
        Identifier.objects.create(member=ada, scheme="x", value="7")
        add(ada, details)
    publish(case)


def add(ada: Member, details: dict[Any, Any]) -> None:
    for word, value in details.items():
        if word == "email":
            factories.email(value, ada)
        elif word == "phone":
            Phone.objects.create(member=ada, number=value)
        elif word == "address":
            Address.objects.create(member=ada, text=value)
        else:
            Link.objects.create(member=ada, url=value)


def waiting() -> list[Issue]:
    """Return the open issues of the checks against lists."""
    return list(
        Issue.objects.active().filter(
            check_name__in=[check.name for check in CHECKS.values() if check.official]
        )
    )


def the_dispute(name: str) -> Issue:
    run()
    (issue,) = waiting()
    assert issue.check_name == name
    return issue


def test_every_check_of_lists_has_a_case() -> None:
    assert set(CASES) == {check.name for check in CHECKS.values() if check.official} - NO_CLAIM


@pytest.mark.parametrize("name", CASES)
def test_a_dispute_is_one_issue_with_every_claim_and_nothing_in_bulk(name: str) -> None:
    build(CASES[name])
    issue = the_dispute(name)
    assert "the official lists do not agree" in issue.issue
    assert {"first", "second"} <= issue.evidence["context"].keys()
    assert sorted(issue.source_slugs) == ["first", "second"]
    assert {"first says", "second says"} <= {
        fix["label"].rpartition(", as ")[2] for fix in issue.fixes
    }
    (planned,) = FIX_ACTIONS["fix"].plan([issue])
    assert (planned.fix, planned.why) == (None, "the lists do not agree")


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("name", CASES)
def test_whichever_list_is_followed_the_other_does_not_open_it_again(
    name: str, number: int, commit: Commit
) -> None:
    user = User.objects.create_user("anna")
    build(CASES[name])
    issue = the_dispute(name)
    with commit():
        applied = applying.apply(issue, number, user)
    for _ in range(2):
        issue.refresh_from_db()
        assert (issue.status, issue.dismissal_reason) == (
            Status.DISMISSED,
            DismissalReason.SOURCE_WRONG,
        )
        assert waiting() == []
        run()
    publish(CASES[name])  # newer copies that say the same
    run()
    assert waiting() == []
    with commit():
        applying.undo(applied, user)
    run()
    assert waiting() == [issue]


@pytest.mark.parametrize("name", CASES)
def test_a_dismissed_dispute_comes_back_when_a_claim_changes_and_not_before(name: str) -> None:
    case = CASES[name]
    build(case)
    triage.dismiss([the_dispute(name)], Actor(), DismissalReason.SOURCE_WRONG)
    run()
    assert waiting() == []
    publish(
        Case(
            case.ada,
            case.first or {"name": "Ben Reed", "id:x": "8"},
            case.other or {"name": "Ada Quill", "id:x": "70"},
        )
    )
    run()
    assert waiting()


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.ada and case.other])
def test_a_choice_lasts_where_the_directory_had_what_neither_list_has(
    name: str, commit: Commit
) -> None:
    case = CASES[name]
    (third,), (attribute,) = case.other.values(), case.ada or {"": ""}
    build(Case({attribute: third}, case.first, case.second))
    issue = the_dispute(name)
    with commit():
        applying.apply(issue, 1, User.objects.create_user("anna"))
    run()
    assert waiting() == []


def test_a_list_that_confirms_another_value_of_the_field_does_not_mind_one_more() -> None:
    build(Case({"email": "a@nt.gov.au"}, {"email": "a@nt.gov.au"}, {"email": "a@nt.gov.au"}))
    source = factories.official_list(
        {"name": "Zoe Zell", "id:x": "9"}, {"name": "Ada Quill", "id:x": "7"}, slug="second"
    )
    assert source.in_force()
    run()
    assert waiting() == []


def test_a_member_whom_one_list_of_the_chamber_still_has_did_not_move() -> None:
    build(Case({}, None, {}))
    factories.official_list(
        {"name": "Ada Quill", "id:x": "7"}, of=factories.chamber("upper"), slug="upper"
    )
    run()
    found = {issue.check_name: issue for issue in waiting()}
    assert sorted(found) == ["member-departed", "member-missing"]
    assert "do not agree" in found["member-departed"].issue


def test_a_person_whom_the_other_list_has_under_a_nickname_or_could_not_know_yet_is_plainly_missing() -> (
    None
):
    factories.member("Zoe Zell")
    both = ({"name": "Zoe Zell"}, {"name": "Kate Quill"})
    factories.official_list(*both, slug="first", day="2026-06-01")
    factories.official_list(
        *both, {"name": "Bo Reed", "started_on": "2026-06-05"}, slug="second", day="2026-06-06"
    )
    run()
    assert [len(issue.fixes) for issue in waiting()] == [1, 1]
