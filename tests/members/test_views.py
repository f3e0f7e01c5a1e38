from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members import letters
from members.models import Address, Chamber, Link, Member, Party, PartyAlias, Phone
from tests import factories

pytestmark = pytest.mark.django_db


def party(name: str, abbreviation: str = "", *aliases: str) -> Party:
    made = Party.objects.create(name=name, abbreviation=abbreviation)
    PartyAlias.objects.bulk_create([PartyAlias(party=made, name=alias) for alias in aliases])
    return made


@contextmanager
def variables(most: int) -> Iterator[None]:
    """Let SQLite take so many variables in a statement and no more; PostgreSQL has no such limit
    here."""
    if connection.vendor != "sqlite":
        yield
        return
    before = connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, most)
    try:
        yield
    finally:
        connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, before)


def found(client: Client, query: str) -> list[str]:
    """The names that a search shows, in its order."""
    page = client.get("/", {"q": query}).context.get("page")
    return [str(member) for member in page] if page else []


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_words_of_name_party_and_electorate_come_in_any_order(client: Client) -> None:
    greens = party("Australian Greens", "GRN", "The Greens")
    factories.member("Jo Smith", party=greens, electorate=factories.electorate("Darwin North"))
    factories.member("Al Smith", party=party("Liberal Party"))
    factories.member("Bo Jones", party=greens)
    assert found(client, "smith greens") == ["Jo Smith"]
    assert found(client, "GRN  north JO") == ["Jo Smith"]
    assert found(client, "the greens") == ["Bo Jones", "Jo Smith"]
    assert found(client, "smith") == ["Al Smith", "Jo Smith"]
    assert found(client, "smith jones") == []


def test_a_word_is_found_by_its_beginning_and_not_by_its_middle(client: Client) -> None:
    factories.member("Brian Hartmann")
    factories.member("Ian Hall")
    assert found(client, "ha") == ["Ian Hall", "Brian Hartmann"]
    assert found(client, "ian") == ["Ian Hall"]


@pytest.mark.parametrize("query", ["perez", "Pérez", "PEREZ", "zoe perez"])
def test_accents_and_case_make_no_difference(client: Client, query: str) -> None:
    factories.member("Zoë Pérez", slug="zoe")
    factories.member("Zoe Perkins")
    assert found(client, query) == ["Zoë Pérez"]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Pat O'Brien", "obrien"),
        ("Pat O'Brien", "o'brien"),
        ("Pat O\N{RIGHT SINGLE QUOTATION MARK}Brien", "O'Brien"),
        ("Ann Smith-Jones", "jones"),
        ("Ann Smith-Jones", "smith-jones"),
        ("Robert (Bob) Down", "bob"),
        ("Anna D. Rowe", "d rowe"),
    ],
)
def test_apostrophes_hyphens_and_brackets_are_no_obstacle(
    client: Client, name: str, query: str
) -> None:
    factories.member(name, slug="one")
    assert found(client, query) == [name]


@pytest.mark.parametrize(
    "query",
    [
        "Barry O Farrell",
        "o farrell",
        "farrell",
        "Barry O'Farrell",
        "ofarrell",
        "Barry O\N{LEFT SINGLE QUOTATION MARK}Farrell",
    ],
)
@pytest.mark.parametrize(
    "name", [*(f"Barry O{sign}Farrell" for sign in letters.APOSTROPHES), "Zoë O'Farrell Barry"]
)
def test_a_name_with_an_apostrophe_is_found_with_a_space_in_its_place(
    client: Client, name: str, query: str
) -> None:
    factories.member(name, slug="one")
    factories.member("Barry Offord")
    assert found(client, query) == [name]


@pytest.mark.parametrize(
    "query",
    [
        "Mr Ewan Hall",
        "mr ewan",
        "The Hon. Ewan Hall, A.M., MP",
        "Rt Hon Sir the Prof Dr Rev Senator Lady Ewan Hall KC",
    ],
)
def test_honorifics_and_post_nominals_beside_a_name_need_not_fit(
    client: Client, query: str
) -> None:
    factories.member("Ewan Hall", honorific="Mr", post_nominals="AM MP")
    factories.member("Merle Hall", honorific="Mr")
    assert found(client, query) == ["Ewan Hall"]


def test_a_name_as_its_page_shows_it_is_found(client: Client) -> None:
    member = factories.member(
        "Barry O'Farrell", slug="barry", honorific="The Hon", post_nominals="A.M. MP"
    )
    page = client.get("/members/barry/")
    assert found(client, page.context["full_name"]) == [str(member)]


