"""Every value that a fix could write to any column is validated before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import models, transaction
from django.test import Client

from issues.findings.allowed_values import JUDGES
from issues.findings.edits import DERIVED, EDITABLE, Row, change, create, stored
from issues.findings.finding import Edit, Fix
from issues.fixes import execution, stored_fixes
from issues.fixes.validation import FixRefused
from issues.models import Issue
from members.models import (
    Address,
    Detail,
    Electorate,
    Email,
    Identifier,
    Link,
    Member,
    Mismatch,
    Party,
    PartyAlias,
    Phone,
)
from tests import factories
from tests.issues.admin.admin_parts import LIST, user
from tests.issues.conftest import run

pytestmark = pytest.mark.django_db

COLUMNS = [
    (model, field)
    for model in EDITABLE.values()
    for field in model._meta.concrete_fields
    if not field.primary_key and not field.is_relation and field.name not in DERIVED
]
NAMES = ("first_name", "last_name", "honorific", "post_nominals")
NOT_WEB = [
    "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "javascript:1", "javascript://x.org/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD4=", "vbscript:msgbox(1)", "file:///etc/passwd", "blob:x", "ftp://example.org/",
    "mailto:ada@example.org", "tel:1", "//example.org/", "https://", "https:///x", "http://.", "https://example", "https://a..org/", "https://-a.org/",
    "https://user:pass@example.org/", "https://example.org@evil.example.com/", "https://example.org\\@evil.example.com/", "https://[::1", "https://example.org:port/",
    "https://example.org/\x00", "https://example.org/\u202egpj.exe", "https://exa\u200bmple.org/", 'https://example.org/"onclick="',
    "https://example.org/<b>",
]  # fmt: skip
#: A browser would find the page, but a fix must not write these.
NOT_QUITE = ["https://example.org/\n", " https://example.org", "https://example.org/" + "x" * 3000]
WEB = [
    "https://example.org",
    "http://www.example.org/ada?x=1#y",
    "https://example.org:8443/",
    "https://bücher.example.org/straße",
    "https://xn--bcher-kva.example.org/",
]
ACCOUNTS = [
    ("twitter", "@adaquill"),
    ("website", "www.example.org"),
    ("mastodon", "@ada@example.org"),
    ("", "example.org/ada"),
]
HOSTILE: dict[type[models.Field[Any, Any]], list[Any]] = {
    models.CharField: ["a\x00b", "a\x07b", "\u202edcba", "x" * 100_000, "a\ud800"],
    models.DateField: ["0019-05-18", "9999-01-01", "tomorrow", "2026-02-30", "javascript:alert(1)"],
    models.PositiveIntegerField: [-1, 0, 2**31, 10**30, "many"],
    models.BooleanField: ["javascript:alert(1)", "\x00"],
}
HOSTILE[models.TextField] = HOSTILE[models.SlugField] = HOSTILE[models.CharField]
#: Values that only some columns refuse.
ALSO: dict[tuple[type[Row], str], list[Any]] = {
    (Link, "url"): [*NOT_WEB, *NOT_QUITE, "not a page", "TBC"],
    (Member, "photo_url"): [*NOT_WEB, *NOT_QUITE, "www.example.org/ada.jpg"],
    (Email, "address"): ["ada", "ada@example.org\nBcc: x@example.org", "<ada@example.org>", "javascript:alert(1)"],
    (Phone, "number"): ["12", "javascript:alert(1)", "(08) 8999 6611 or (08) 8999 6612"],
    (Phone, "medium"): ["pigeon"],
    (Member, "slug"): ["Ada Quill", "../x"],
    **{(Member, column): ["Ada <b>", "Ada\nQuill", "https://example.org"] for column in NAMES},
    **{(model, "name"): ["TBC", "<script>", "Reef\nCove"] for model in (Electorate, Party, PartyAlias)},
}  # fmt: skip


@pytest.fixture
def rows() -> dict[type[Any], Row]:
    """Return one row of each model that a fix can change."""
    ada = factories.member(
        party=Party.objects.create(name="Tide"), electorate=factories.electorate("Reef")
    )
    made: list[Row] = [
        Identifier(scheme="aph", value="7"),
        Email(address="ada@example.org"),
        Phone(number="(08) 8999 6101"),
        Address(line1="1 Reef Street"),
        Link(url="https://example.org"),
        Mismatch(scheme="aph", value="8"),
    ]
    for row in made:
        row.member = ada  # type: ignore[union-attr]
        row.save()
    tide, reef = Party.objects.get(), Electorate.objects.get()
    made += [ada, tide, reef, PartyAlias.objects.create(party=tide, name="T")]
    return {type(row): row for row in made}


def hostile(model: type[Row], field: Any) -> Iterator[Any]:
    yield from HOSTILE[type(field)]
    yield from ALSO.get((model, field.name), [])


def refusal(edit: Edit) -> str:
    with pytest.raises(FixRefused) as refused, transaction.atomic():
        execution.execute(Fix("Write it", (edit,)))
    return str(refused.value)


@pytest.mark.parametrize(
    ("model", "field"), COLUMNS, ids=[f"{model.__name__}.{field.name}" for model, field in COLUMNS]
)
def test_each_column_has_a_judge_and_takes_nothing_hostile(
    model: type[Row], field: Any, rows: dict[type[Any], Row]
) -> None:
    assert field.name in JUDGES[model], "every column that a fix can write needs a judge"

    row = rows[model]
    before = stored(row)
    for value in hostile(model, field):
        if field.choices or value == before[field.name]:
            value = f"{value}"
        edit = Edit("change", model._meta.label_lower, row.pk, values={field.name: value})
        assert refusal(edit), value
        assert execution.objection(Fix("Write it", (edit,))), value
    row.refresh_from_db()
    assert stored(row) == before


def test_nothing_has_a_judge_that_no_fix_can_write() -> None:
    columns = {(model, field.name) for model, field in COLUMNS}
    assert {(model, column) for model, judges in JUDGES.items() for column in judges} == columns


@pytest.mark.parametrize("url", WEB)
def test_an_address_of_a_page_is_written(url: str, rows: dict[type[Any], Row]) -> None:
    execution.execute(
        Fix("Write it", (change(rows[Link], url=url), change(rows[Member], photo_url=url)))
    )
    assert (Link.objects.get().url, Member.objects.get().photo_url) == (url, url)


@pytest.mark.parametrize(("kind", "url"), ACCOUNTS)
def test_an_account_and_an_address_without_its_scheme_are_written(
    kind: str, url: str, rows: dict[type[Any], Row]
) -> None:
    ada = rows[Member]
    execution.execute(Fix("Add it", (create(Link, member_id=ada.pk, kind=kind, url=url),)))
    assert Link.objects.filter(kind=kind, url=url).exists()


@pytest.mark.parametrize(
    "kind", ["", "website", "twitter", "facebook", "wikipedia", "skype", "mastodon", "homepage"]
)
def test_whatever_its_kind_a_link_leads_to_a_page_and_no_stored_one_is_an_address_on_a_page(
    client: Client, kind: str
) -> None:
    ada = factories.member()
    for url in NOT_WEB:
        if "\x00" not in url:  # PostgreSQL cannot store it
            Link.objects.create(member=ada, kind=kind, url=url)
        assert refusal(create(Link, member_id=ada.pk, kind=kind, url=url)), url
    page = client.get("/members/ada-quill/").content.decode()
    assert "javascript:alert(1)" in page, "it is shown as it was given"
    links = page.partition('class="groups"')[2].partition("</section>")[0]
    assert "nofollow noopener" not in links


def test_the_page_of_an_issue_says_why_a_fix_cannot_be_written_and_has_no_button(
    client: Client,
) -> None:
    ada = factories.member()
    fix = {
        "label": "Add it",
        "edits": [
            asdict(create(Link, member_id=ada.pk, kind="website", url="javascript:alert(1)"))
        ],
    }
    issue = Issue.objects.create(issue="Wrong", member=ada, fixes=[fix])
    client.force_login(user("anna", "Triagers"))
    page = client.get(f"{LIST}{issue.pk}/change/").content.decode()
    assert "This fix cannot be applied as it is" in page
    assert "Apply this fix" not in page


def test_a_list_that_gives_what_cannot_be_written_is_told_of_and_offers_the_rest() -> None:
    factories.member("Ada Quill")
    bad = {
        "link:website": "javascript:alert(1)",
        "role": "\u202eWhip",
        "party": "<script>",
        "electorate": "TBC",
    }
    factories.official_list(
        {"name": "Ada Quill", **bad}, {"name": "Bo Reed", "email": "bo@example.org", **bad}
    )
    run()
    assert Issue.objects.get(check_name="link-differs").fixes == []
    missing = Issue.objects.get(check_name="member-missing")
    execution.execute(stored_fixes.read(missing.fixes[0]))
    bo = Member.objects.get(slug="bo-reed")
    assert (bo.role, bo.party, bo.electorate, bo.links.count(), bo.emails.count()) == (
        "",
        None,
        None,
        0,
        1,
    )


def test_what_is_taken_back_returns_as_it_was_right_or_wrong() -> None:
    link = Link.objects.create(
        member=factories.member(), url="javascript:alert(1)", verified_on=date(1980, 1, 1)
    )
    undo = execution.execute(
        Fix("Write it", (change(link, url="https://example.org", verified_on=date(2026, 5, 1)),))
    )
    execution.execute(undo, User.objects.create_user("anna"), back=True)
    link.refresh_from_db()
    assert (link.url, link.verified_on) == ("javascript:alert(1)", date(1980, 1, 1))


def test_every_kind_of_detail_can_be_edited_by_a_fix() -> None:
    assert set(Detail.__subclasses__()) <= set(EDITABLE.values()) == set(JUDGES)
