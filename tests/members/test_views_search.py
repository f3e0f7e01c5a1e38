"""Searching for members: words, accents, titles and postcodes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from members import letters
from members.models import Address
from tests import factories
from tests.members.view_parts import found, party, text

pytestmark = pytest.mark.django_db


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
    # Nobody types NUL, and no database stores it.
    expected = 400 if "%00" in query + page else 200
    assert client.get(f"/?q={query}&page={page}").status_code == expected
