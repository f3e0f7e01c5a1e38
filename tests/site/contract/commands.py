"""The options and arguments of each command. Help texts are left out, as they may be reworded."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management import load_command_class
from django.core.management.base import BaseCommand

from tests.site.contract.running import our_commands


def collect() -> dict[str, Any]:
    common = {
        option
        for action in BaseCommand().create_parser("", "")._actions
        for option in action.option_strings
    }
    return {name: _taken(name, app, common) for name, app in our_commands().items()}


def _taken(name: str, app: str, common: set[str]) -> dict[str, Any]:
    """Return a dict of option or <positional> to how it is given; positionals include their
    position."""
    actions = load_command_class(app, name).create_parser("manage.py", name)._actions
    positionals = [action for action in actions if not action.option_strings]
    told = {
        f"{place} <{action.dest}>": _told(action) for place, action in enumerate(positionals, 1)
    }
    told |= {
        ", ".join(action.option_strings): _told(action)
        for action in actions
        if action.option_strings and not common.issuperset(action.option_strings)
    }
    return told


def _told(action: argparse.Action) -> dict[str, Any]:
    return {
        "takes": "nothing" if action.nargs == 0 else action.nargs or "one value",
        "again": "adds"
        if isinstance(action, (argparse._AppendAction, argparse._ExtendAction))
        else "replaces",
        "choices": sorted(map(str, action.choices)) if action.choices else None,
        "required": action.required,
        "default": action.default
        if isinstance(action.default, (str, int, list, type(None)))
        else str(action.default),
    }
