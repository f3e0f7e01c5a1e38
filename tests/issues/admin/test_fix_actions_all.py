"""All fixes of one check from one official list: shown first, applied, told of, and undone."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from issues import triage
from issues.admin import bulk_report, fix_views
from issues.findings.edits import change, create, create_row, delete
from issues.findings.registry import Fix
from issues.models import AppliedFix, Issue
from issues.models.choices import Origin, Status
from issues.triage import Actor
from members.models import Electorate, Email, Member, Snapshot, Source
from tests import factories
from tests.issues.admin.admin_parts import LIST, messages, user

pytestmark = pytest.mark.django_db
ALL = f"{LIST}bulk/fix/all/"


@pytest.fixture
def anna(client: Client) -> Any:
    anna = user("anna", "Triagers")
    client.force_login(anna)
    return anna


@pytest.fixture(autouse=True)
def _commits(django_capture_on_commit_callbacks: Any) -> Any:
    """What a request does after its commit is done at the end of the test; here only the request
    itself is looked at."""
    with django_capture_on_commit_callbacks(execute=False):
        yield


@pytest.fixture
def copy() -> Snapshot:
    source = Source.objects.create(slug="aph", chamber=factories.chamber(), format="csv")
    taken = timezone.now() - timedelta(hours=1)
    return Snapshot.objects.create(
        source=source,
        taken_at=taken,
        origin="x",
        checksum="",
        size=0,
        content=b"",
        verdict="accepted",
    )


def official(number: int, copy: Snapshot, *more: Fix, **values: Any) -> Issue:
    """An issue by which the list says `fixedN@example.org` where the directory has
    `oldN@example.org`."""
    email = factories.email(f"old{number}@example.org", factories.member(f"Ada Quill{number}"))
    Email.history.filter(id=email.pk).update(history_date=timezone.now() - timedelta(days=9))
    fix = Fix(f"Write fixed{number}", (change(email, address=f"fixed{number}@example.org"),))
    given: dict[str, Any] = {
        "check_name": "email-differs",
        "field": "email",
        "source_slugs": ["aph"],
        "evidence": {"context": {"copy": str(copy.pk)}},
    }
    given |= {
        "origin": Origin.CHECK,
        "fixes": [asdict(each) for each in (fix, *more)],
        "label": str(email.member),
        **values,
    }
    return Issue.objects.create(
        issue=f"Differs {number}", member=email.member, member_slugs=[email.member.slug], **given
    )


def shown(client: Client, source: str = "aph", check: str = "email-differs") -> Any:
    return client.get(ALL, {"check_name": check, "source": source})


def confirm(client: Client, page: Any, verb: str = "fix") -> Any:
    """Send the form of a page that shows what would be done."""
    values = {"issues": page.context["issues"], "back": page.context["back"], "reports": "1"}
    return client.post(f"{LIST}bulk/{verb}/", values, follow=True)


def addresses() -> list[str]:
    return list(Email.objects.order_by("pk").values_list("address", flat=True))


def test_the_page_of_an_official_issue_leads_to_all_of_its_check_from_its_list(
    client: Client, anna: Any, copy: Snapshot
) -> None:
    one = official(1, copy)
    (
        official(2, copy),
        official(3, copy, check_name="name-differs"),
        official(4, copy, source_slugs=["aph-old"]),
    )
    triage.resolve([official(5, copy)], Actor(user=anna))
    page = client.get(f"{LIST}{one.pk}/change/").content.decode()
    assert (
        f'<a href="{ALL}?check_name=email-differs&amp;source=aph">Apply all of email-differs from aph</a>'
        in page
    )
    assert "2 issues, shown first" in page
    preview = shown(client)
    assert "Apply the fix: all 2" in preview.content.decode()
    assert [each.label for each, _ in preview.context["shown"]] == ["Write fixed1", "Write fixed2"]
    assert addresses()[:2] == ["old1@example.org", "old2@example.org"]


def test_the_link_counts_only_what_it_does(client: Client, anna: Any, copy: Snapshot) -> None:
    disagree = {"evidence": {"context": {"copy": str(copy.pk), "choose": "the lists do not agree"}}}
    asked, done = official(1, copy, **disagree), official(2, copy)
    page = client.get(f"{LIST}{asked.pk}/change/").content.decode()
    assert "1 issue, shown first" in page
    assert shown(client).context["number"] == 1
    triage.resolve([done], Actor(user=anna))
    assert "Apply all of" not in client.get(f"{LIST}{asked.pk}/change/").content.decode()


def test_keeping_what_one_list_says_is_said_to_change_nothing(
    client: Client, anna: Any, copy: Snapshot
) -> None:
    one = official(1, copy, fixes=[asdict(Fix("Keep Ada, as aph says", ()))])
    page = client.get(f"{LIST}{one.pk}/change/").content.decode()
    assert "Nothing is changed in the directory." in page
    assert "another fix did it" not in page


def test_an_issue_of_no_list_leads_nowhere_and_a_viewer_is_not_led(
    client: Client, anna: Any, copy: Snapshot
) -> None:
    none, one = official(1, copy, source_slugs=[]), official(2, copy)
    assert "Apply all of" not in client.get(f"{LIST}{none.pk}/change/").content.decode()
    client.force_login(user("vic", "Viewers"))
    assert "Apply all of" not in client.get(f"{LIST}{one.pk}/change/").content.decode()
    assert shown(client).status_code == 403


def test_what_came_of_it_stands_on_a_page_with_what_was_refused_and_why(
    client: Client, anna: Any, copy: Snapshot
) -> None:
    one, two = official(1, copy), official(2, copy)
    preview = shown(client)
    Email.objects.filter(member=two.member).update(address="new@example.org")
    report = confirm(client, preview)
    assert report.redirect_chain[0][0] == reverse("admin:issues_issue_bulk_report")
    assert addresses() == ["fixed1@example.org", "new@example.org"]
    text = report.content.decode()
    assert ("Fix applied: 1" in text, "Refused: 1" in text) == (True, True)
    assert f'href="{LIST}{one.pk}/change/"' in text
    assert "address is now “new@example.org”" in text
    assert report.context["report"].refused == [[two.pk, report.context["refused"][0][2]]]


def test_only_what_was_shown_is_done(client: Client, anna: Any, copy: Snapshot) -> None:
    one = official(1, copy)
    preview = shown(client)
    official(2, copy)
    triage.note([one], Actor(user=anna), "Ringing them.")
    assert "changed this issue" in confirm(client, preview).content.decode()
    assert addresses() == ["old1@example.org", "old2@example.org"]


def test_all_of_these_are_undone_after_they_were_shown_the_last_first(
    client: Client, anna: Any, copy: Snapshot
) -> None:
    house = factories.chamber()
    for number in (1, 2, 3):
        steps = (
            create(Electorate, "seat", chamber_id=house.pk, name="Perth"),
            create_row(
                Member(chamber=house, first_name="Bo", last_name=f"Reed{number}"),
                electorate_id={"ref": "seat"},
            ),
        )
        fix = asdict(Fix(f"Add Bo Reed{number}", steps))
        official(number, copy, fixes=[fix])
    before = list(Member.objects.values("pk", "slug", "electorate"))
    preview = shown(client)
    steps_shown = [step.new for step in preview.context["shown"][0][1]]
    assert steps_shown == ["NT-LA, Perth", "Bo, Reed1, NT-LA, Perth"]
    report = confirm(client, preview)
    assert "Undo all of these" in report.content.decode()
    assert Electorate.objects.get().members.count() == 3
    preview = client.get(f"{LIST}bulk/undo/all/")
    assert [each.label for each, _ in preview.context["shown"]] == [
        "Add Bo Reed3",
        "Add Bo Reed2",
        "Add Bo Reed1",
    ]
    undone = confirm(client, preview, "undo")
    assert "Fix undone: 3" in undone.content.decode()
    assert "Undo all of these" not in undone.content.decode()
    assert (
        list(Member.objects.values("pk", "slug", "electorate")),
        Electorate.objects.count(),
    ) == (before, 0)
    applied = AppliedFix.objects.order_by("undone_at").values_list("label", flat=True)
    assert list(applied) == ["Add Bo Reed3", "Add Bo Reed2", "Add Bo Reed1"]


def test_of_several_fixes_of_a_list_the_first_is_applied_to_all(
    client: Client, anna: Any, copy: Snapshot
) -> None:
    issue = official(1, copy)
    issue.fixes = [*issue.fixes, asdict(Fix("Take it away", (delete(Email.objects.get()),)))]
    issue.save()
    assert [each.label for each, _ in shown(client).context["shown"]] == ["Write fixed1"]
    confirm(client, shown(client))
    assert addresses() == ["fixed1@example.org"]


def test_what_a_person_changed_since_is_left_alone_even_if_it_is_asked_for(
    client: Client, anna: Any, copy: Snapshot
) -> None:
    issue, other = official(1, copy), official(2, copy)
    email = Email.objects.get(member=issue.member)
    email._history_user = anna  # type: ignore[attr-defined]
    email.verified_by = "anna"
    email.save()
    said = f"Changed by anna on {timezone.localdate():%-d %B %Y}, after this copy of the list was taken."
    preview = shown(client)
    assert [each.why for each in preview.context["left_alone"]] == [said]
    response = client.post(
        f"{LIST}bulk/fix/", {"issues": f"{issue.pk}:0,{other.pk}:0"}, follow=True
    )
    assert addresses() == ["old1@example.org", "fixed2@example.org"]
    assert said in messages(response)[1]
    assert said in client.get(f"{LIST}{issue.pk}/change/").content.decode()
    client.post(f"{LIST}{issue.pk}/fix/", {"revision": 0, "fix": 0})
    assert addresses()[0] == "fixed1@example.org", "a person may, who looked at it"


def test_a_great_many_are_done_though_not_all_are_shown(
    client: Client, anna: Any, copy: Snapshot, monkeypatch: Any
) -> None:
    monkeypatch.setattr(fix_views, "SHOWN", 2)
    monkeypatch.setattr(bulk_report, "SHOWN", 2)
    for number in range(5):
        official(number, copy)
    preview = shown(client)
    assert "and 3 more, which are done as well" in preview.content.decode()
    report = confirm(client, preview).content.decode()
    assert ("Fix applied: 5" in report, "and 3 more" in report) == (True, True)
    assert addresses() == [f"fixed{number}@example.org" for number in range(5)]


def test_what_there_was_no_time_for_is_told_and_gone_on_with(
    client: Client, anna: Any, copy: Snapshot, monkeypatch: Any
) -> None:
    for number in range(3):
        official(number, copy)
    clock = iter([0.0, 0.0, 99.0])
    monkeypatch.setattr(fix_views, "monotonic", lambda: next(clock))
    first = confirm(client, shown(client))
    assert (
        "Fix applied: 1" in first.content.decode(),
        "Go on with the other 2" in first.content.decode(),
    ) == (True, True)
    monkeypatch.setattr(fix_views, "monotonic", lambda: 0.0)
    rest = {"issues": first.context["report"].rest, "reports": "1", "more": "1"}
    second = client.post(f"{LIST}bulk/fix/", rest, follow=True).content.decode()
    assert ("Fix applied: 3" in second, "Go on with" in second) == (True, False)
    assert addresses() == [f"fixed{number}@example.org" for number in range(3)]


def test_many_refusals_of_chosen_issues_have_a_page_too(
    client: Client, anna: Any, copy: Snapshot
) -> None:
    many = [
        official(number, copy, status=Status.RESOLVED) for number in range(fix_views.REASONS + 1)
    ]
    response = client.post(
        f"{LIST}bulk/fix/", {"issues": ",".join(f"{issue.pk}:0" for issue in many)}, follow=True
    )
    assert f"Refused: {fix_views.REASONS + 1}" in response.content.decode()


def test_without_anything_done_there_is_nothing_to_tell_or_undo(client: Client, anna: Any) -> None:
    assert client.get(f"{LIST}bulk/report/").status_code == 302
    assert "None of these issues" in client.get(f"{LIST}bulk/undo/all/").content.decode()
    assert "None of these issues" in client.get(ALL).content.decode()


def test_a_preview_of_many_takes_as_many_queries_as_one_of_a_few(
    client: Client, anna: Any, copy: Snapshot, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        official(number, copy)
    with django_assert_max_num_queries(25):
        shown(client)


def test_the_list_is_filtered_by_the_source(client: Client, anna: Any, copy: Snapshot) -> None:
    both = official(1, copy, source_slugs=["aph", "theirs"])
    official(2, copy, source_slugs=["aph-old"])
    for slug, found in (("aph", [both.pk]), ("theirs", [both.pk]), ("ap", [])):
        assert [
            each.pk for each in client.get(LIST, {"source": slug}).context["cl"].result_list
        ] == found
    assert '<option value="aph" selected>' in client.get(LIST, {"source": "aph"}).content.decode()
