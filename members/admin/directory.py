"""Chambers, electorates, parties and members in the admin.

Wrong data that is already stored does not stop a form from being saved. Finding it is up to the
checks.
"""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse

from members.admin import history
from members.admin.base import Styled
from members.admin.forms import AliasForm, DetailForm, MemberForm, PartyForm, TextOrLines
from members.fields import KINDS, LINK_KINDS
from members.member_columns import DATES, TEXTS
from members.models import (
    Address,
    Chamber,
    Electorate,
    Email,
    Identifier,
    Link,
    Member,
    Party,
    PartyAlias,
    Phone,
)
from members.slugs import Slugs

Overrides = dict[type[models.Field[Any, Any]], dict[str, Any]]
FormLines = list[str | list[str] | tuple[str, ...] | tuple[()]]

LINES: Overrides = {models.TextField: {"widget": TextOrLines(attrs={"class": "vTextField"})}}
#: Narrower inputs for the tables of a member's details, with one detail per row.
CELLS: Overrides = {
    models.TextField: {"widget": TextOrLines(attrs={"size": 36})},
    models.CharField: {"widget": TextOrLines(attrs={"size": 14})},
}

#: The form of a member: the person, then the seat. Columns that are in neither follow under "More".
PERSON: FormLines = [("honorific", "post_nominals"), ("first_name", "last_name"), "role"]
SEAT: FormLines = ["chamber", "electorate", "party", ("started_on", "ended_on")]
MORE = [column for column in (*TEXTS, *DATES) if column not in flatten([*PERSON, *SEAT])]

PHONE = re.compile(r"[+()\d\s./-]+")


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
class ChamberAdmin(admin.ModelAdmin[Chamber]):
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ["name", "slug", "jurisdiction", "country", "seats", "members_per_electorate"]
    list_filter = ["country"]
    search_fields = ["name", "slug", "jurisdiction"]

    def get_readonly_fields(self, request: HttpRequest, obj: Chamber | None = None) -> list[str]:
        return ["slug"] if obj else []

    def view_on_site(self, obj: Chamber) -> str:
        return obj.get_absolute_url()


@admin.register(Electorate)
class ElectorateAdmin(admin.ModelAdmin[Electorate]):
    list_display = ["name", "chamber", "seats"]
    list_filter = ["chamber"]
    list_select_related = ["chamber"]
    search_fields = ["name"]


class AliasInline(admin.TabularInline[PartyAlias, Party]):
    model = PartyAlias
    form = AliasForm
    extra = 0


@admin.register(Party)
class PartyAdmin(admin.ModelAdmin[Party]):
    form = PartyForm
    list_display = ["name", "abbreviation", "members"]
    ordering = ["name"]
    search_fields = ["name", "abbreviation", "aliases__name"]
    inlines = [AliasInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Party]:
        return super().get_queryset(request).annotate(count=Count("members"))

    @admin.display(description="members", ordering="count")
    def members(self, party: Party) -> int:
        return getattr(party, "count")  # type: ignore[no-any-return]  # noqa: B009 - annotated


class IdentifierInline(admin.TabularInline[Identifier, Member]):
    model = Identifier
    fields = ["scheme", "value", "verified_on", "verified_by"]
    extra = 0
    formfield_overrides = CELLS


class EmailInline(admin.TabularInline[Email, Member]):
    model = Email
    form = DetailForm
    fields = ["kind", "address", "verified_on", "verified_by"]
    extra = 0
    formfield_overrides = CELLS


class PhoneInline(admin.TabularInline[Phone, Member]):
    model = Phone
    form = DetailForm
    fields = ["medium", "kind", "number", "verified_on", "verified_by"]
    extra = 0
    formfield_overrides = CELLS


class AddressInline(admin.StackedInline[Address, Member]):
    model = Address
    form = DetailForm
    fields = [
        ("kind", "postal"),
        "text",
        "line1",
        "line2",
        "line3",
        ("suburb", "state", "postcode"),
        ("verified_on", "verified_by"),
    ]
    extra = 0
    formfield_overrides = LINES


class LinkInline(admin.TabularInline[Link, Member]):
    model = Link
    form = DetailForm
    fields = ["kind", "url", "verified_on", "verified_by"]
    extra = 0
    formfield_overrides = CELLS


@admin.register(Member)
class MemberAdmin(Styled, admin.ModelAdmin[Member]):
    form = MemberForm
    list_display = ["last_name", "first_name", "chamber", "electorate", "party", "role", "ended_on"]
    list_display_links = ["last_name", "first_name"]
    list_filter = [SittingFilter, "chamber", "party"]
    list_select_related = ["chamber", "electorate", "party"]
    search_fields = [
        "last_name",
        "first_name",
        "slug",
        "electorate__name",
        "party__name",
        "party__abbreviation",
        "emails__address",
        "phones__number",
        "identifiers__value",
    ]
    search_help_text = "Name, electorate, party, e-mail address, phone number or identifier"
    autocomplete_fields = ["party"]
    formfield_overrides = LINES
    readonly_fields = ["slug"]
    inlines = [EmailInline, PhoneInline, AddressInline, LinkInline, IdentifierInline]
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": PERSON}),
        ("Seat", {"fields": SEAT}),
        ("More", {"fields": [*MORE, "slug"]}),
    ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Member], search_term: str
    ) -> tuple[QuerySet[Member], bool]:
        """Return the members that match, and find phone numbers in any notation."""
        found, repeats = super().get_search_results(request, queryset, search_term)
        digits = re.sub(r"\D", "", search_term).lstrip("0")
        if len(digits) >= 5 and PHONE.fullmatch(search_term):
            found |= queryset.filter(
                pk__in=Phone.objects.filter(normalised__contains=digits).values("member")
            )
        return found, repeats

    def get_fieldsets(self, request: HttpRequest, obj: Member | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        (name, options), *others = fieldsets
        return [(name, {**options, "fields": [*options["fields"], "seen"]}), *others]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        kinds = {"kinds": KINDS, "link_kinds": LINK_KINDS}
        return super().changeform_view(
            request, object_id, form_url, {**kinds, **(extra_context or {})}
        )

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return history.show(self, request, object_id)

    def view_on_site(self, obj: Member) -> str:
        return obj.get_absolute_url()

    def save_model(self, request: HttpRequest, obj: Member, form: Any, change: bool) -> None:
        """Save the member, and give a new one its own address on the site, which never changes."""
        if not change:
            obj.slug = Slugs(Member.objects.values_list("slug", flat=True)).make(
                obj.name, obj.chamber.slug
            )
        super().save_model(request, obj, form, change)
