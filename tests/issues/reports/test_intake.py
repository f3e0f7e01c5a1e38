from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from issues import client_address as clients
from issues import triage
from issues.mail import confirmation
from issues.models import Issue, IssueEvent, QuarantinedReport
from issues.models.choices import DismissalReason, Origin, Status
from issues.reports import form_token
from issues.triage import Actor
from members.models import Phone
from tests import factories
from tests.issues.reports.form_parts import form_key
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

TYPED = {
    "issue": "The number rings at a bakery.",
    "proposed": "(08) 8999 6611",
    "source": "https://example.org/members/ada",
    "name": "Rita Reporter",
    "email": "rita@example.org",
}


def post(client: Client, **changes: str) -> Any:
    return client.post(
        "/report/",
        {"member": "ada-quill", "field": "phone:electorate", "key": form_key(), **TYPED, **changes},
    )


def sent(client: Client, **changes: str) -> Issue:
    """The report that was sent, having made sure that it was stored."""
    answer = post(client, **changes)
    assert answer.status_code == 302
    return Issue.objects.get(token=answer["Location"].split("/")[2])


def _from(client: Client, forwarded: str) -> int:
    return client.post(
        "/report/", {"issue": "x", "key": form_key()}, headers={"X-Forwarded-For": forwarded}
    ).status_code


def shown(answer: HttpResponseBase) -> str:
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def hidden(page: str, name: str) -> str:
    match = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert match is not None
    return match[1]


@pytest.fixture(autouse=True)
def ada() -> None:
    member = factories.member()
    Phone.objects.create(member=member, number="(08) 8999 0000", kind="electorate")


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch, ada: None) -> Iterator[None]:
    def refuse(*args: object) -> None:
        raise OperationalError("the database is gone")

    with monkeypatch.context() as patch:
        patch.setattr(CursorWrapper, "execute", refuse)
        yield


# --- sending
# ------------------------------------------------------------------------------------------------------


def test_a_report_becomes_an_issue_with_everything_in_it(
    client: Client, queued_mail: QueuedMail
) -> None:
    issue = sent(client)
    assert {name: getattr(issue, name) for name in TYPED} == TYPED
    assert issue.member is not None
    assert (issue.origin, issue.status, issue.member.slug, issue.field) == (
        Origin.PUBLIC,
        Status.OPEN,
        "ada-quill",
        "phone:electorate",
    )
    assert (issue.label, issue.member_slugs, issue.chamber_slugs) == (
        "Ada Quill",
        ["ada-quill"],
        ["nt-la"],
    )
    assert issue.chamber == issue.member.chamber
    event = issue.events.get()
    assert (event.verb, event.by_reporter) == (IssueEvent.Verb.OPENED, True)


def test_each_of_staff_and_the_reporter_get_one_mail(
    client: Client, queued_mail: QueuedMail
) -> None:
    sent(client)
    subject = "A new issue has been generated: report about Ada Quill: Phone, electorate office"
    assert (
        queued_mail.subjects("one@example.org")
        == queued_mail.subjects("two@example.org")
        == [subject]
    )
    [mail] = queued_mail.to("rita@example.org")
    assert not [
        typed
        for typed in TYPED.values()
        if typed != "rita@example.org" and typed in mail.text + mail.html
    ]


def test_only_what_is_wrong_is_required(client: Client) -> None:
    issue = sent(client, proposed="", source="", name="", email="", member="", field="")
    assert (issue.member, issue.field, issue.label) == (None, "", "")


def test_the_addressed_member_counts_where_the_form_names_none(client: Client) -> None:
    client.post(
        "/report/?member=ada-quill&field=email", {"issue": "It bounces.", "key": form_key()}
    )
    issue = Issue.objects.get()
    assert (issue.label, issue.field) == ("Ada Quill", "email")


