"""The forms of official lists in the admin: settings, JSON fields, and files from people."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat

from members.fetching.list_address import HTTPS_ONLY
from members.lists.snapshots import AT_ONCE
from members.member_columns import Holds, columns_of
from members.models import Source
from members.sources import MAPPED, formats, mapped_csv
from members.sources.text import UNSTORABLE, has_unstorable, quoted

#: The columns for which a list may have words of its own.
SPOKEN = columns_of(Holds.WHOLE_NAME, Holds.NAME, Holds.TEXT, Holds.ENTITY)
PATIENCE = {"grace", "stale_after"}
EXAMPLE = '{"party": {"SPK": ""}}'


class ObjectField(forms.JSONField):
    """A JSON object in an input of several lines. A blank input is an empty object."""

    widget = forms.Textarea(
        attrs={"rows": 8, "cols": 60, "spellcheck": "false", "class": "vLargeTextField json"}
    )

    def prepare_value(self, value: Any) -> Any:
        """Return a stored object indented for people, and typed text unchanged."""
        if isinstance(value, dict):
            return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) if value else ""
        return value

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data

    def to_python(self, value: Any) -> Any:
        try:
            found = json.loads((value or "").strip() or "{}")
        except json.JSONDecodeError as error:
            raise forms.ValidationError(
                f"This is not valid JSON: line {error.lineno}, character {error.colno}: "
                f"{error.msg}."
            ) from error
        except ValueError as error:  # Python refuses numbers of several thousand digits
            raise forms.ValidationError(
                "This JSON cannot be used here: a number in it is too long."
            ) from error
        except RecursionError as error:
            raise forms.ValidationError(
                "This JSON cannot be used here: it is nested too deeply."
            ) from error
        if not isinstance(found, dict):
            raise forms.ValidationError(
                "This JSON is not an object. It has to begin with { and end with }."
            )
        if has_unstorable(found):
            raise forms.ValidationError(f"{UNSTORABLE.capitalize()}.")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != (initial or {}))
        except forms.ValidationError:
            return True


class SourceForm(forms.ModelForm[Source]):
    class Meta:
        model = Source
        fields: list[str] = []  # the admin says which
        field_classes = {"vocabulary": ObjectField, "mapping": ObjectField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "format" in self.fields:
            choices = [("", "---------"), *((name, name) for name in formats())]
            self.fields["format"] = forms.ChoiceField(
                choices=choices, help_text=self.fields["format"].help_text
            )

        for name in PATIENCE.intersection(self.fields):
            self.fields[name].required = False

    def clean_grace(self) -> int:
        return self._or_as_it_was("grace")

    def clean_stale_after(self) -> int:
        return self._or_as_it_was("stale_after")

    def _or_as_it_was(self, name: str) -> int:
        """Return what was typed. An empty input keeps the previous value, or the default of a new
        source."""
        typed: int | None = self.cleaned_data[name]
        return int(getattr(self.instance, name)) if typed is None else typed

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if url and urlsplit(url).scheme != "https" and not settings.FETCH_PRIVATE_NETWORKS:
            raise forms.ValidationError(HTTPS_ONLY[:1].upper() + HTTPS_ONLY[1:])
        return url

    def clean_vocabulary(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data["vocabulary"]
        for column, words in given.items():
            if column not in SPOKEN:
                raise forms.ValidationError(
                    f"{quoted(column)} cannot have words of its own. "
                    f"Use {', '.join(SPOKEN)}, as in {EXAMPLE}."
                )
            if not isinstance(words, dict):
                raise forms.ValidationError(
                    f"{quoted(column)} needs the list's words and what each stands for, "
                    f"as in {EXAMPLE}."
                )
            for word, meaning in words.items():
                if not isinstance(meaning, str):
                    raise forms.ValidationError(
                        f"The meaning of {quoted(word)} has to be a text in quotes, "
                        f"as in {EXAMPLE}."
                    )
        return given

    def clean(self) -> dict[str, Any] | None:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        mapping, form = given.get("mapping"), given.get("format")
        if mapping and form and form != MAPPED:
            self.add_error("mapping", f"Only the format {MAPPED} has a mapping. Leave this empty.")
        elif mapping and (wrong := mapped_csv.check(mapping)):
            self.add_error(
                "mapping", [f"{sentence[:1].upper()}{sentence[1:]}." for sentence in wrong]
            )
        return given


class GiveForm(forms.Form):
    """The form for a copy of the list from somebody's computer."""

    file = forms.FileField(label="File", allow_empty_file=True)

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given.size > AT_ONCE:
            most = filesizeformat(AT_ONCE)
            raise forms.ValidationError(
                f"The file is larger than {most}. Use the command fetchsources with --file for it."
            )
        return given
