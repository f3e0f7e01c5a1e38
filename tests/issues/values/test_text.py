import pytest

from issues.values.text import clean, is_broken, is_escaped, is_untidy, mend, tidy, unescape


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (" ada@example.org", "ada@example.org"),
        ("Ada  Quill", "Ada Quill"),
        ("ada@example.org\u00a0", "ada@example.org"),
        ("\u200b08 8946 1433\ufeff", "08 8946 1433"),
        ("1 Main Street\r\nDarwin", "1 Main Street Darwin"),
        ("Ada\tQuill", "Ada Quill"),
        ("Qu\u00adill", "Quill"),
        ("ada\u200d@example.org", "ada@example.org"),
        ("  ", ""),
    ],
)
def test_what_nobody_sees_is_taken_away(text: str, right: str) -> None:
    assert is_untidy(text)
    assert tidy(text) == right
    assert not is_untidy(right)


@pytest.mark.parametrize(
    "text", ["", "Ada Quill", "\u0645\u06cc\u200c\u062f\u0627\u0646\u0645", "José", "1/2 \u2013 3"]
)
def test_what_belongs_to_the_text_stays(text: str) -> None:
    assert not is_untidy(text)


def test_a_value_of_several_lines_keeps_them_however_they_end() -> None:
    assert not is_untidy("1 Main Street\r\nDarwin", lines=True)
    assert not is_untidy("1 Main Street \nDarwin", lines=True), (
        "a space before a line break is neither seen nor compared"
    )
    assert tidy(" 1  Main Street\nDarwin\n", lines=True) == "1 Main Street\nDarwin"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Dads &amp; Mums", "Dads & Mums"),
        ("O&#39;Brien", "O'Brien"),
        ("O&#x27;Brien", "O'Brien"),
        ("Tom &amp;amp; Co", "Tom & Co"),
        ("1 Main Street<br />Darwin", "1 Main Street, Darwin"),
        ("<p>1 Main Street</p>", "1 Main Street"),
        ('<a href="http://example.org">Ada</a>', "Ada"),
        ("Jos\\u00e9", "José"),
        ("https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&b=2"),
    ],
)
def test_html_becomes_what_it_stands_for(text: str, right: str) -> None:
    assert is_escaped(text)
    assert unescape(text) == right
    assert not is_escaped(right)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/?a=1&copy=2",
        "https://example.org/?a=1&b;c",
        "Fish & Chips; more",
        "Ada <a@example.org>",
        "a < b > c",
        "<b@c.de>",
    ],
)
def test_signs_that_stand_for_themselves_are_right(text: str) -> None:
    assert not is_escaped(text)


@pytest.mark.parametrize(
    ("text", "right"),
    [("JosÃ©", "José"), ("Oâ€™Brien", "O\u2019Brien"), ("MÃ¼ller", "Müller"), ("PiÃ±ol", "Piñol")],
)
def test_utf_8_read_as_something_else_is_mended(text: str, right: str) -> None:
    assert is_broken(text)
    assert mend(text) == right


def test_a_lost_character_cannot_be_mended() -> None:
    assert is_broken("Jos\ufffd")
    assert mend("Jos\ufffd") == "Jos\ufffd"


@pytest.mark.parametrize(
    "text",
    [
        "José",
        "SÃO PAULO",
        "Ângela",
        "Ørsted",
        "Łukasz",
        "Māori",
        "Ağa",
        "Nguyễn",
        "Åsa Ärlig",
        "€ 5",
        "Петров",
        "Dvořák",
    ],
)
def test_letters_of_all_languages_are_right(text: str) -> None:
    assert not is_broken(text)


def test_all_of_it_at_once() -> None:
    assert clean(" JosÃ© &amp;  Co ") == "José & Co"
    assert clean("1 Main Street<br>Darwin ", lines=True) == "1 Main Street\nDarwin"