def test_the_form_shows_what_it_is_about_and_what_is_listed_now(client: Client) -> None:
    page = shown(client.get("/report/?member=ada-quill&field=phone:electorate"))
    assert "Ada Quill" in page
    assert "Phone, electorate office" in page
    assert "(08) 8999 0000" in page


@pytest.mark.parametrize("field", ["nonsense", "phone:CALL THIS NUMBER", "email:", ":", "x" * 500])
def test_a_field_that_is_none_is_not_repeated(client: Client, field: str) -> None:
    page = shown(client.get("/report/", {"member": "ada-quill", "field": field}))
    assert "Listed now" not in page
    assert sent(client, field=field).field == ""


def test_a_member_that_is_not_known_leaves_a_form_that_can_be_sent(client: Client) -> None:
    assert "We do not know the member" in shown(client.get("/report/?member=nobody&field=email"))
    assert sent(client, member="nobody").member is None


def test_what_was_typed_is_kept_on_an_error_and_the_error_is_tied_to_its_field(
    client: Client,
) -> None:
    answer = post(client, issue=" \n ", email="nonsense", name="Rita <b>")
    page = shown(answer)
    assert answer.status_code == 200
    assert not Issue.objects.exists()
    for kept in ("nonsense", "Rita &lt;b&gt;", TYPED["proposed"], TYPED["source"]):
        assert kept in page
    assert (hidden(page, "member"), hidden(page, "field")) == ("ada-quill", "phone:electorate")
    for field in ("issue", "email"):
        assert f'<a href="#id_{field}">' in page
        assert f'id="id_{field}_error"' in page
    assert page.count('aria-invalid="true"') == 2
    assert 'aria-describedby="id_email_helptext id_email_error"' in page


@pytest.mark.parametrize(
    "email",
    [
        "a@b",
        "rita@example.org\nBcc: all@example.org",
        "rita@example.org, other@example.org",
        '"a<b>c"@example.org',
        "Rita <rita@example.org>",
        "x" * 250 + "@example.org",
        "rita@-.org",
        "jürgen@example.org",  # right, but not for every mail server on the way
    ],
)
def test_an_address_that_no_mail_can_go_to_is_an_error_of_the_form(
    client: Client, queued_mail: QueuedMail, email: str
) -> None:
    assert 'href="#id_email"' in shown(post(client, email=email))
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    "email",
    [
        "rita@bücher.example.org",
        "o'rita+news@example.org",
        " Rita@Example.ORG ",
        "rita\x00@example.org",
    ],
)
def test_an_unusual_address_is_accepted_with_its_mail(
    client: Client, queued_mail: QueuedMail, email: str
) -> None:
    sent(client, email=email)
    assert len(queued_mail) == 3


def test_line_breaks_in_a_name_and_a_source_become_spaces(client: Client) -> None:
    issue = sent(client, name="Rita\r\nBcc: all@example.org", source="see\r\nthere")
    assert (issue.name, issue.source) == ("Rita Bcc: all@example.org", "see there")


def test_characters_that_no_database_keeps_are_left_out(client: Client) -> None:
    issue = sent(client, issue="a\x00b\r\nc\td\x1b", member="ada-quill\x00", field="email\x00")
    assert (issue.issue, issue.label, issue.field) == ("ab\nc\td", "Ada Quill", "email")


def test_five_thousand_characters_fit_and_line_breaks_count_once(client: Client) -> None:
    assert len(sent(client, issue="ab\r\n" * 1666 + "cd").issue) == 5000
    assert "too long" in shown(post(client, issue="x" * 5001))


@pytest.mark.parametrize(
    "field", ["issue", "proposed", "source", "name", "email", "member", "field", "key", "homepage"]
)
def test_ten_megabytes_are_answered_and_not_an_error_of_ours(client: Client, field: str) -> None:
    assert post(client, **{field: "x" * 2_000_000}).status_code in (200, 302)
    answer = post(client, **{field: "x" * 10_000_000})
    assert answer.status_code == 413
    assert "Shorten it" in shown(answer)


