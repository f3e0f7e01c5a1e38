"""The forms of the directory in the admin.

They validate only what was changed, so that wrong data that is already stored can be saved again.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.formats import localize_input
from django.utils.safestring import mark_safe

from members.models import Electorate, Link, Member, Party, PartyAlias

STALE = (
    "Somebody changed this member while you had it open. Nothing was saved, and what you typed is "
    'still here. <a href="" target="_blank">Open the member as it is now</a> and enter it there.'
)


class TextOrLines(forms.TextInput):
    """An input of one line, or of several if the value has line breaks, which browsers drop from a
    single line."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> Any:
        if value and "\n" in str(value):
            return forms.Textarea({**self.attrs, "rows": 3, "cols": 40}).render(
                name, value, attrs, renderer
            )
        return super().render(name, value, attrs, renderer)


class DetailForm(forms.ModelForm[Any]):
    """The form of a detail. It suggests the kinds that the page lists, and takes any other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            self.fields["kind"].widget.attrs["list"] = (
                "link-kinds" if isinstance(self.instance, Link) else "kinds"
            )


class ElectorateField(forms.ModelChoiceField[Electorate]):
    """A choice of electorates, labelled with their chambers, as names repeat between chambers."""

    def label_from_instance(self, obj: Electorate) -> str:
        return f"{obj.name} ({obj.chamber.slug})"


class MemberForm(forms.ModelForm[Member]):
    """The form of a member. `seen` is the member's version when the page was made: nothing is saved
    if the member has changed since."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Member
        fields: list[str] = []  # the admin says which
        field_classes = {"electorate": ElectorateField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = str(self.instance.version)
        if "electorate" in self.fields:
            electorates = Electorate.objects.select_related("chamber").order_by(
                "chamber__slug", "name"
            )
            if self.instance.pk:
                electorates = electorates.filter(
                    Q(chamber=self.instance.chamber_id) | Q(members=self.instance.pk)
                ).distinct()
            self.fields["electorate"].queryset = electorates  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Validate the form in the transaction that saves it, with the member locked until then."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk:
            now = (
                Member.objects.select_for_update()
                .filter(pk=self.instance.pk)
                .values_list("version", flat=True)
                .first()
            )
            if given.get("seen") != str(now):
                self._refuse_stale()
                return given
        changed = set(self.changed_data)
        chamber, electorate = given.get("chamber"), given.get("electorate")
        if (
            chamber
            and electorate
            and electorate.chamber_id != chamber.pk
            and changed & {"chamber", "electorate"}
        ):
            self.add_error(
                "electorate",
                f"{electorate} is an electorate of another chamber. "
                "Leave this empty to move the member first.",
            )
        if not f"{given.get('first_name', '')}{given.get('last_name', '')}".strip() and (
            not self.instance.pk or changed & {"first_name", "last_name"}
        ):
            self.add_error("last_name", "A member needs a name.")
        started, ended = given.get("started_on"), given.get("ended_on")
        if started and ended and ended < started and changed & {"started_on", "ended_on"}:
            self.add_error("ended_on", "This is before the member started.")
        return given

    def _refuse_stale(self) -> None:
        self.add_error(None, mark_safe(STALE))
        for name in self.changed_data:
            if name != "seen":
                value = getattr(self.instance, name)
                self.add_error(
                    name,
                    "It is empty now."
                    if value in ("", None)
                    else f"It is now: {localize_input(value)}",
                )


class AliasForm(forms.ModelForm[PartyAlias]):
    def clean_name(self) -> str:
        return _free(self, self.instance.party_id)


class PartyForm(forms.ModelForm[Party]):
    def clean_name(self) -> str:
        return _free(self, self.instance.pk)


def _free(form: forms.ModelForm[Any], party: int | None) -> str:
    """Return the name of the form. Raises ValidationError if it was changed to a name that another
    party already has."""
    name: str = form.cleaned_data["name"]
    taken = (
        Party.objects.filter(Q(name__iexact=name) | Q(aliases__name__iexact=name))
        .exclude(pk=party or 0)
        .first()
    )
    if taken and "name" in form.changed_data:
        raise forms.ValidationError(f"{taken} already goes by this name.")
    return name
