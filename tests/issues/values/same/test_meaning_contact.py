"""E-mail addresses, links, phone numbers and postal addresses that mean the same."""

import pytest

from issues.values.same.meaning import address_key, same_email, same_link, same_phone


def test_an_address_of_mail_is_the_same_in_any_case() -> None:
    assert same_email("Ada@Parliament.Example", "mailto:ada@parliament.example")
    assert same_email("ada@x.example", "<ada@x.example>")
    assert same_email("ada@x.example", "")
    assert not same_email("ada@x.example", "ida@x.example")
    assert not same_email("", "ada@x.example")


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("@fictional", "https://twitter.com/Fictional?lang=en", "twitter"),
        ("fictional", "x.com/fictional", "twitter"),
        ("http://www.twitter.com/#!/fictional", "https://mobile.twitter.com/FICTIONAL/", "twitter"),
        ("https://x.com/@fictional", "https://x.com/fictional", "twitter"),
        (
            "https://www.facebook.com/fic.tional/",
            "https://m.facebook.com/Fictional?fref=ts",
            "facebook",
        ),
        (
            "https://facebook.com/profile.php?id=123",
            "https://www.facebook.com/profile.php?id=123&ref=x",
            "facebook",
        ),
        (
            "https://facebook.com/pages/Fictional/123",
            "https://facebook.com/profile.php?id=123",
            "facebook",
        ),
        ("https://instagram.com/fictional/", "@fictional", "instagram"),
        ("https://www.linkedin.com/in/fictional", "fictional", "linkedin"),
        ("http://www.a.example/", "https://a.example", "website"),
        ("http://a.example:80/b", "https://a.example:443/B/", "website"),
        ("a.example/index.html", "https://www.a.example/", "website"),
        ("https://a.example/b?utm_source=x&id=1", "https://a.example/b?id=1", "website"),
        ("https://a.example/b?x=1&y=2", "https://a.example/b/?y=2&x=1", "contact"),
        ("https://a.example/b#top", "https://a.example/b", "website"),
        ("https://a.example/#/", "https://a.example", "website"),
        (
            "https://en.wikipedia.org/wiki/Ada_Brown",
            "https://en.m.wikipedia.org/wiki/Ada_Brown",
            "wikipedia",
        ),
        ("Ada Brown", "https://en.wikipedia.org/wiki/Ada_Brown", "wikipedia"),
        (
            "https://en.wikipedia.org/wiki/Ad%C3%A9_Brown",
            "https://en.wikipedia.org/wiki/Adé_Brown",
            "wikipedia",
        ),
        ("https://a.example", "", "website"),
    ],
)
def test_a_link_is_the_same_in_any_form(a: str, b: str, kind: str) -> None:
    assert same_link(a, b, kind)


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("@fictional", "@fictional2", "twitter"),
        ("https://x.com/fictional", "https://facebook.com/fictional", "twitter"),
        (
            "https://facebook.com/profile.php?id=123",
            "https://facebook.com/profile.php?id=124",
            "facebook",
        ),
        ("https://a.example/b", "https://a.example/c", "website"),
        ("https://a.example/b", "https://b.a.example/b", "website"),
        ("https://a.example/p?id=1", "https://a.example/p?id=2", "contact"),
        ("https://a.example/#/members/1", "https://a.example/#/members/2", "website"),
        ("https://a.example:8080", "https://a.example", "website"),
        (
            "https://en.wikipedia.org/wiki/Ada_Brown",
            "https://fr.wikipedia.org/wiki/Ada_Brown",
            "wikipedia",
        ),
        ("", "https://a.example", "website"),
    ],
)
def test_another_page_stays_another(a: str, b: str, kind: str) -> None:
    assert not same_link(a, b, kind)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("+61255501234", "(02) 5550 1234"), ("+61255501234", "+61 2 5550 1234")),
        (("+61255501234", "(02) 5550 1234"), ("", "5550 1234")),
        (("", "555-0100"), ("", "555 0100")),
        (("+18025550100", "802-555-0100 ext. 12"), ("+18025550100", "802-555-0100")),
        (("+18025550100", "802-555-0100 ext. 12"), ("+18025550100", "(802) 555-0100 x12")),
        (("+61255501234", "(02) 5550 1234"), ("", "")),
    ],
)
def test_a_number_is_the_same_in_any_form(a: tuple[str, str], b: tuple[str, str]) -> None:
    assert same_phone(*a, *b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("+61255501234", "(02) 5550 1234"), ("+61255501235", "(02) 5550 1235")),
        (("+18025550100", "802-555-0100 ext. 12"), ("+18025550100", "802-555-0100 ext. 13")),
        (("+18025550100", "802-555-0100x12"), ("+18025550100", "802-555-0100 (ext13)")),
        (("+18025550100", "802-555-0100 int 12"), ("+18025550100", "802-555-0100, poste 13")),
        (("", "555-0100"), ("", "555-0101")),
        (("+61255501234", "(02) 5550 1234"), ("", "1234")),
        (("", ""), ("+61255501234", "(02) 5550 1234")),
        (("", "ask"), ("", "TBC")),
    ],
)
def test_another_number_stays_another(a: tuple[str, str], b: tuple[str, str]) -> None:
    assert not same_phone(*a, *b)


