"""What the public types. Everything is optional but the report itself, and nothing valid is refused
for its form."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.validators import validate_email

from members import normalise
from members.jobs.terminal import HIDDEN

#: Letters by Unicode, of which nothing is seen: fillers of Hangul, and a cell of Braille without a
#: dot.
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
REPORT_LENGTH = 5000
VALUE_LENGTH = 2000
NO_ADDRESS = "This is no e-mail address that we can write to: mend it, as in name@example.org, or leave it empty."

_BREAK = re.compile("\r\n?|[\u2028\u2029]")


def _is_seen(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return letter not in _UNSEEN and kind[0] not in "ZM" and kind not in ("Cc", "Cf", "Cs")


def line(text: str, length: int) -> str:
    """On one line, without control characters, cut to that length."""
    return " ".join(HIDDEN.sub("", text).split())[:length]


class TextField(forms.CharField):
    """Text of several lines: without control characters, each line break counted as one character.

    Has no `maxlength` in the browser, which would cut what is pasted without a word.
    """

    widget: type[forms.Widget] = forms.Textarea

    def to_python(self, value: Any) -> str:
        text = super().to_python(HIDDEN.sub("", _BREAK.sub("\n", str(value or "")))) or ""
        return text if any(map(_is_seen, text)) else ""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {
            name: value
            for name, value in super().widget_attrs(widget).items()
            if name not in ("maxlength", "minlength")
        }


class LineField(TextField):
    """Text on one line: line breaks become spaces."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


def too_long(what: str) -> str:
    return f"{what} is too long: %(show_value)d characters, where %(limit_value)d fit. Shorten it, and send the rest as another report."


class ReportForm(forms.Form):
    issue = TextField(
        label="What is wrong?",
        max_length=REPORT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what is wrong.", "max_length": too_long("What you wrote")},
    )
    proposed = TextField(
        label="What would be right?",
        required=False,
        max_length=VALUE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="If you know it.",
        error_messages={"max_length": too_long("What would be right")},
    )
    source = LineField(
        label="Where can that be seen?",
        required=False,
        max_length=VALUE_LENGTH,
        help_text="A link, such as the member's own page, or how you know.",
        error_messages={"max_length": too_long("Where it can be seen")},
    )
    name = LineField(
        label="Your name",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "max_length": "Your name is too long: %(show_value)d characters, where %(limit_value)d fit."
        },
    )
    email = LineField(
        label="Your e-mail address",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        help_text="You get one mail, in which you can ask for news of your report. Nobody but our staff sees the address.",
        error_messages={
            "max_length": "Your e-mail address is too long: %(show_value)d characters, where %(limit_value)d fit."
        },
    )
    #: A trap: people do not see it, programs fill it in.
    homepage = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        validators=[],
    )

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        try:
            if address:
                validate_email(address)  # what the mail queue takes
        except forms.ValidationError:
            raise forms.ValidationError(NO_ADDRESS) from None
        if address and not normalise.email(address):
            raise forms.ValidationError(NO_ADDRESS)
        return address

    @property
    def why_suspicious(self) -> str:
        """Did somebody fill in the trap? Then why that looks like spam, else "". It counts as it
        was posted, whatever is in it."""
        return (
            "the field that people do not see was filled in"
            if str(self.data.get("homepage", "")).strip()
            else ""
        )


class CommentForm(forms.Form):
    text = TextField(
        label="What is still wrong, or missing?",
        max_length=REPORT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Write what is still wrong, or missing.",
            "max_length": too_long("What you wrote"),
        },
    )
