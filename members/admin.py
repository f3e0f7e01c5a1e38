"""The facts in the admin. Wrong data can be saved beside what is put right: finding it is for the checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from members.models import Address, Chamber, Electorate, Email, Identifier, Link, Member, Party, PartyAlias, Phone
from members.slugs import Slugs
from members.typed_admin import ModelAdmin, ModelChoiceField, ModelForm, StackedInline, TabularInline


class Line(forms.TextInput):
    """One line, where the value is one; more, where it has line breaks, which a browser would drop from a line."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> Any:
        if value and "\n" in str(value):
            return forms.Textarea({**self.attrs, "rows": 3, "cols": 40}).render(name, value, attrs, renderer)
        return super().render(name, value, attrs, renderer)


if TYPE_CHECKING:
    Overrides = dict[type[models.Field[Any, Any]], dict[str, Any]]

LINES: Overrides = {models.TextField: {"widget": Line(attrs={"class": "vTextField"})}}
#: In the table of a member's details, where what is there of a kind of thing stands on one line.
CELLS: Overrides = {
    models.TextField: {"widget": Line(attrs={"size": 36})},
    models.CharField: {"widget": Line(attrs={"size": 14})},
}


class SittingFilter(admin.SimpleListFilter):
    title = "sitting"
    parameter_name = "sitting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Sitting"), ("no", "Former")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        sitting = Member.objects.sitting()
        if self.value() == "yes":
            return queryset.filter(pk__in=sitting)
        return queryset.exclude(pk__in=sitting) if self.value() == "no" else queryset


@admin.register(Chamber)
class ChamberAdmin(ModelAdmin[Chamber]):
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ["name", "slug", "jurisdiction", "country", "seats", "members_per_electorate"]
    list_filter = ["country"]
    search_fields = ["name", "slug", "jurisdiction"]

    def get_readonly_fields(self, request: HttpRequest, obj: Chamber | None = None) -> list[str]:
        return ["slug"] if obj else []


@admin.register(Electorate)
class ElectorateAdmin(ModelAdmin[Electorate]):
    list_display = ["name", "chamber", "seats"]
    list_filter = ["chamber"]
    list_select_related = ["chamber"]
    search_fields = ["name"]


class AliasInline(TabularInline[PartyAlias, Party]):
    model = PartyAlias
    extra = 0


@admin.register(Party)
class PartyAdmin(ModelAdmin[Party]):
    list_display = ["name", "abbreviation", "members"]
    search_fields = ["name", "abbreviation", "aliases__name"]
    inlines = [AliasInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Party]:
        return super().get_queryset(request).annotate(count=Count("members"))

    @admin.display(description="members", ordering="count")
    def members(self, party: Party) -> int:
        return getattr(party, "count")  # type: ignore[no-any-return]  # noqa: B009 - annotated


class IdentifierInline(TabularInline[Identifier, Member]):
    model = Identifier
    fields = ["scheme", "value", "verified_on", "verified_by"]
    extra = 0
    formfield_overrides = CELLS


class EmailInline(TabularInline[Email, Member]):
    model = Email
    fields = ["kind", "address", "verified_on", "verified_by"]
    extra = 0
    formfield_overrides = CELLS


class PhoneInline(TabularInline[Phone, Member]):
    model = Phone
    fields = ["medium", "kind", "number", "verified_on", "verified_by"]
    extra = 0
    formfield_overrides = CELLS


class AddressInline(StackedInline[Address, Member]):
    model = Address
    fields = [("kind", "postal"), "text", "line1", "line2", "line3", ("suburb", "state", "postcode"), ("verified_on", "verified_by")]
    extra = 0
    formfield_overrides = LINES


class LinkInline(TabularInline[Link, Member]):
    model = Link
    fields = ["kind", "url", "verified_on", "verified_by"]
    extra = 0
    formfield_overrides = CELLS


class ElectorateField(ModelChoiceField[Electorate]):
    """Names of electorates repeat between chambers."""

    def label_from_instance(self, obj: Electorate) -> str:
        return f"{obj.name} ({obj.chamber.slug})"


class MemberForm(ModelForm[Member]):
    class Meta:
        model = Member
        fields = "__all__"
        field_classes = {"electorate": ElectorateField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "electorate" in self.fields:
            electorates = Electorate.objects.select_related("chamber").order_by("chamber__slug", "name")
            if self.instance.pk:
                electorates = electorates.filter(Q(chamber=self.instance.chamber_id) | Q(members=self.instance.pk)).distinct()
            self.fields["electorate"].queryset = electorates  # type: ignore[attr-defined]


@admin.register(Member)
class MemberAdmin(ModelAdmin[Member]):
    form = MemberForm
    list_display = ["last_name", "first_name", "chamber", "electorate", "party", "role", "ended_on"]
    list_display_links = ["last_name", "first_name"]
    list_filter = [SittingFilter, "chamber", "party"]
    list_select_related = ["chamber", "electorate", "party"]
    search_fields = ["last_name", "first_name", "slug", "electorate__name", "emails__address", "identifiers__value"]
    autocomplete_fields = ["party"]
    formfield_overrides = LINES
    readonly_fields = ["slug"]
    inlines = [EmailInline, PhoneInline, AddressInline, LinkInline, IdentifierInline]
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": [("honorific", "post_nominals"), ("first_name", "last_name"), "role"]}),
        ("Seat", {"fields": ["chamber", "electorate", "party", ("started_on", "ended_on")]}),
        ("More", {"fields": ["photo_url", "verified_on", "slug"]}),
    ]

    def save_model(self, request: HttpRequest, obj: Member, form: Any, change: bool) -> None:
        """A new member gets an address of its own on the site; one that is there keeps it."""
        if not change:
            obj.slug = Slugs(Member.objects.values_list("slug", flat=True)).make(obj.name, obj.chamber.slug)
        super().save_model(request, obj, form, change)
