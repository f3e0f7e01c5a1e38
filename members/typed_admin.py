"""Django's admin classes with the type parameters that only the type checker knows of."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin, StackedInline, TabularInline
    from django.forms import ModelChoiceField, ModelForm
else:

    class _Parameters:
        def __class_getitem__(cls, parameters: Any) -> type:
            return cls

    class ModelAdmin(_Parameters, admin.ModelAdmin):
        pass

    class StackedInline(_Parameters, admin.StackedInline):
        pass

    class TabularInline(_Parameters, admin.TabularInline):
        pass

    class ModelChoiceField(_Parameters, forms.ModelChoiceField):
        pass

    class ModelForm(_Parameters, forms.ModelForm):
        pass


__all__ = ["ModelAdmin", "ModelChoiceField", "ModelForm", "StackedInline", "TabularInline"]
