"""The columns of text and JSON, each declared as prose or as data for programs.

Prose is what people and lists wrote. Data for programs are statuses, dates, keys and names of
columns. Erasing and redacting change prose only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from django.db import models

from members.member_columns import TEXTS

PROSE: Final = True
MACHINE: Final = False
#: The shape of a JSON object is a dict of key to shape, with "*" for all other keys. A list has the
#: shape of its items. Keys are never prose. A text column with such a shape contains JSON, or else
#: prose.
Shape: TypeAlias = "bool | Mapping[str, Shape]"
#: Takes the texts of one row or one JSON object by name, and returns them changed or unchanged.
Change = Callable[[dict[str, str]], dict[str, str]]

TEXT = (models.CharField, models.TextField, models.JSONField)
#: The name of a text that is not part of an object.
ALONE = ""


def _columns(prose: str = "", machine: str = "", **shapes: Shape) -> dict[str, Shape]:
    return {
        **dict.fromkeys(prose.split(), PROSE),
        **dict.fromkeys(machine.split(), MACHINE),
        **shapes,
    }


_OF_MEMBERS = " ".join(TEXTS)
_ADDRESS = "text line1 line2 line3 suburb state postcode"
_VALUES: Shape = _columns(
    f"{_OF_MEMBERS} {_ADDRESS} name abbreviation verified_by value address number url normalised"
)
_FIX: dict[str, Shape] = {"label": PROSE, "edits": {"expect": _VALUES, "values": _VALUES}}
_SEEN: Shape = _columns("observed expected")
_EVIDENCE: Shape = {
    **_columns("observed expected person"),
    "identifiers": {"*": PROSE},
    "context": {"*": PROSE, **_columns(machine="copy source choose check official_lists")},
}

#: The shapes of the columns by table. The history of a table has the shapes of the table.
COLUMNS: dict[str, dict[str, Shape]] = {
    "members.chamber": _columns("jurisdiction name member_title website", "slug country"),
    "members.electorate": _columns("name"),
    "members.party": _columns("name abbreviation"),
    "members.partyalias": _columns("name"),
    "members.member": _columns(f"{_OF_MEMBERS} history_change_reason", "slug"),
    "members.identifier": _columns("value verified_by history_change_reason", "scheme"),
    "members.email": _columns("address normalised verified_by history_change_reason", "kind"),
    "members.phone": _columns("number normalised verified_by history_change_reason", "kind line"),
    "members.address": _columns(f"{_ADDRESS} normalised verified_by history_change_reason", "kind"),
    "members.link": _columns("url normalised verified_by history_change_reason", "kind"),
    "members.source": _columns(
        "url failure", "slug format part mapping etag last_modified", vocabulary={"*": {"*": PROSE}}
    ),
    "members.snapshot": _columns(
        "origin why", "checksum records_checksum columns", problems=_columns("reason row")
    ),
    "members.snapshotrows": _columns(machine="key"),
    "members.mismatch": _columns("value", "scheme"),
    "issues.linkrequest": _columns("email"),
    "issues.run": _columns(machine="scope"),
    "issues.checkresult": _columns("error", "check_name"),
    "issues.checkstate": _columns("error", "name ran_in"),
    "issues.issue": _columns(
        "name email issue label proposed source",
        "check_name fingerprint evidence_hash field member_slugs chamber_slugs source_slugs "
        "fixes_hash token",
        evidence=_EVIDENCE,
        fixes=_FIX,
    ),
    "issues.issueevent": _columns("note", old=_SEEN, new=_SEEN),
    "issues.appliedfix": _columns("label", done=_FIX, inverse=_FIX),
    "issues.hold": _columns(
        machine="check_name sources snapshots", changes=_columns("text label observed expected")
    ),
    "issues.mail": _columns("sender recipient reply_to subject text html error", "message_id kind"),
    "issues.quarantinedreport": _columns(
        "name email issue proposed source", "token why field slug"
    ),
    "issues.redaction": _columns("by reason", "places"),
    "issues.keptfindings": _columns(machine="place digest horizon"),
    "issues.lease": _columns(machine="name holder host"),
    "issues.throttle": _columns(machine="key"),
    "admin.logentry": _columns(
        "object_repr", "object_id", change_message={"*": {"name": PROSE, "object": PROSE}}
    ),
}


def shapes(model: type[models.Model]) -> Mapping[str, Shape]:
    """Return the declared shapes of a table's columns."""
    return COLUMNS.get(getattr(model, "instance_type", model)._meta.label_lower, {})


def undeclared_columns(model: type[models.Model]) -> Iterator[str]:
    """Yield the text columns of a table that are not declared.

    Columns with choices need no declaration, as they are data for programs.
    """
    for field in model._meta.concrete_fields:
        if (
            isinstance(field, TEXT)
            and not field.choices
            and not field.primary_key
            and field.name not in shapes(model)
        ):
            yield field.name


def prose_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Return the columns of a table that may contain prose."""
    return [
        field
        for field in model._meta.concrete_fields
        if shapes(model).get(field.name, MACHINE) is not MACHINE
    ]


def with_prose_changed(field: models.Field[Any, Any], value: Any, change: Change) -> Any:
    """Return the value of a column from `prose_fields` with its prose changed."""
    shape = shapes(field.model)[field.name]
    if isinstance(shape, bool) or not isinstance(value, str):
        return _changed(value, shape, change)
    try:
        data = json.loads(value)
    except ValueError:
        return _changed(value, PROSE, change)
    return value if (new := _changed(data, shape, change)) == data else json.dumps(new)


def change_each(replace: Callable[[str], str]) -> Change:
    """Build the change that applies `replace` to each text by itself."""
    return lambda texts: {name: replace(text) for name, text in texts.items()}


def _changed(value: Any, shape: Shape, change: Change) -> Any:
    if isinstance(value, list):
        return [_changed(one, shape, change) for one in value]
    if isinstance(value, dict):
        below = {
            name: shape if isinstance(shape, bool) else shape.get(name, shape.get("*", MACHINE))
            for name in value
        }
        texts = change(
            {
                name: one
                for name, one in value.items()
                if isinstance(one, str) and below[name] is PROSE
            }
        )
        return {
            name: texts[name] if name in texts else _changed(one, below[name], change)
            for name, one in value.items()
        }
    return change({ALONE: value})[ALONE] if isinstance(value, str) and shape is PROSE else value