def test_text_in_any_script_is_stored_as_it_was_typed(client: Client) -> None:
    typed = "Números — 電話 🐨 <script>alert(1)</script> {{ 7|add:7 }} ' OR 1=1 --"
    assert sent(client, issue=typed).issue == typed


# --- twice, too often, spam, no cookie, no database
# ---------------------------------------------------------------


def test_a_form_that_is_sent_twice_makes_one_issue(client: Client, queued_mail: QueuedMail) -> None:
    key = form_key()
    first, second = post(client, key=key), post(client, key=key)
    assert first["Location"] == second["Location"]
    assert Issue.objects.count() == 1
    assert len(queued_mail) == 3


def test_other_words_from_the_same_copy_of_the_form_are_another_report(client: Client) -> None:
    key = form_key()
    assert sent(client, key=key, issue="One thing.") != sent(
        client, key=key, issue="Another thing."
    )


def test_each_copy_of_the_form_has_a_key_of_its_own(client: Client) -> None:
    assert len({hidden(shown(client.get("/report/")), "key") for _ in range(2)}) == 2


def test_above_the_limit_the_form_says_so_and_keeps_what_was_typed(
    client: Client, settings: Settings
) -> None:
    settings.REPORT_LIMIT = 2
    for text in ("One.", "Two."):
        sent(client, issue=text)
    answer = post(client, issue="Three.")
    assert answer.status_code == 429
    assert "Three." in shown(answer)
    assert "mailto:site@example.org" in shown(answer)
    assert Issue.objects.count() == 2
    assert (
        client.post(
            "/report/", {"issue": "Elsewhere.", "key": form_key()}, REMOTE_ADDR="192.0.2.7"
        ).status_code
        == 302
    )


def test_what_is_not_stored_does_not_count(client: Client, settings: Settings) -> None:
    settings.REPORT_LIMIT = 1
    post(client, issue="")
    key = form_key()
    sent(client, key=key)
    assert post(client, key=key).status_code == 302  # the same once more
    assert post(client, issue="New.").status_code == 429


def test_a_limit_of_0_is_none(client: Client, settings: Settings) -> None:
    settings.REPORT_LIMIT = 0
    for n in range(25):
        sent(client, issue=str(n), email="")
    assert Issue.objects.count() == 25


@pytest.mark.parametrize(
    ("remote", "forwarded", "client_address"),
    [
        (
            "198.51.100.1",
            "203.0.113.9",
            "198.51.100.1",
        ),  # not our proxy: what it forwards is not believed
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "6.6.6.6, 203.0.113.9, 10.1.2.3", "203.0.113.9"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "nonsense", "nonsense"),
        ("::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("", "203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3::4", "", "2001:db8:1:2::/64"),
        ("10.0.0.1", "203.0.113.9:50123", "203.0.113.9"),
        ("10.0.0.1", "[2001:db8:1:2:3::4]:50123", "2001:db8:1:2::/64"),
    ],
)
def test_the_client_is_the_last_address_that_is_not_our_proxy(
    remote: str, forwarded: str, client_address: str
) -> None:
    assert clients.address(remote, forwarded, ["10.0.0.0/8", "unix"]) == client_address


def test_without_a_proxy_on_a_socket_no_address_is_believed() -> None:
    assert clients.address("", "203.0.113.9", ["10.0.0.1"]) == ""


def test_clients_behind_a_trusted_proxy_have_limits_of_their_own(
    client: Client, settings: Settings
) -> None:
    settings.REPORT_LIMIT = 1
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    for address in ("203.0.113.1", "203.0.113.2"):
        for status in (302, 429):
            typed = {"issue": f"x {status}", "key": form_key()}
            assert (
                client.post(
                    "/report/", typed, headers={"X-Forwarded-For": f"6.6.6.6, {address}"}
                ).status_code
                == status
            )


