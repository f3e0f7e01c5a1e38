"""Words that other people's data and configuration contain: values in database columns, and
environment variables."""

from __future__ import annotations

import os
import runpy
from pathlib import Path
from typing import Any
from unittest import mock

from django.apps import apps
from django.conf import settings


class _Asked(dict[str, str]):
    """An environment that records which variables are read."""

    def __init__(self) -> None:
        super().__init__(os.environ)
        self.names: set[str] = set()

    def get(self, name: Any, default: Any = None) -> Any:
        self.names.add(name)
        return super().get(name, default)

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        return super().__getitem__(name)


def collect() -> dict[str, Any]:
    return {"variables": variables(), "stored values": stored_values()}


def variables() -> list[str]:
    """Return the names of the environment variables that the settings read."""
    asked = _Asked()
    with mock.patch.object(os, "environ", asked):
        runpy.run_path(str(Path(settings.BASE_DIR, "yvih_site", "settings.py")))
    return sorted(asked.names)


def stored_values() -> dict[str, list[list[Any]]]:
    """Return a dict of model to the values of each column with a fixed choice of values, whatever
    the columns are called."""
    root = Path(settings.BASE_DIR)
    models = [
        model
        for config in apps.get_app_configs()
        if Path(config.path).parent == root
        for model in config.get_models()
    ]
    models = [
        model for model in models if not (model._meta.model_name or "").startswith("historical")
    ]
    found = {
        model._meta.label_lower: sorted(
            (
                [value for value, _ in field.flatchoices]
                for field in model._meta.concrete_fields
                if field.flatchoices
            ),
            key=str,
        )
        for model in models
    }
    return {label: values for label, values in found.items() if values}
