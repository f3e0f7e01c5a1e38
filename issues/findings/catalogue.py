"""The checks described for people, from their docstrings: `docs/checks.md` and the public pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from issues.findings.registry import Check
from issues.models.choices import Severity
from members import fields
from members.member_columns import MEMBER_COLUMNS, Holds

#: What each severity means, in words for people.
MEANING = {
    Severity.ERROR: "certainly wrong",
    Severity.WARNING: "very probably wrong",
    Severity.INFO: "worth a look",
}

#: A dict of field to the title of its group, in the order of the groups: the fields of a member's
#: page first.
TITLES = {
    **fields.WORDS,
    "id": "Identifier",
    "photo_url": "Photo",
    **{
        column.name: column.words.capitalize()
        for column in MEMBER_COLUMNS
        if column.holds is Holds.DATE
    },
    "": "The list as a whole",
}

COMPARES = (
    "It looks at more than one member at a time, so after an edit by hand"
    " it waits for the next run."
)


def part_of(check: Check) -> str:
    """Return a sentence in Markdown that names the wider checks which report this one's findings;
    "" if no check does."""
    names = [f"`{name}`" for name in check.part_of]
    wider = f"{', '.join(names[:-1])} or {names[-1]}" if names[1:] else "".join(names)
    return f"What a finding of {wider} explains is reported there, in one issue." if names else ""


HEAD = """\
# The checks

<!-- Made of the checks' docstrings by `manage.py describechecks --write`: edit those. -->

"""


@dataclass(frozen=True)
class CheckGroup:
    """The checks about one kind of field, sorted by name."""

    title: str
    checks: list[Check]


def field_in_words(field: str) -> str:
    """Return the kind of field, given in the CSV's words, in plain words."""
    return TITLES.get(field) or sentence(fields.label(field).replace("_", " "))


def grouped(checks: Iterable[Check]) -> list[CheckGroup]:
    """Return the checks by the field that they are about, whatever its kind, in the order of
    `TITLES`."""
    words = list(TITLES)

    def place(check: Check) -> tuple[int, str]:
        word = check.about.partition(":")[0]
        return (words.index(word) if word in words else len(words), word)

    ordered = sorted(checks, key=lambda check: (*place(check), check.name))
    return [
        CheckGroup(field_in_words(word), list(group))
        for (_, word), group in groupby(ordered, key=place)
    ]


def sentence(text: str) -> str:
    """Return the text with its first letter in upper case and the others unchanged."""
    return text[:1].upper() + text[1:]


def markdown(checks: Iterable[Check], retired: Mapping[str, str]) -> str:
    """Return the text of `docs/checks.md`. `retired` is a dict of check name to the reason."""
    meanings = ", ".join(f"{severity.label} ({meaning})" for severity, meaning in MEANING.items())
    parts = [f"{HEAD}Each check has one severity: {meanings}.\n"]
    for group in grouped(checks):
        parts.append(f"## {group.title}\n")
        parts += [_described(check) for check in group.checks]
    if retired:
        parts.append("## Retired\n\nThese names are never used again.\n")
        parts.append(
            "\n".join(f"- `{name}`: {_plain(why)}" for name, why in sorted(retired.items())) + "\n"
        )
    return "\n".join(parts)


def _described(check: Check) -> str:
    lines = [
        f"### {check.name}\n",
        f"**{_plain(check.title)}** ({check.severity.label})\n",
        *(
            f"- {word}: {_plain(sentence(text))}"
            for word, text in (("Why", check.why), ("Fix", check.fix), ("Trap", check.trap))
        ),
        *([f"- {part_of(check)}"] if check.part_of else []),
        *([f"- {COMPARES}"] if check.compares else []),
    ]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Escape the text for Markdown, except between backticks, which mean code in both."""
    parts = text.split("`")
    return "`".join(
        re.sub(r"([\\*_\[<])", r"\\\1", part) if number % 2 == 0 else part
        for number, part in enumerate(parts)
    )
