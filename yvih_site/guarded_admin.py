"""The class that stands before every registered admin, with guards for its list and its forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import BadRequest, ValidationError
from django.core.validators import MaxValueValidator
from django.db.models import (
    DateTimeField,
    IntegerField,
    Model,
    PositiveSmallIntegerField,
    QuerySet,
    SmallIntegerField,
)
from django.http import HttpRequest, HttpResponse
from django.utils.text import smart_split

#: The largest integers of PostgreSQL's columns. SQLite stores any number in any column, and some
#: of them break arithmetic.
SMALL, LARGEST, LARGER = (SmallIntegerField, PositiveSmallIntegerField), 2**15 - 1, 2**31 - 1
#: The most words in a search. SQLite takes at most 1,000 conditions, and each word makes several.
WORDS = 20


def is_key(model: type[Model], text: str) -> bool:
    """True if `text` is a possible key of that table, written as the site writes keys."""
    try:
        return str(model._meta.pk.clean(text, None)) == str(text)
    except ValidationError:
        return False


def _refuse_endless(moment: datetime) -> None:
    """Raise ValidationError for a moment that is outside the years 1 to 9999 in UTC."""
    try:
        moment.astimezone(UTC)
    except OverflowError as error:
        raise ValidationError("Choose a day nearer to today.", code="endless") from error


class OnlyListed(ChangeList):
    """A list that accepts only the parameters of its filters.

    Django lets staff query any column of the table by `?column__startswith=`, and so guess values
    that no page shows.
    """

    def get_filters(self, request: HttpRequest) -> Any:
        """Return the filters. Raises DisallowedModelAdminLookup for a parameter of no filter."""
        if any("\0" in text for texts in self.filter_params.values() for text in texts):
            raise IncorrectLookupParameters
        found = super().get_filters(request)
        listed = (
            {f"{self.date_hierarchy}__gte", f"{self.date_hierarchy}__lt"}
            if self.date_hierarchy
            else set()
        )
        if unlisted := set(found[2]) - listed:
            raise DisallowedModelAdminLookup(
                f"No filter of this list is called {', '.join(sorted(unlisted))}."
            )
        return found

    def get_results(self, request: HttpRequest) -> None:
        """Fetch the rows. Raises IncorrectLookupParameters for a day outside Python's range."""
        try:
            super().get_results(request)
        except OverflowError as error:
            raise IncorrectLookupParameters from error


class Suggestions(AutocompleteSelect):
    """Django's field with suggestions, guarded: only possible keys reach the database, and not
    everything typed into the address."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        return super().optgroups(
            name, [key for key in value if is_key(self.field.related_model, key)], attr
        )


class Choices(forms.ModelMultipleChoiceField[Model]):
    """Django's field for many rows, guarded: only possible keys reach the database."""

    def clean(self, value: Any) -> Any:
        # A form's field always has a queryset.
        model: type[Model] = self.queryset.model  # type: ignore[union-attr]
        for key in value or ():
            if not is_key(model, key):
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": key},
                )
        return super().clean(value)


class Guarded(admin.ModelAdmin[Any]):
    """The first base class of every registered admin."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        words = list(smart_split(search_term))
        if len(words) > WORDS:
            self.message_user(
                request, f"Only the first {WORDS} words were searched for.", messages.WARNING
            )
        return super().get_search_results(
            request, queryset, search_term if len(words) <= WORDS else " ".join(words[:WORDS])
        )

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        return (
            super().get_object(request, object_id, from_field)
            if from_field or is_key(self.model, object_id)
            else None
        )

    def response_action(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        """Run the action. Raises BadRequest if a chosen key is impossible."""
        if not all(is_key(self.model, key) for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("The choice of rows cannot be read.")
        return super().response_action(request, *args, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Suggestions(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, DateTimeField) and field is not None:
            field.validators.append(_refuse_endless)
        if isinstance(db_field, IntegerField) and isinstance(field, forms.IntegerField):
            field.validators.append(
                MaxValueValidator(LARGEST if isinstance(db_field, SMALL) else LARGER)
            )
        return field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(
            db_field, request, **{"form_class": Choices, **kwargs}
        )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        listing = super().get_changelist(request, **kwargs)
        return type(listing.__name__, (OnlyListed, listing), {})

    def get_view_on_site_url(self, obj: Model | None = None) -> str | None:
        """Return the address only if the admin defines `view_on_site`. A report's is a secret."""
        return self.view_on_site(obj) if obj is not None and callable(self.view_on_site) else None
