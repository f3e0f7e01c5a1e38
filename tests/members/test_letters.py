from __future__ import annotations

import pytest

from members import letters


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Zoë PÉREZ", "zoe perez"),
        ("Weiß", "weiss"),
        ("İĞDIR", "igdir"),
        ("Ǿyen", "oyen"),
        ("O\u00b4Neill O\uff07Neill", "oneill oneill"),
        ("Jo\u00adhn Jo\u200ehn", "john john"),
        ("\U0001d400nn \uff21nn", "ann ann"),
        ("Smith-Jones, A.", "smith-jones, a."),
    ],
)
def test_a_text_is_folded_to_lower_case_without_accents_and_apostrophes(
    text: str, plain: str
) -> None:
    assert letters.fold(text) == letters.fold(plain) == plain


@pytest.mark.parametrize(("letter", "plain"), letters.WHOLE.items())
def test_letters_that_unicode_takes_for_whole_are_folded_small_and_capital(
    letter: str, plain: str
) -> None:
    assert letters.fold(letter) == letters.fold(letter.upper()) == plain


@pytest.mark.parametrize("sign", letters.APOSTROPHES)
def test_every_apostrophe_is_left_out(sign: str) -> None:
    assert letters.fold(f"O{sign}Neill") == "oneill"
