"""All fixes of one check from one official list: the page that lists them, and applying them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from issues import triage
from issues.admin import bulk_report, fix_views
from issues.findings.edits import delete
from issues.findings.finding import Fix
from issues.triage import Actor
from members.models import Email, Snapshot
from tests.issues.admin.admin_parts import LIST, messages, user
from tests.issues.admin.fix_actions_all_parts import ALL, addresses, confirm, official, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits_wait")]


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
    assert "2 issues, shown before" in page
    preview = shown(client)
    assert "Apply the fix: all 2" in preview.content.decode()
    assert [each.label for each, _ in preview.context["shown"]] == ["Write fixed1", "Write fixed2"]
    assert addresses()[:2] == ["old1@example.org", "old2@example.org"]


def test_the_link_counts_only_what_it_does(client: Client, anna: Any, copy: Snapshot) -> None:
    disagree = {"evidence": {"context": {"copy": str(copy.pk), "choose": "the lists do not agree"}}}
    asked, done = official(1, copy, **disagree), official(2, copy)
    page = client.get(f"{LIST}{asked.pk}/change/").content.decode()
    assert "1 issue, shown before" in page
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


def test_only_what_was_shown_is_done(client: Client, anna: Any, copy: Snapshot) -> None:
    one = official(1, copy)
    preview = shown(client)
    official(2, copy)
    triage.note([one], Actor(user=anna), "Ringing them.")
    assert "changed this issue" in confirm(client, preview).content.decode()
    assert addresses() == ["old1@example.org", "old2@example.org"]


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
    assert "and 3 more, which are included as well" in preview.content.decode()
    report = confirm(client, preview).content.decode()
    assert ("Fix applied: 5" in report, "and 3 more" in report) == (True, True)
    assert addresses() == [f"fixed{number}@example.org" for number in range(5)]


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