@pytest.mark.parametrize(
    ("a", "b", "country"),
    [
        ("12 Elm Street\nWoodvale", "12 ELM ST., Woodvale", "AU"),
        ("Suite 5, 12 North Elm Road", "12 N. Elm Rd\nSte 5", "US"),
        ("Level 2, Fir House, 3 Oak Avenue", "Lvl 2\nFir House\n3 Oak Ave", "AU"),
        ("3 Oak Av", "3 Oak Avenue", "NZ"),
        ("P.O. Box 12", "PO Box 12", "AU"),
        ("P O Box 12", "Post Office Box 12", "US"),
        ("G.P.O. Box 12", "GPO Box 12", "AU"),
        ("Cnr Elm & Oak Streets", "Corner of Elm and Oak Streets", "AU"),
        ("Unit 5, 12 Elm St", "5/12 Elm St", "AU"),
        ("No. 12 Elm St", "12 Elm St", "GB"),
        ("Suite #5", "Suite 5", "US"),
        ("One Elm Place", "1 Elm Pl", "AU"),
        ("Woodvale New South Wales 2999", "Woodvale NSW 2999", "AU"),
        ("Woodvale N.S.W. 2999", "Woodvale NSW 2999", "AU"),
        ("Woodvale, West Virginia", "Woodvale WV", "US"),
        ("Woodvale VT 05999-1234", "Woodvale, Vermont 05999", "US"),
        ("Woodvale NSW Australia", "Woodvale NSW", "AU"),
        ("Woodvale, U.S.A.", "Woodvale", "US"),
        ("Woodvale, New Zealand", "Woodvale", "NZ"),
        ("Northeast Elm Street", "NE Elm Street", "US"),
        ("Québec", "Quebec", "CA"),
        ("O'Brien St", "O\u2019Brien Street", "AU"),
        ("St Elm Street", "Saint Elm St", "AU"),
        ("Hwy 5", "Highway 5", "CA"),
        ("Elm Bldg, Rm 3", "Room 3\nElm Building", "US"),
    ],
)
def test_an_address_is_the_same_in_any_form(a: str, b: str, country: str) -> None:
    assert address_key(a, country) == address_key(b, country)


@pytest.mark.parametrize(
    ("a", "b", "country"),
    [
        ("12 Elm Street", "12 Elm Road", "AU"),
        ("12 Elm Street", "21 Elm Street", "AU"),
        ("12 Elm Street", "12 North Elm Street", "AU"),
        ("12 Elm Street", "Suite 5, 12 Elm Street", "AU"),
        ("Suite 5, 12 Elm Street", "Suite 6, 12 Elm Street", "AU"),
        ("PO Box 12", "GPO Box 12", "AU"),
        ("PO Box 12", "12", "AU"),
        ("Room 3", "Room 3A", "US"),
        ("1st Street", "2nd Street", "US"),
        ("Woodvale 05999", "Woodvale 05998", "US"),
        ("Woodvale 05999-1234", "Woodvale 05999", "AU"),
        ("Woodvale, South Australia", "Woodvale", "AU"),
        ("Woodvale, Western Australia", "Woodvale, South Australia", "AU"),
        ("Woodvale NSW", "Woodvale VIC", "AU"),
        ("Woodvale, Virginia", "Woodvale, West Virginia", "US"),
    ],
)
def test_another_address_stays_another(a: str, b: str, country: str) -> None:
    assert address_key(a, country) != address_key(b, country)


def test_no_address_has_an_empty_key() -> None:
    assert address_key(" ,\n", "AU") == ()
