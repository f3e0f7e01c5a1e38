"""The forms for the public. Only the text of a report is required, and any notation is accepted."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.validators import validate_email

from members import normalise
from members.jobs.terminal import HIDDEN

#: Characters that are letters or symbols in Unicode but show nothing: the Hangul fillers, and the
#: Braille pattern without dots.
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
REPORT_LENGTH = 5000
VALUE_LENGTH = 2000
NO_ADDRESS = (
    "We cannot send mail to this address. Correct it (for example name@example.org) "
    "or leave it empty."
)

_BREAK = re.compile("\r\n?|[\u2028\u2029]")


def _is_seen(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return letter not in _UNSEEN and kind[0] not in "ZM" and kind not in ("Cc", "Cf", "Cs")


def line(text: str, length: int) -> str:
    """Return the text on one line, without control characters, cut to `length` characters."""
    return " ".join(HIDDEN.sub("", text).split())[:length]


class TextField(forms.CharField):
    """Text of several lines, without control characters, with one character for each line break.

    The browser gets no `maxlength`, as it would silently cut what is pasted.
    """

    widget: type[forms.Widget] = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Return the cleaned text, or "" if nothing in it is visible."""
        text = super().to_python(HIDDEN.sub("", _BREAK.sub("\n", str(value or "")))) or ""
        return text if any(map(_is_seen, text)) else ""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return Django's attributes without the limits of length."""
        return {
            name: value
            for name, value in super().widget_attrs(widget).items()
            if name not in ("maxlength", "minlength")
        }


class LineField(TextField):
    """Text on one line, with spaces in place of line breaks."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> str:
        """Return the cleaned text on one line."""
        return " ".join(super().to_python(value).split())


def too_long(what: str, advice: str = "") -> str:
    """Return the message for a text that is too long, with Django's placeholders for its length."""
    return (
        f"{what} is too long: it has %(show_value)d characters, "
        f"and the limit is %(limit_value)d.{advice}"
    )


#: Follows `too_long` where a text can be divided.
_DIVIDE = " Shorten it, and send the rest as another report."


class ReportForm(forms.Form):
    """The report form."""

    issue = TextField(
        label="What is wrong?",
        max_length=REPORT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Say what is wrong.",
            "max_length": too_long("Your text", _DIVIDE),
        },
    )
    proposed = TextField(
        label="What should it be?",
        required=False,
        max_length=VALUE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="If you know it.",
        error_messages={"max_length": too_long("What it should be", _DIVIDE)},
    )
    source = LineField(
        label="Where can we check this?",
        required=False,
        max_length=VALUE_LENGTH,
        help_text="A link, such as the member's own page, or how you know.",
        error_messages={"max_length": too_long("Where we can check this", _DIVIDE)},
    )
    name = LineField(
        label="Your name",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": too_long("Your name")},
    )
    email = LineField(
        label="Your e-mail address",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        help_text=(
            "We send you one mail, in which you can ask for news of your report. "
            "Only our staff see your address."
        ),
        error_messages={"max_length": too_long("Your e-mail address")},
    )
    #: A trap for programs, which fill it in. People do not see it.
    homepage = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        validators=[],
    )

    def clean_email(self) -> str:
        """Return the e-mail address. Raises ValidationError if mail cannot be sent to it."""
        address: str = self.cleaned_data["email"]
        try:
            if address:
                validate_email(address)  # as the mail queue does
        except forms.ValidationError:
            raise forms.ValidationError(NO_ADDRESS) from None
        if address and not normalise.email(address):
            raise forms.ValidationError(NO_ADDRESS)
        return address

    @property
    def why_suspicious(self) -> str:
        """Return why the report looks like spam if the trap was filled in, else "".

        Reads the posted value, which need not be valid.
        """
        return (
            "the field that people do not see was filled in"
            if str(self.data.get("homepage", "")).strip()
            else ""
        )


class CommentForm(forms.Form):
    """The form for a reporter's further text about their report."""

    text = TextField(
        label="What is still wrong, or missing?",
        max_length=REPORT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Say what is still wrong, or missing.",
            "max_length": too_long("Your text", _DIVIDE),
        },
    )
