import pytest

from issues.values.patterns import Pattern, forms, holds_last_name, is_of_somebody_else, pattern


@pytest.mark.parametrize(
    ("local", "found"),
    [
        ("ada.quill", Pattern("", "first.last", "")),
        ("aquill", Pattern("", "flast", "")),
        ("repquill", Pattern("rep", "last", "")),
        ("cradaquill", Pattern("cr", "firstlast", "")),
        ("ada.quill.mp", Pattern("", "first.last", ".mp")),
        ("electorate.fanniebay", Pattern("electorate.", "electorate", "")),
        ("bo.reed", None),
    ],
)
def test_the_pattern_is_what_stands_around_the_name(local: str, found: Pattern | None) -> None:
    assert pattern(local, forms("Ada M.", "Quill", "Fannie Bay")) == found


def test_what_stands_where_the_name_belongs_is_taken_out_of_the_same_shape_only() -> None:
    assert Pattern("rep", "last", "").core("repreed") == "reed"
    assert (
        Pattern("rep", "last", "").core("senreed") == Pattern("rep", "last", "").core("rep") == ""
    )


def test_a_word_of_a_last_name_is_enough() -> None:
    assert holds_last_name("rtangerman", "Chesnut-Tangerman")
    assert not holds_last_name("ada.north", "Quill")


@pytest.mark.parametrize(
    "core",
    [
        "ada.north",
        "peg.quill",
        "leader.opposition",
        "fannie.bay",
        "office.north",
        "b.north",
        "bob.quilter",
    ],
)
def test_what_may_be_the_members_or_an_offices_is_not_somebody_elses(core: str) -> None:
    assert not is_of_somebody_else(core, "first.last", "Ada", "Quill", "Fannie Bay")


def test_two_words_that_have_nothing_in_common_with_the_member_are() -> None:
    assert is_of_somebody_else("bob.north", "first.last", "Ada", "Quill", "Fannie Bay")
    assert not is_of_somebody_else("bnorth", "flast", "Ada", "Quill", ""), (
        "of one word nobody can tell that it is a name"
    )
