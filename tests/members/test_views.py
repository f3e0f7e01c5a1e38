"""The pages of chambers and members."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from members.models import Address, Chamber, Link, Member, Phone
from tests import factories
from tests.members.view_parts import party, text

pytestmark = pytest.mark.django_db


def test_a_chamber_says_its_seats_and_what_is_vacant(client: Client) -> None:
    factories.member()
    factories.chamber(seats=3, name="Legislative Assembly", website="https://example.org/list")
    page = text(client, "/chambers/nt-la/")
    assert "1 member in 3 seats: 2 vacant." in page
    assert 'href="https://example.org/list"' in page
    Chamber.objects.update(seats=1)
    assert "1 member in 1 seat." in text(client, "/chambers/nt-la/")
    factories.member("Bo Quill")
    Chamber.objects.update(seats=1)
    assert "1 more member is listed than there are seats" in text(client, "/chambers/nt-la/")


def test_a_chamber_lists_four_hundred_members_by_last_name_on_one_page(client: Client) -> None:
    names = [f"{letter}{n:02}" for n in range(17) for letter in "ZYXWVUTSRQPONMLKJIHGFEDCBA"]
    factories.chamber(seats=450)
    Member.objects.bulk_create(
        [
            Member(slug=name.lower(), first_name="Ada", last_name=name, chamber=factories.chamber())
            for name in names
        ]
    )
    letters = client.get("/chambers/nt-la/").context["letters"]
    assert [letter for letter, _ in letters] == list("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert [member.last_name for _, members in letters for member in members] == sorted(names)


def test_an_empty_chamber_and_one_without_anything_known_have_pages(client: Client) -> None:
    Chamber.objects.create(slug="new", name="New House", website="javascript:alert(1)")
    page = text(client, "/chambers/new/")
    assert "No members are listed here yet" in page
    assert "javascript" not in page


def test_only_a_chamber_that_has_had_members_speaks_of_vacant_seats(client: Client) -> None:
    factories.chamber(seats=2)
    page = text(client, "/chambers/nt-la/")
    assert page.count("No members are listed here yet.") == 1
    assert "vacant" not in page
    factories.member(ended_on=timezone.localdate())
    Chamber.objects.update(seats=2)
    page = text(client, "/chambers/nt-la/")
    assert "0 members in 2 seats: 2 vacant." in page
    assert "listed here yet" not in page


def test_each_line_of_a_role_stands_on_its_own(client: Client) -> None:
    factories.member(role="Minister for Arts\r\n\r\nMinister for Sport\n")
    page = text(client, "/members/ada-quill/")
    assert (
        '<dd><span class="value">Minister for Arts</span><span class="value">Minister for Sport</span></dd>'
        in page
    )


def test_a_member_has_a_page_with_everything_by_kind(client: Client) -> None:
    member = factories.member(
        honorific="Hon",
        post_nominals="AM",
        role="Premier",
        electorate=factories.electorate("Darwin"),
        party=party("Greens"),
    )
    Phone.objects.create(
        member=member, number="(08) 8999 6611", kind="electorate", verified_on=date(2026, 3, 9)
    )
    Phone.objects.create(member=member, number="12", kind="ministerial")
    Phone.objects.create(
        member=member, number="(08) 8999 6612", kind="electorate", medium=Phone.Medium.FAX
    )
    Address.objects.create(
        member=member,
        line1="1 High St",
        suburb="Darwin",
        state="NT",
        postcode="0800",
        kind="parliamentary",
    )
    factories.email("Ada@Example.org", member)
    factories.email("not an address", member, kind="shed")
    page = text(client, "/members/ada-quill/")
    assert "<h1>Hon Ada Quill AM</h1>" in page
    for shown in (
        "Premier",
        "Darwin",
        "Greens",
        "1 High St<br>Darwin NT 0800",
        "verified 9 March 2026",
        "(08) 8999 6612",
        "not an address",
    ):
        assert shown in page
    titles = [
        title
        for title in ("Contact", "Electorate office", "Parliament", "Ministry", "Shed")
        if f">{title}</h2>" in page
    ]
    assert titles == ["Contact", "Electorate office", "Parliament", "Ministry", "Shed"]
    assert (
        page.index(">Contact</h2>")
        < page.index(">Electorate office</h2>")
        < page.index(">Parliament</h2>")
        < page.index(">Shed</h2>")
    )
    assert 'href="tel:+61889996611"' in page
    assert page.count('href="tel:') == 1
    assert 'href="mailto:ada@example.org"' in page
    assert page.count("mailto:") == 1


def test_every_detail_and_fact_can_be_reported(client: Client) -> None:
    member = factories.member()
    Phone.objects.create(member=member, number="1", kind="electorate")
    Phone.objects.create(member=member, number="2", medium=Phone.Medium.FAX)
    Link.objects.create(member=member, url="http://example.org", kind="website")
    Address.objects.create(member=member, text="x", kind="other")
    factories.email("a@example.org", member)
    page = text(client, "/members/ada-quill/")
    for field in (
        "name",
        "role",
        "electorate",
        "party",
        "phone%3Aelectorate",
        "fax",
        "link%3Awebsite",
        "address%3Aother",
        "email",
    ):
        assert f'href="/report/?member=ada-quill&amp;field={field}"' in page


def test_what_is_not_known_is_asked_for(client: Client) -> None:
    factories.member()
    page = text(client, "/members/ada-quill/")
    assert "No e-mail address is listed" in page
    assert "No phone number is listed" in page


@pytest.mark.parametrize(
    ("kind", "url", "href"),
    [
        ("website", "https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("website", "HTTP://example.org", "HTTP://example.org"),
        ("website", "www.example.org", "http://www.example.org"),
        ("twitter", "@AdaQuill", "https://twitter.com/adaquill"),
        ("twitter", "https://x.com/AdaQuill", "https://x.com/AdaQuill"),
        ("facebook", "ada.quill", "https://www.facebook.com/ada.quill"),
        ("website", "javascript:alert(1)", None),
        ("website", " JavaScript:alert(1)//http://x", None),
        ("website", "data:text/html,x", None),
        ("website", "ftp://example.org", None),
        ("website", "//example.org", None),
        ("website", "http://[broken", None),
        ("website", "http://", None),
        ("twitter", "javascript:alert(1)", None),
        ("twitter", "no such handle", None),
        ("website", "", None),
    ],
)
def test_only_addresses_of_the_web_become_links(
    client: Client, kind: str, url: str, href: str | None
) -> None:
    Link.objects.create(member=factories.member(), url=url, kind=kind)
    page = text(client, "/members/ada-quill/")
    linked = 'rel="nofollow noopener noreferrer"' in page
    assert linked == (href is not None)
    assert href is None or f'<a href="{href}" rel="nofollow noopener noreferrer">' in page


def test_a_former_member_keeps_a_page_that_says_so(client: Client) -> None:
    factories.member(ended_on=date(2020, 2, 1))
    assert "left this seat on 1 February 2020" in text(client, "/members/ada-quill/")


def test_a_member_who_is_leaving_is_not_called_former(client: Client) -> None:
    factories.member(ended_on=timezone.localdate() + timedelta(days=1))
    assert "Former member" not in text(client, "/members/ada-quill/")


def test_what_was_loaded_is_text_and_never_markup(client: Client) -> None:
    evil = "<script>x</script>"
    member = factories.member(
        f"{evil} {evil}", slug="ada", role=evil, photo_url="https://elsewhere.example/a.jpg"
    )
    factories.email(evil, member, kind=evil)
    for path in ("/members/ada/", "/chambers/nt-la/", "/?q=script"):
        assert evil not in text(client, path)
    assert "elsewhere.example" not in text(client, "/members/ada/")


def test_no_page_loads_anything_from_elsewhere_or_has_a_script(client: Client) -> None:
    factories.member()
    for path in ("/", "/?q=ada", "/chambers/nt-la/", "/members/ada-quill/"):
        page = text(client, path)
        assert "<script" not in page
        assert " style=" not in page
        assert 'src="' not in page


@pytest.mark.parametrize("path", ["/chambers/none/", "/members/none/", "/none/"])
def test_an_unknown_page_is_404(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
