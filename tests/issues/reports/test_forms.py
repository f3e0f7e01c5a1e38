"""The public's input, as it is stored."""

from __future__ import annotations

import pytest

from issues.reports.forms import ReportForm


@pytest.mark.parametrize("sign", ["\u202a", "\u202e", "\u2066", "\u2069", "\x00", "\x7f"])
def test_signs_that_nobody_sees_and_that_turn_the_text_around_are_taken_out(sign: str) -> None:
    form = ReportForm({"issue": f"The {sign}number\nis wrong", "name": f"{sign}Max"})
    assert form.is_valid()
    assert (form.cleaned_data["issue"], form.cleaned_data["name"]) == (
        "The number\nis wrong",
        "Max",
    )


def test_letters_of_every_script_and_pictures_joined_of_several_are_kept() -> None:
    text = "\u05e9\u05dc\u05d5\u05dd \u200f\U0001f469\u200d\U0001f4bb na\u00efve"
    form = ReportForm({"issue": text})
    assert form.is_valid()
    assert form.cleaned_data["issue"] == text
