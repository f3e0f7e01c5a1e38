import pytest

from issues.values import names


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("Hon John", "Hon", "John"),
        ("The Rt. Hon. Sir Ed", "The Rt. Hon. Sir", "Ed"),
        ("Cr. Ann", "Cr.", "Ann"),
        ("Dr.Ann", "Dr.", "Ann"),
        ("Sen. Bob", "Sen.", "Bob"),
        ("Supt. Ann", "Supt.", "Ann"),
        ("Prof. Emeritus Ann", "Prof. Emeritus", "Ann"),
        ("Deputy Mayor Jane", "Deputy Mayor", "Jane"),
        ("Major General Ann", "Major General", "Ann"),
        ("Lady Ann", "Lady", "Ann"),
        ("Smith, Dr", "Dr", "Smith"),
        ("Senator", "Senator", ""),
    ],
)
def test_a_title_begins_a_name(text: str, title: str, rest: str) -> None:
    assert names.title(text) == (title, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Major R.",
        "Prince",
        "Dean",
        "Mayor",
        "Lord",
        "Del",
        "Sen Li",
        "Sr. Ann",
        "DR",
        "Hong",
        "Theo",
        "Missy",
        "Right",
        "Justice",
    ],
)
def test_people_are_called_so_and_it_is_no_title(text: str) -> None:
    assert names.title(text) == names.NOTHING


@pytest.mark.parametrize(
    ("last", "letters", "rest"),
    [
        ("Smith MP", "MP", "Smith"),
        ("Smith KCB", "KCB", "Smith"),
        ("Smith GNZM", "GNZM", "Smith"),
        ("Lee, OAM", "OAM", "Lee"),
        ("Smith,MP", "MP", "Smith"),
        ("Smith AM MP", "AM MP", "Smith"),
        ("Smith M.D.", "M.D.", "Smith"),
        ("de Groot PhD", "PhD", "de Groot"),
        ("SMITH, AM", "AM", "SMITH"),
        ("smith mp", "mp", "smith"),
    ],
)
def test_letters_follow_a_last_name(last: str, letters: str, rest: str) -> None:
    assert names.post_nominals(last, is_last=True) == (letters, rest)


@pytest.mark.parametrize(
    "last", ["Ma", "MP", "Van Do", "Le Ba", "VAN AM", "Smith Ms", "Bishop Jr.", "Smith, III", ""]
)
def test_what_may_be_a_name_is_no_letters_after_one(last: str) -> None:
    assert names.post_nominals(last, is_last=True) == names.NOTHING


def test_a_first_name_ends_in_initials() -> None:
    for first in ("William AC", "James J.D.", "J.D.", "Sarah MC"):
        assert names.post_nominals(first, is_last=False) == names.NOTHING
    assert names.post_nominals("John OAM", is_last=False) == ("OAM", "John")
    assert names.seat_letters("MP")
    assert names.seat_letters("M.L.A.")
    assert not names.seat_letters("Ma")


@pytest.mark.parametrize(
    ("text", "comment", "rest"),
    [
        ("(Paulina)", "(Paulina)", ""),
        ("Michael (goes by Mike)", "(goes by Mike)", "Michael"),
        ("Jo (Jo-Anne) B.", "(Jo-Anne)", "Jo B."),
        ("Smith [retired]", "[retired]", "Smith"),
        ("Smith (Cooper", "(Cooper", "Smith"),
        ("Smith - see note", "- see note", "Smith"),
        ("Smith - Retired", "- Retired", "Smith"),
        ("Smith \u2013 until 2019", "\u2013 until 2019", "Smith"),
        ("Jones n\u00e9e Lee", "n\u00e9e Lee", "Jones"),
        ("Smith, formerly Lee", "formerly Lee", "Smith"),
        ("Smith aka Bob", "aka Bob", "Smith"),
        ("Smith MP for Kew", "MP for Kew", "Smith"),
    ],
)
def test_a_comment_is_told_from_the_name(text: str, comment: str, rest: str) -> None:
    assert names.comment(text) == (comment, rest)


@pytest.mark.parametrize(
    "text",
    [
        'Herbert M. "Tim"',
        "Nee",
        "Aka",
        "Smith-Jones",
        "Smith - Jones",
        "van 't Hof",
        "de la Cruz",
        "See",
        "Formerly",
    ],
)
def test_a_nickname_a_hyphen_and_a_particle_are_no_comment(text: str) -> None:
    assert names.comment(text) == names.NOTHING


def test_a_name_in_brackets_is_known_from_a_remark() -> None:
    assert names.names_in_brackets("(Paulina)") == "Paulina"
    assert names.names_in_brackets("(Meng) Heang") == "Meng Heang"
    for text in (
        "(goes by Mike)",
        "Paulina",
        "Smith [retired]",
        "Smith (Retired)",
        "Smith (ALP)",
        "Jo (Jo",
    ):
        assert names.names_in_brackets(text) == ""


def test_a_generation_ends_a_first_name_only_by_mistake() -> None:
    assert names.generation("John D., IV") == ("IV", "John D.")
    assert names.generation("John Jr.") == ("Jr.", "John")
    assert names.generation("JR") == names.generation("Vi") == names.NOTHING
    assert names.is_generation("Jr.")
    assert names.is_generation("III")
    assert not names.is_generation("Ivy")