def test_a_title_that_is_somebody_s_name_chooses_and_alone_it_is_a_name(client: Client) -> None:
    factories.member("Jane Lord")
    factories.member("Jane Marsh")
    factories.member("Drew Smith")
    factories.member("Ada Smith")
    assert (
        found(client, "jane lord")
        == found(client, "Hon Jane Lord")
        == found(client, "lord")
        == ["Jane Lord"]
    )
    assert found(client, "dr smith") == ["Ada Smith", "Drew Smith"]
    assert found(client, "dr") == ["Drew Smith"]
    assert found(client, "mp") == []


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Jo Østergård", "ostergard"),
        ("Jo Wałęsa", "WALESA"),
        ("Jo Đurić", "duric"),
        ("Jo Strauß", "strauss"),
        ("Jo Ægir", "aegir"),
        ("Jo Son\N{SOFT HYPHEN}derby", "sonderby"),
        *(
            (f"Jo {letter.upper()}{letter}rik", f"{plain}{plain}rik")
            for letter, plain in letters.WHOLE.items()
        ),
    ],
)
def test_letters_that_are_typed_without_their_marks_are_found(
    client: Client, name: str, query: str
) -> None:
    factories.member(name, slug="one")
    assert found(client, query) == found(client, name) == [name]


def test_the_search_takes_no_more_than_a_search_can_hold(client: Client) -> None:
    assert 'maxlength="200"' in text(client, "/")


def test_a_postcode_finds_the_members_who_have_an_office_there(client: Client) -> None:
    Address.objects.create(member=factories.member("Ada Near"), postcode="0800")
    Address.objects.create(
        member=factories.member("Bea Near"), text="1 High Street, Darwin NT 0800"
    )
    Address.objects.create(member=factories.member("Cy Far"), postcode="0810")
    assert found(client, "0800") == ["Ada Near", "Bea Near"]
    assert found(client, "near 0800 ada") == ["Ada Near"]


def test_only_sitting_members_are_found_counted_and_listed(client: Client) -> None:
    today = timezone.localdate()
    factories.member("Gone Today", ended_on=today)
    factories.member("Gone Tomorrow", ended_on=today + timedelta(days=1))
    assert found(client, "gone") == ["Gone Tomorrow"]
    assert "1 member" in text(client, "/")
    page = text(client, "/chambers/nt-la/")
    assert "Tomorrow" in page
    assert "Today" not in page


def test_nothing_found_is_said_with_a_hint_and_the_search_is_kept(client: Client) -> None:
    page = text(client, "/?q=%3Cb%3Enobody")
    assert "Nothing found for “&lt;b&gt;nobody”" in page
    assert "Try fewer words" in page
    assert 'value="&lt;b&gt;nobody"' in page


@pytest.mark.parametrize(
    "query",
    ["", "   ", "%00", "%F0%9F%90%A8", "'", "%25", "_", "a" * 5000, "a " * 500, "%ED%A0%80", "\\"],
)
@pytest.mark.parametrize("page", ["1", "0", "-1", "x", "99999999999999999999", "%00"])
def test_no_search_is_an_error(client: Client, query: str, page: str) -> None:
    factories.member()
    # Nobody types NUL, and no database keeps it.
    expected = 400 if "%00" in query + page else 200
    assert client.get(f"/?q={query}&page={page}").status_code == expected


def test_results_come_in_pages_of_fifty_that_keep_the_search(client: Client) -> None:
    Member.objects.bulk_create(
        [
            Member(
                slug=f"m-{n}", first_name="Ada", last_name=f"N{n:03}", chamber=factories.chamber()
            )
            for n in range(51)
        ]
    )
    assert len(found(client, "ada")) == 50
    first = text(client, "/?q=ada")
    assert "51 members found" in first
    assert 'href="?q=ada&amp;page=2"' in first
    assert "N050" in text(client, "/?q=ada&page=2")


def test_each_page_asks_as_many_questions_for_many_members_as_for_one(client: Client) -> None:
    paths = ["/", "/?q=ada", "/chambers/nt-la/", "/members/ada-quill/"]
    members = [factories.member()]
    few = [queries(client, path) for path in paths]
    greens = party("Greens")
    for n in range(30):
        other = factories.member(
            f"Ada N{n}", party=greens, electorate=factories.electorate(f"E{n}")
        )
        members.append(other)
        factories.chamber(f"c-{n}")
    for n in range(10):
        Phone.objects.create(member=members[0], number=str(n))
        Link.objects.create(member=members[0], url=str(n))
    assert [queries(client, path) for path in paths] == few


def test_a_search_among_ten_thousand_members_is_quick(client: Client) -> None:
    chamber = factories.chamber()
    greens = party("Greens")
    Member.objects.bulk_create(
        [
            Member(
                slug=f"m-{n}",
                first_name=f"Ada{n}",
                last_name="Pérez" if n % 50 == 0 else f"N{n}",
                chamber=chamber,
                party=greens,
            )
            for n in range(10_000)
        ]
    )
    started = timezone.now()
    assert found(client, "perez greens ada100") == ["Ada100 Pérez", "Ada1000 Pérez"]
    assert timezone.now() - started < timedelta(seconds=2)


def test_a_search_that_many_accented_names_fit_hands_the_database_few_values(
    client: Client,
) -> None:
    words = "zoe ann bea cleo dora eve fay gwen"
    names = words.replace("e ", "é ")
    Member.objects.bulk_create(
        [
            Member(slug=f"m-{n}", first_name=names, last_name=f"N{n}", chamber=factories.chamber())
            for n in range(300)
        ],
        batch_size=50,
    )
    with variables(2_000):  # SQLite's 250,000 are reached by 32,000 such names
        assert client.get("/", {"q": words}).context["page"].paginator.count == 300


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
