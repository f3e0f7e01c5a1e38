"""Lists are compared only where something has changed, and what is kept is what a comparison would
find."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from unittest import mock

import pytest
from django.db import DatabaseError
from django.utils import timezone

from issues.findings.finding import Finding
from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.models import Issue, KeptFindings
from issues.official import comparison, unchanged
from issues.official.comparison import ListedChamber
from issues.privacy import redaction
from issues.runs import runner
from issues.runs.list_memory import ListMemory
from issues.runs.survey import survey
from members import own_code
from members.models import (
    Chamber,
    Electorate,
    Email,
    Identifier,
    Member,
    Mismatch,
    Party,
    PartyAlias,
    Source,
)
from tests import factories
from tests.checks.verbs import TODAY

pytestmark = pytest.mark.django_db

OFFICIAL = [check for check in CHECKS.values() if check.reach.is_official]
#: The last day of one member, and the day on which another's term begins.
ENDS, BEGINS = date(2026, 7, 1), date(2026, 8, 1)


@pytest.fixture
def directory() -> None:
    """Two chambers with lists and one without, with something to find in each."""
    lower, upper, other = map(factories.chamber, ("lower", "upper", "other"))
    party = Party.objects.create(name="Reef Party")
    for house in (lower, upper):
        seat = factories.electorate("Arafura", house)
        names = {"electorate": seat, "party": party, "slug": f"ada-{house.slug}"}
        ada = factories.member("Ada Quill", house, **names)
        factories.email(f"ada@{house.slug}.example.org", of=ada)
        factories.phone("08 8946 1400", of=ada)
        Identifier.objects.create(member=ada, scheme="x", value=f"ada-{house.slug}")
        factories.member("Bo Reed", house, ended_on=ENDS, slug=f"bo-{house.slug}")
        rows = [
            {
                "name": "Ada Quill",
                "electorate": "Arafura",
                "party": "Coral Party",
                "email": f"quill@{house.slug}.example.org",
                "id:x": f"ada-{house.slug}",
            },
            {"name": "Bo Reed"},
            {"name": "Cy Wren", "started_on": str(BEGINS)},
            {"name": "Di Thornn"},
        ]
        factories.official_list(*rows, of=house, slug=f"of-{house.slug}")
    rows = [{"name": "Ada Quill", "party": "Palm Party"}, {"name": "Bo Reed"}]
    factories.official_list(*rows, of=lower, slug="second")
    factories.member("Di Thorn", lower)
    factories.member("Eli Ash", other)
    factories.listed(upper, "of-upper", name="Eli Ash")


def compared(day: date, memory: ListMemory | None) -> tuple[dict[str, list[Finding]], set[str]]:
    """Return what all checks of lists find, and the chambers that were compared for it."""
    chambers, looked = comparison.chambers, set[str]()

    def watched(
        scope: Scope, *, all_of_them: bool, without: frozenset[str] = frozenset()
    ) -> Iterator[ListedChamber]:
        for chamber in chambers(scope, all_of_them=all_of_them, without=without):
            looked.add(chamber.slug)
            yield chamber

    with mock.patch.object(comparison, "chambers", watched):
        found = survey(OFFICIAL, Scope(day), memory=memory)
    return {name: _sorted(each.result().values()) for name, each in found.items()}, looked


def _sorted(findings: object) -> list[Finding]:
    return sorted(findings, key=lambda each: each.message)  # type: ignore[call-overload, no-any-return]


def run(day: date = TODAY) -> None:
    """Compare with a memory, and keep what is found."""
    memory = ListMemory(day)
    compared(day, memory)
    memory.finish()
    memory.store()


def ada() -> Member:
    return Member.objects.get(last_name="Quill", chamber__slug="lower")


def chambers(slug: str = "lower") -> Chamber:
    return Chamber.objects.get(slug=slug)


CHANGES: dict[str, Callable[[], object]] = {
    "a detail": lambda: Email.objects.filter(member=ada()).update(address="new@example.org"),
    "a detail more": lambda: factories.email("quill@lower.example.org", of=ada()),
    "a detail less": lambda: Email.objects.filter(member=ada()).delete(),
    "a name": lambda: Member.objects.filter(pk=ada().pk).update(first_name="Adah"),
    "a member more": lambda: factories.member("Cy Wren", chambers()),
    "a member less": lambda: ada().delete(),
    "a member elsewhere": lambda: factories.member("Di Thornn", chambers("other")),
    "an electorate": lambda: Electorate.objects.update(name="Timor"),
    "a party": lambda: Party.objects.update(name="Coral Party"),
    "an alias": lambda: PartyAlias.objects.create(party=Party.objects.get(), name="Coral Party"),
    "the name of a chamber": lambda: Chamber.objects.filter(slug="lower").update(name="Reefs"),
    "its country": lambda: Chamber.objects.filter(slug="lower").update(country="US"),
    "a decision": lambda: Mismatch.objects.create(
        member=Member.objects.get(last_name="Thorn"), scheme="of-lower", value="Di Thornn"
    ),
    "a row more": lambda: factories.listed(None, "of-lower", name="Fay Moss"),
    "a setting": lambda: Source.objects.update(vocabulary={"party": {"Coral Party": ""}}),
    "the name of a list": lambda: Source.objects.filter(slug="second").update(slug="other-list"),
    "a list less": lambda: Source.objects.filter(slug="second").update(enabled=False),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_checks_find_what_they_find_without_a_memory(
    directory: None, change: str
) -> None:
    run()
    before, _ = compared(TODAY, None)
    CHANGES[change]()
    found, looked = compared(TODAY, ListMemory(TODAY))
    assert looked
    assert found == compared(TODAY, None)[0]
    assert found != before


def test_nothing_is_compared_where_nothing_has_changed(directory: None) -> None:
    first, looked = compared(TODAY, None)
    assert looked == {"lower", "upper"}
    assert {name for name in first if first[name]} >= {
        *("member-missing", "member-moved", "member-unsure", "email-differs", "party-differs")
    }
    run()
    assert compared(TODAY, ListMemory(TODAY)) == (first, set())


def test_only_the_changed_chamber_is_compared_for_checks_of_single_lists(directory: None) -> None:
    run()
    Email.objects.filter(member=ada()).delete()
    chambers, memory = comparison.chambers, ListMemory(TODAY)
    with mock.patch.object(comparison, "chambers", wraps=chambers) as asked:
        survey([CHECKS["email-differs"]], Scope(TODAY), memory=memory)
    assert asked.call_args.kwargs["without"] == {"upper"}


def test_another_day_counts_only_if_it_decides_who_sits(directory: None) -> None:
    run()
    assert compared(TODAY + timedelta(days=1), ListMemory(TODAY + timedelta(days=1)))[1] == set()
    found, looked = compared(ENDS, ListMemory(ENDS))
    assert looked == {"lower", "upper"}
    assert found == compared(ENDS, None)[0]
    assert any("Bo Reed" in each.message for each in found["member-still-listed"])


def test_the_day_of_a_list_counts_only_if_a_term_may_begin_before_it(directory: None) -> None:
    def seen(day: date) -> None:
        at = timezone.make_aware(datetime.combine(day, time(12)))
        Source.objects.update(checked_at=at)

    def missing() -> tuple[list[Finding], set[str]]:
        found, looked = compared(TODAY, ListMemory(TODAY))
        assert found == compared(TODAY, None)[0]
        return found["member-missing"], looked

    seen(BEGINS - timedelta(days=1))
    run()
    before, _ = missing()
    seen(BEGINS)
    after, looked = missing()
    assert looked
    assert before != after  # the second list lacks somebody whose term has begun
    run()
    seen(BEGINS + timedelta(days=30))
    assert missing() == (after, set())


@pytest.mark.parametrize("what", ["the program", "the time zone"])
def test_everything_is_compared_again_after_an_update(
    directory: None, what: str, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    run()
    if what == "the program":
        monkeypatch.setattr(own_code, "digest", lambda: "of the next release")
    else:
        settings.TIME_ZONE = "Pacific/Auckland"  # type: ignore[attr-defined]
    assert compared(TODAY, ListMemory(TODAY))[1] == {"lower", "upper"}


def test_what_changes_while_it_is_read_is_compared_again(directory: None) -> None:
    memory = ListMemory(TODAY)
    compared(TODAY, memory)
    factories.email("more@example.org", of=ada(), kind="other")
    memory.finish()
    memory.store()
    assert [kept.place for kept in KeptFindings.objects.all()] == ["upper"]


def test_what_cannot_be_asked_for_at_the_end_is_not_kept(
    directory: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = ListMemory(TODAY)
    compared(TODAY, memory)
    monkeypatch.setattr(unchanged, "states", mock.Mock(side_effect=DatabaseError("disk")))
    memory.finish()
    memory.store()
    assert not KeptFindings.objects.exists()


def test_a_check_that_did_not_look_is_asked(directory: None) -> None:
    memory = ListMemory(TODAY)
    survey([CHECKS["email-differs"]], Scope(TODAY), memory=memory)
    memory.finish()
    memory.store()
    again = ListMemory(TODAY)
    again.start()
    assert again.recall("lower", ["email-differs"])
    assert again.recall("lower", ["email-differs", "phone-differs"]) is None
    run()
    again.start()
    assert again.recall("lower", ["email-differs", "phone-differs"])


def test_a_run_keeps_them_and_a_rehearsal_or_part_of_a_run_does_not(directory: None) -> None:
    runner.rehearse([], Scope(TODAY))
    runner.run([], Scope(TODAY, chambers=frozenset(["lower"])))
    assert not KeptFindings.objects.exists()
    runner.run([], Scope(TODAY))
    places = [kept.place for kept in KeptFindings.objects.order_by("place")]
    assert places == ["", "lower", "upper"]
    before = list(Issue.objects.order_by("pk").values())
    runner.run([], Scope(TODAY))
    assert list(Issue.objects.order_by("pk").values()) == before


def test_a_list_that_cannot_be_read_never_counts_as_unchanged(directory: None) -> None:
    Source.objects.filter(slug="second").update(format="unknown")
    run()
    assert [kept.place for kept in KeptFindings.objects.all()] == ["upper"]
    assert compared(TODAY, ListMemory(TODAY))[1] == {"lower", "upper"}


def test_places_without_lists_are_forgotten(directory: None) -> None:
    run()
    Source.objects.filter(slug="of-upper").delete()
    run()
    assert {kept.place for kept in KeptFindings.objects.all()} == {"", "lower"}
    Source.objects.all().delete()
    run()
    assert not KeptFindings.objects.exists()


def test_a_redaction_deletes_what_is_kept(directory: None) -> None:
    run()
    kept = [zlib.decompress(bytes(each.content)) for each in KeptFindings.objects.all()]
    assert any(b"quill@lower.example.org" in content for content in kept)
    redaction.redact("quill@lower.example.org", "Private.")
    assert not KeptFindings.objects.exists()
