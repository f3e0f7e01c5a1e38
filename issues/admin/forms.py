"""The forms for acting on issues, and for writing one down."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from issues.models import Issue
from issues.models.choices import DismissalReason, Priority

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import User
    from django.db.models import QuerySet


def staff() -> QuerySet[User]:
    """Return the people to whom an issue can be assigned: active staff who may triage."""
    triagers = get_user_model().objects.with_perm(
        "issues.triage_issue", backend="django.contrib.auth.backends.ModelBackend"
    )
    return triagers.filter(is_staff=True).order_by("username")


class FutureDateField(forms.DateField):
    """A day after today, chosen with the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d"],
            **kwargs,
        )

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and value <= timezone.localdate():
            raise forms.ValidationError("Choose a day after today.", code="past")


class TriageForm(forms.Form):
    """The base of all forms: without fields, and with classes that mark what is wrong."""

    required_css_class = "required"
    error_css_class = "errors"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for field in self.fields.values():
            if isinstance(field, FutureDateField):
                field.widget.attrs["min"] = (timezone.localdate() + timedelta(days=1)).isoformat()

    def refusal(self) -> str:
        """Return on one line what is wrong with an invalid form, and put the focus on the first
        wrong field."""
        wrong = [field for field in self if field.errors]
        wrong[0].field.widget.attrs["autofocus"] = True
        return "Not done: " + " ".join(
            f"{field.label}: {error}" for field in wrong for error in field.errors
        )


class _WithNote(TriageForm):
    note = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="Seen by staff only."
    )
    field_order: list[str] | None = None


class AssignForm(_WithNote):
    to = forms.ModelChoiceField(
        queryset=get_user_model().objects.none(),
        required=False,
        empty_label="nobody",
        label="Assign to",
    )
    field_order = ["to", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = staff()  # type: ignore[attr-defined]


class NoteForm(TriageForm):
    text = forms.CharField(
        label="Note", widget=forms.Textarea(attrs={"rows": 3}), help_text="Seen by staff only."
    )


class SnoozeForm(_WithNote):
    until = FutureDateField(help_text="The issue comes back on that day, with a mail.")
    field_order = ["until", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate() + timedelta(days=7)


class DismissForm(_WithNote):
    reason = forms.ChoiceField(choices=[("", "choose a reason"), *DismissalReason.choices])
    until = FutureDateField(
        required=False,
        help_text=(
            "Optional. From that day on the check may report it again. Without a day, it does so "
            "only if the evidence changes."
        ),
    )
    field_order = ["reason", "until", "note"]


class ResolveForm(_WithNote):
    pass


class ReopenForm(_WithNote):
    note = forms.CharField(
        label="Why",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Included in the mail to staff.",
    )


class PriorityForm(TriageForm):
    priority = forms.TypedChoiceField(choices=Priority.choices, coerce=int, initial=Priority.NORMAL)


class IssueForm(forms.ModelForm[Issue]):
    """The form of an issue that staff write down themselves."""

    class Meta:
        model = Issue
        fields = ["member", "chamber", "field", "issue", "proposed", "source", "priority"]
        widgets = {
            "field": forms.TextInput(
                attrs={"class": "vTextField", "placeholder": "email, phone:electorate, party, ..."}
            ),
            "issue": forms.Textarea(attrs={"rows": 4, "cols": 80}),
            "proposed": forms.TextInput(attrs={"class": "vTextField"}),
            "source": forms.URLInput(attrs={"class": "vURLField"}),
        }
        help_texts = {"chamber": "Only for an issue that is not about one member."}
