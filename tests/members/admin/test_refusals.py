"""Changes that the admin refuses: from a stale page, or with mistakes."""

from __future__ import annotations

from functools import partial

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from members.models import Member, Party
from tests.factories import chamber, electorate, email, member
from tests.members.admin.admin_parts import MEMBERS, form, refused, save
from tests.support.at_once import at_once

pytestmark = pytest.mark.django_db


def test_who_saves_a_page_that_is_stale_overwrites_nothing_and_sees_what_it_says_now(
    admin_client: Client,
) -> None:
    ada = member("Ada Quill", role="Member")
    both = form(ada)
    assert (
        f'name="seen" value="{both["seen"]}"'
        in admin_client.get(f"{MEMBERS}{ada.pk}/change/").content.decode()
    )
    save(admin_client, ada, role="Minister <1>")
    for _ in range(2):
        page = refused(admin_client, {**both, "post_nominals": "AM"}, ada)
        assert "Somebody changed this member while you had it open." in page
        assert "It is now: Minister &lt;1&gt;" in page
        assert 'value="AM"' in page
    ada.refresh_from_db()
    assert (ada.role, ada.post_nominals) == ("Minister <1>", "")
    save(admin_client, ada, post_nominals="AM")
    assert Member.objects.get(pk=ada.pk).post_nominals == "AM"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_refused(admin_user: User) -> None:
    ada = member("Ada Quill")
    seen = form(ada)
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(admin_user)

    def post(client: Client, field: str) -> int:
        return client.post(f"{MEMBERS}{ada.pk}/change/", {**seen, field: "new"}).status_code

    answers = at_once(
        [partial(post, clients[0], "role"), partial(post, clients[1], "post_nominals")]
    )
    ada.refresh_from_db()
    assert sorted(answers) == [200, 302]
    assert sorted([ada.role, ada.post_nominals]) == ["", "new"]


@pytest.mark.parametrize("seen", ["", "x", "-1", "99999999999999999999999"])
def test_without_the_version_that_was_seen_nothing_is_saved(
    admin_client: Client, seen: str
) -> None:
    ada = member("Ada Quill")
    refused(admin_client, form(ada, role="Minister", seen=seen), ada)
    assert Member.objects.get(pk=ada.pk).role == ""


def test_a_detail_that_somebody_deleted_meanwhile_refuses_the_page_and_says_why(
    admin_client: Client,
) -> None:
    ada = member("Ada Quill")
    email("one@example.org", ada)
    seen = form(ada, role="Minister")
    ada.emails.get().delete()
    assert "Somebody changed this member while you had it open." in refused(admin_client, seen, ada)
    assert Member.objects.get(pk=ada.pk).role == ""


def test_whoever_may_only_look_sees_no_version(client: Client) -> None:
    ada = member("Ada Quill")
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_member"))
    client.force_login(viewer)
    page = client.get(f"{MEMBERS}{ada.pk}/change/").content.decode()
    assert "Quill" in page
    assert "seen" not in page.lower()


def test_an_electorate_of_another_chamber_is_refused_when_it_is_given(admin_client: Client) -> None:
    elsewhere = electorate("Sydney", chamber("sa-ha"))
    new = Member(first_name="Ada", last_name="Quill", chamber=chamber(), electorate=elsewhere)
    assert "Sydney is an electorate of another chamber." in refused(admin_client, form(new))
    assert not Member.objects.exists()


def test_a_member_needs_a_name_unless_it_was_missing_all_the_time(admin_client: Client) -> None:
    assert "A member needs a name." in refused(admin_client, form(Member(chamber=chamber())))
    ada, nameless = member("Ada Quill"), member("", slug="nameless")
    assert "A member needs a name." in refused(
        admin_client, form(ada, first_name="", last_name=" "), ada
    )
    save(admin_client, nameless, role="Minister")


def test_an_end_before_the_start_is_refused_when_either_is_changed(admin_client: Client) -> None:
    ada = member("Ada Quill", started_on="2020-01-01", ended_on="2019-01-01")
    save(admin_client, ada, role="Minister")
    assert "This is before the member started." in refused(
        admin_client, form(ada, ended_on="2019-02-01"), ada
    )
    assert "This is before the member started." in refused(
        admin_client, form(ada, started_on="2021-01-01"), ada
    )
    save(admin_client, ada, ended_on="2021-01-01")


def test_no_party_takes_the_name_of_another(admin_client: Client) -> None:
    purple = Party.objects.create(name="Purple")
    purple.aliases.create(name="The Purples")
    green = Party.objects.create(name="Green")
    management = {"aliases-TOTAL_FORMS": "1", "aliases-INITIAL_FORMS": "0"}
    for name, alias in (("Green", "purple"), ("Green", "The Purples"), ("the purples", "")):
        data = {"name": name, "aliases-0-name": alias, "aliases-0-party": green.pk, **management}
        response = admin_client.post(f"/admin/members/party/{green.pk}/change/", data)
        assert "Purple already goes by this name." in response.content.decode()
    admin_client.post(
        f"/admin/members/party/{green.pk}/change/",
        {"name": "Green", "aliases-0-name": "Greens", **management},
    )
    assert [alias.name for alias in green.aliases.all()] == ["Greens"]