def test_what_fills_in_the_trap_is_kept_without_an_issue_or_a_mail(
    client: Client, queued_mail: QueuedMail
) -> None:
    answer = post(client, homepage="http://casino.example")
    assert answer.status_code == 302
    kept = QuarantinedReport.objects.get()
    assert {name: getattr(kept, name) for name in TYPED} == TYPED
    assert (kept.member and kept.member.slug, kept.field) == ("ada-quill", "phone:electorate")
    assert not Issue.objects.exists()
    assert len(queued_mail) == 0
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "It waits for somebody of our staff to look at it" in shown(page)
    assert TYPED["issue"] not in shown(page)


def test_spam_that_is_sent_twice_is_kept_once(client: Client) -> None:
    assert (
        post(client, homepage="x", key="k")["Location"]
        == post(client, homepage="x", key="k")["Location"]
    )
    assert QuarantinedReport.objects.count() == 1


def test_the_page_of_a_released_report_leads_to_the_issue(client: Client) -> None:
    place = post(client, homepage="x")["Location"]
    issue = sent(client, issue="Another.")
    QuarantinedReport.objects.update(released=issue)
    assert client.get(place)["Location"] == issue.get_absolute_url()


def test_without_the_cookie_the_form_comes_back_with_what_was_typed(ada: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = post(strict)
    page = shown(answer)
    assert answer.status_code == 403
    assert "allow cookies" in page
    assert "The number rings at a bakery." in page
    again = post(strict, csrfmiddlewaretoken=hidden(page, "csrfmiddlewaretoken"))
    assert again.status_code == 302


def test_without_a_database_the_form_comes_back_with_what_was_typed(
    client: Client, no_database: None
) -> None:
    answer = post(client)
    page = shown(answer)
    assert answer.status_code == 503
    assert "Nothing you typed is lost" in page
    for typed in TYPED.values():
        assert typed in page
    assert hidden(page, "member") == "ada-quill"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?q=ada",
        "/chambers/nt-la/",
        "/members/ada-quill/",
        "/report/?member=ada-quill",
        "/reports/abc/",
    ],
)
def test_without_a_database_a_page_says_so(client: Client, no_database: None, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 503
    assert "We cannot answer just now" in shown(answer)
    assert answer["Retry-After"]


def test_open_issues_about_the_same_are_counted_without_a_word_of_them(client: Client) -> None:
    sent(client)
    Issue.objects.update(
        first_seen=datetime(2026, 3, 9, 12, tzinfo=timezone.get_default_timezone())
    )
    page = shown(client.get("/report/?member=ada-quill&field=phone:electorate"))
    assert "One open issue about this is known to us already, since 9 March 2026" in page
    assert not [typed for typed in TYPED.values() if typed in page]
    assert "known to us already" not in shown(client.get("/report/?member=ada-quill&field=email"))
    triage.resolve(Issue.objects.all(), Actor())
    assert "known to us already" not in shown(
        client.get("/report/?member=ada-quill&field=phone:electorate")
    )


# --- the reporter's page
# ------------------------------------------------------------------------------------------


def test_the_page_of_a_report_shows_its_history_and_no_word_that_was_typed(client: Client) -> None:
    issue = sent(client)
    answer = client.get(issue.get_absolute_url())
    page = shown(answer)
    assert "We received your report" in page
    assert "Ada Quill" in page
    assert not [typed for typed in TYPED.values() if typed in page]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


def test_the_page_tells_what_staff_did_without_their_names_and_notes(
    client: Client, django_user_model: Any
) -> None:
    issue = sent(client)
    staff = Actor(user=django_user_model.objects.create(username="secretname"))
    triage.take([issue], staff)
    issue.refresh_from_db()
    triage.note([issue], staff, "secretnote")
    issue.refresh_from_db()
    assert "In progress" in shown(client.get(issue.get_absolute_url()))
    triage.dismiss([issue], staff, DismissalReason.SOURCE_WRONG, note="secretnote")
    issue.refresh_from_db()
    page = shown(client.get(issue.get_absolute_url()))
    assert "took it in hand" in page
    assert "Closed without a change" in page
    assert "own list says it differently" in page
    triage.reopen([issue], staff, "secretnote")
    page = shown(client.get(issue.get_absolute_url()))
    assert "It was opened again" in page
    assert "secret" not in page


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("reason", ["", *DismissalReason.values])
def test_every_status_and_reason_has_its_words(client: Client, status: Status, reason: str) -> None:
    issue = sent(client)
    Issue.objects.update(status=status, dismissal_reason=reason, snoozed_until=date(2030, 1, 1))
    assert client.get(issue.get_absolute_url()).status_code == 200


def test_still_wrong_opens_the_report_again_once(client: Client, queued_mail: QueuedMail) -> None:
    issue = sent(client)
    triage.resolve([issue], Actor())
    before = len(queued_mail)
    for _ in range(2):
        answer = client.post(issue.get_absolute_url(), {"text": "It rings there still."})
        assert answer.status_code == 302
    issue.refresh_from_db()
    assert issue.status == Status.OPEN
    assert [event.note for event in issue.events.filter(verb=IssueEvent.Verb.COMMENTED)] == [
        "It rings there still."
    ]
    assert len(queued_mail) == before + 2
    page = shown(client.get(issue.get_absolute_url()))
    assert "We have what you wrote" in page
    assert "It rings there still." not in page


def test_still_wrong_needs_words_keeps_them_and_has_the_limit(
    client: Client, settings: Settings
) -> None:
    settings.REPORT_LIMIT = 1
    issue = sent(client)
    assert 'href="#id_text"' in shown(client.post(issue.get_absolute_url(), {"text": " "}))
    answer = client.post(issue.get_absolute_url(), {"text": "Again."})
    assert answer.status_code == 429
    assert "Again." in shown(answer)
    assert issue.events.count() == 1


def test_still_wrong_without_a_cookie_or_a_database_keeps_the_words(
    client: Client, request: pytest.FixtureRequest
) -> None:
    issue = sent(client)
    answer = Client(enforce_csrf_checks=True).post(issue.get_absolute_url(), {"text": "Again."})
    assert (answer.status_code, "Again." in shown(answer)) == (403, True)
    request.getfixturevalue("no_database")
    answer = client.post(issue.get_absolute_url(), {"text": "Again."})
    assert (answer.status_code, "Again." in shown(answer)) == (503, True)


def test_only_reports_have_pages(client: Client) -> None:
    [issue] = triage.opened([Issue(origin=Origin.CHECK, issue="Shared.")], Actor())
    for token in (issue.token, "unknown", "a" * 300):
        assert client.get(f"/reports/{token}/").status_code == 404
        assert client.post(f"/reports/{token}/", {"text": "x"}).status_code == 404


def test_the_page_outlives_its_member(client: Client) -> None:
    issue = sent(client)
    assert issue.member is not None
    issue.member.delete()
    assert "Ada Quill" in shown(client.get(issue.get_absolute_url()))


@pytest.mark.parametrize(
    "nothing", ["\u200b", "\u2060\ufeff\u00ad", "\u3164", "\u115f \u2800\n\uffa0", "\u0301"]
)
def test_a_report_of_which_nothing_is_seen_is_no_report(client: Client, nothing: str) -> None:
    answer = post(client, issue=nothing)
    assert answer.status_code == 200
    assert "Say what is wrong." in shown(answer)
    for something in (f"{nothing}?", "\U0001fa77", "\U0001fae8", "\ue000"):
        assert post(client, issue=something).status_code == 302


# --- asking for mail
# ----------------------------------------------------------------------------------------------


def test_mail_is_asked_for_by_a_button_and_once(client: Client, queued_mail: QueuedMail) -> None:
    issue = sent(client)
    path = confirmation.url(issue).removeprefix("http://localhost")
    assert path in queued_mail.to("rita@example.org")[0].text
    assert "<button" in shown(client.get(path))
    issue.refresh_from_db()
    assert issue.confirmed_at is None
    for _ in range(2):
        assert client.post(path)["Location"] == issue.get_absolute_url()
    issue.refresh_from_db()
    assert issue.confirmed_at is not None
    assert issue.events.filter(verb=IssueEvent.Verb.CONFIRMED).count() == 1
    assert "If you gave" not in shown(client.get(issue.get_absolute_url()))
    assert "You get mail when it is settled" in shown(client.get(issue.get_absolute_url()))
    triage.resolve([issue], Actor())
    assert queued_mail.subjects("rita@example.org")[-1] == "Your report has been resolved"


def test_the_page_speaks_of_mail_alike_whether_an_address_was_given_or_not(client: Client) -> None:
    for issue in (sent(client), sent(client, issue="Another.", email="")):
        page = shown(client.get(issue.get_absolute_url()))
        assert "If you gave an e-mail address, we have written to it" in page
        assert "rita@example.org" not in page


def test_times_say_their_time_zone(client: Client, settings: Settings) -> None:
    issue = sent(client)
    Issue.objects.filter(pk=issue.pk).update(first_seen=datetime(2026, 11, 23, 18, 5, tzinfo=UTC))
    assert "<dd>23 November 2026, 18:05 UTC</dd>" in shown(client.get(issue.get_absolute_url()))
    settings.TIME_ZONE = "Australia/Darwin"
    assert "<dd>24 November 2026, 03:35 ACST</dd>" in shown(client.get(issue.get_absolute_url()))


def test_a_wrong_key_is_404(client: Client) -> None:
    issue = sent(client)
    other = sent(client, issue="Another.", email="")
    for path in (f"/reports/{issue.token}/confirm/wrong/", f"/reports/{issue.token}/confirm/{confirmation.key(other)}/",
                 f"/reports/{other.token}/confirm/{confirmation.key(other)}/"):  # fmt: skip
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
    assert not Issue.objects.exclude(confirmed_at=None).exists()


# --- what looks like spam
# -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "why"),
    [
        pytest.param("", "it was sent without the form", id="none"),
        pytest.param("made up", "its form is none of ours", id="made-up"),
        pytest.param(
            form_key(salt="another"), "its form is none of ours", id="signed-for-something-else"
        ),
        pytest.param(
            form_key(0), "it was sent within two seconds of opening the form", id="at-once"
        ),
        pytest.param(
            form_key(24 * 3600 + 60), "the form was opened more than a day before", id="old"
        ),
    ],
)
def test_a_form_without_an_honest_time_is_kept_apart_and_its_sender_told_the_same(
    client: Client, queued_mail: QueuedMail, monkeypatch: pytest.MonkeyPatch, key: str, why: str
) -> None:
    monkeypatch.setattr(
        "issues.reports.form_token.QUICKEST",
        timedelta(hours=1) if why.endswith("opening the form") else form_token.QUICKEST,
    )
    answer = post(client, key=key)
    assert answer.status_code == 302
    kept = QuarantinedReport.objects.get()
    assert (kept.why, kept.issue, kept.email) == (why, TYPED["issue"], TYPED["email"])
    assert not Issue.objects.exists()
    assert len(queued_mail) == 0
    assert client.get(answer["Location"]).status_code == 200


def test_a_form_that_was_shown_again_with_an_error_keeps_its_time(client: Client) -> None:
    key = form_key()
    assert hidden(shown(post(client, issue="", key=key)), "key") == html.escape(key)


def test_the_key_of_the_form_on_the_page_is_doubted_for_two_seconds_only(client: Client) -> None:
    key = hidden(shown(client.get("/report/")), "key")
    assert form_token.doubt(key) == "it was sent within two seconds of opening the form"
    time.sleep(2.1)
    assert form_token.doubt(key) == ""
