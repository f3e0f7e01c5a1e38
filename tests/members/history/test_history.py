"""The history of a member: what is recorded, and what its page shows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from members.history.change_reasons import from_source
from members.history.timeline import Entry, timeline
from members.models import (
    Address,
    Chamber,
    Electorate,
    Email,
    Identifier,
    Link,
    Member,
    Party,
    Phone,
    Source,
)
from tests import factories
from tests.factories import chamber, electorate, email, member
from tests.members.admin.admin_parts import MEMBERS, save
from tests.members.conftest import Command

pytestmark = pytest.mark.django_db
HEADER = "chamber,name,party,id:x,email,phone,address,link\n"


def page(client: Client, of: int, query: str = "") -> str:
    response = client.get(f"{MEMBERS}{of}/history/{query}")
    assert response.status_code == 200
    return response.content.decode()


def said(entry: Entry) -> list[tuple[str, str, str]]:
    return [(difference.label, difference.old, difference.new) for difference in entry.differences]


def test_a_load_writes_the_history_of_members_and_details(load: Command) -> None:
    assert (
        load(HEADER + "nt-la,Ann Lee,ALP,7,a@x,1,5 Some St,x.org\nnt-la,Bo Lee,,,,,,\n").error == ""
    )
    models: list[Any] = [Member, Identifier, Email, Phone, Address, Link]
    assert [model.history.count() for model in models] == [2, 1, 1, 1, 1, 1]
    for model in models:
        row = model.history.last()
        assert (row.history_type, row.history_change_reason, row.history_user) == (
            "+",
            "Loaded from m.csv",
            None,
        )
    ann = Member.objects.get(first_name="Ann")
    assert ann.history.get().party == ann.party
    assert [entry.what for entry in timeline(ann.pk)] == [
        "member",
        "identifier",
        "email",
        "phone",
        "address",
        "link",
    ]


def test_a_reason_names_the_file_however_long_its_name(load: Command, command: Command) -> None:
    name = f"{'x' * 200}.csv"
    with open(name, "w") as file:
        file.write("chamber,name\nnt-la,Ann Lee\n")
    assert command("importmembers", "csv", name).error == ""
    assert Member.history.get().history_change_reason == f"Loaded from {'x' * 88}"


def test_a_dry_run_writes_no_history(load: Command) -> None:
    load(HEADER + "nt-la,Ann Lee,ALP,7,a@x,1,5 Some St,x.org\n", "--dry-run")
    assert not Member.history.exists()


def test_a_change_is_shown_from_old_to_new_with_who_and_why(admin_client: Client) -> None:
    ada = member("Ada Quill", role="Whip", electorate=electorate("North"))
    address = email("old@example.org", ada)
    save(
        admin_client,
        ada,
        role="Minister",
        party=Party.objects.create(name="Reds").pk,
        **{"emails-0-address": "new@example.org"},
    )
    changed, new_address, *_ = sorted(
        timeline(ada.pk)[:2], key=lambda entry: entry.what, reverse=True
    )
    assert (changed.what, changed.who, said(changed)) == (
        "member",
        "admin",
        [("role", "Whip", "Minister"), ("party", "", "Reds")],
    )
    assert (new_address.what, said(new_address)) == (
        "email",
        [("address", "old@example.org", "new@example.org")],
    )
    address.refresh_from_db()
    address._change_reason = "the page of the parliament says so"  # type: ignore[attr-defined]
    address.kind = "other"
    address.save()
    shown = page(admin_client, ada.pk)
    assert "<del>Whip</del>" in shown
    assert "<ins>Minister</ins>" in shown
    assert (
        shown.index("the page of the parliament says so")
        < shown.index("<ins>Minister</ins>")
        < shown.index("Member added")
    )
    assert "admin" in shown


def test_a_save_that_changes_nothing_is_not_shown() -> None:
    ada = member("Ada Quill")
    ada.save()
    assert [entry.kind for entry in timeline(ada.pk)] == ["+"]


def test_a_removed_detail_keeps_its_history(admin_client: Client) -> None:
    ada = member("Ada Quill")
    email("ada@example.org", ada)
    save(admin_client, ada, **{"emails-0-DELETE": "on"})
    assert not ada.emails.exists()
    gone = timeline(ada.pk)[0]
    assert (gone.what, gone.kind, gone.who, said(gone)) == (
        "email",
        "-",
        "admin",
        [("address", "ada@example.org", "")],
    )
    assert "<del>ada@example.org</del>" in page(admin_client, ada.pk)


def test_a_removed_member_keeps_its_history_and_that_of_its_details(admin_client: Client) -> None:
    ada = member("Ada Quill", electorate=electorate("North"), started_on=date(2020, 1, 2))
    email("ada@example.org", ada)
    admin_client.post(f"{MEMBERS}{ada.pk}/delete/", {"post": "yes"})
    assert not Member.objects.exists()
    Electorate.objects.all().delete()
    shown = page(admin_client, ada.pk)
    assert "was deleted" in shown
    assert (
        shown.count("<del>ada@example.org</del>") == shown.count("<ins>ada@example.org</ins>") == 1
    )
    assert "deleted (number" in shown


def test_a_first_entry_of_what_was_there_already_says_no_old_value(admin_client: Client) -> None:
    Member.objects.bulk_create(
        [Member(slug="ada", last_name="Quill", role="Whip", chamber=chamber())]
    )
    ada = Member.objects.get()
    assert "Nothing is recorded for this member" in page(admin_client, ada.pk)
    ada.role = "Minister"
    ada.save()
    (only,) = timeline(ada.pk)
    assert only.unknown_before
    assert "the previous value is not known" in page(admin_client, ada.pk)


def test_a_change_of_chamber_is_shown_by_name() -> None:
    ada = member("Ada Quill")
    ada.chamber = chamber("qld-la", name="Queensland")
    ada.save()
    assert said(timeline(ada.pk)[0]) == [
        ("chamber", Chamber.objects.get(slug="nt-la").name, "Queensland")
    ]


def test_who_may_view_members_sees_the_history_and_others_do_not(client: Client) -> None:
    ada = member("Ada Quill")
    viewer = User.objects.create_user("viewer", password="x", is_staff=True)
    client.force_login(viewer)
    assert client.get(f"{MEMBERS}{ada.pk}/history/").status_code == 403
    viewer.user_permissions.add(Permission.objects.get(codename="view_member"))
    assert "Ada Quill" in page(client, ada.pk)
    assert (
        f"{MEMBERS}{ada.pk}/history/" in client.get(f"{MEMBERS}{ada.pk}/change/").content.decode()
    )
    client.logout()
    assert client.get(f"{MEMBERS}{ada.pk}/history/").status_code == 302


def test_the_page_has_no_form_that_changes_and_a_post_changes_nothing(admin_client: Client) -> None:
    ada = member("Ada Quill")
    main = page(admin_client, ada.pk).partition('id="content-main"')[2].partition("<footer")[0]
    assert "<form" not in main
    before = Member.objects.values().get()
    admin_client.post(f"{MEMBERS}{ada.pk}/history/", {"history_id": 1})
    assert Member.objects.values().get() == before
    assert Member.history.count() == 1


def test_hostile_text_is_shown_and_not_run(admin_client: Client) -> None:
    evil = '"><script>alert(1)</script>'
    ada = member("Ada Quill", role=evil)
    ada._change_reason = evil  # type: ignore[attr-defined]
    ada.save()
    assert "<script>alert" not in page(admin_client, ada.pk)


@pytest.mark.parametrize("pk", ["0", "99999999999999999999", "x"])
def test_a_member_who_never_was_is_not_found(admin_client: Client, pk: str) -> None:
    assert admin_client.get(f"{MEMBERS}{pk}/history/").status_code == 404


def test_a_long_history_has_pages(admin_client: Client) -> None:
    ada = member("Ada Quill")
    for number in range(120):
        ada.role = str(number)
        ada.save()
    assert page(admin_client, ada.pk).count("Member changed") == 100
    assert page(admin_client, ada.pk, "?p=2").count("Member changed") == 20
    assert "121 entries" in page(admin_client, ada.pk, "?p=nonsense")


def test_a_fix_from_an_official_list_is_told_by_the_day_of_its_copy(admin_client: Client) -> None:
    ada = member("Ada Quill")
    source = Source.objects.create(slug="aph", chamber=ada.chamber, format="csv")
    taken = datetime(2026, 5, 3, 12, tzinfo=UTC)
    copy = factories.snapshot(source, taken)
    reasons = [
        from_source(["aph"], str(copy.pk), "Write Whip"),
        from_source(["aph", "b"], str(copy.pk + 1), "x" * 200),
    ]
    for number, reason in enumerate([*reasons, from_source(["aph"], "", "Write it")]):
        ada.role, ada._change_reason = f"Role {number}", reason  # type: ignore[attr-defined]
        ada.save()
    assert all(len(reason) <= 100 for reason in reasons)
    told = [entry.reason for entry in reversed(timeline(ada.pk))][1:]
    assert told[0] == "From the official list aph (copy of 3 May 2026): Write Whip"
    assert told[1].startswith(
        f"From the official lists aph, b (copy {copy.pk + 1}, which is no longer stored): xxx"
    )
    assert told[2] == "From the source aph: Write it"
    assert told[0] in page(admin_client, ada.pk)
