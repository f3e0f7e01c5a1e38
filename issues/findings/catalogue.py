"""The checks as people read of them: `docs/checks.md` and the public pages say what the checks' own
docstrings say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from issues.findings.registry import Check
from issues.models.choices import Severity
from members import fields
from members.member_columns import MEMBER_COLUMNS, Holds

#: What a severity says of a finding.
MEANING = {
    Severity.ERROR: "surely wrong",
    Severity.WARNING: "very probably wrong",
    Severity.INFO: "worth a look",
}

#: What a check may be about, as the titles of groups in their order: the fields of a member's page,
#: and the rest.
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

COMPARES = "It looks at more than a single member, so it waits for the next run when one is edited by hand."


def part_of(check: Check) -> str:
    """Where findings of this check are told that a wider check explains, as a sentence for
    Markdown; "" if none is."""
    names = [f"`{name}`" for name in check.part_of]
    known = f"{', '.join(names[:-1])} or {names[-1]}" if names[1:] else "".join(names)
    return f"What a finding of {known} explains is told there, in one issue." if names else ""


HEAD = """\
# The checks

<!-- Made of the checks' docstrings by `manage.py describechecks --write`: edit those. -->

"""


@dataclass(frozen=True)
class CheckGroup:
    """The checks of one kind of field, by name."""

    title: str
    checks: list[Check]


def about(field: str) -> str:
    """What a check of that kind of field is about, in plain words."""
    return TITLES.get(field) or sentence(fields.label(field).replace("_", " "))


def grouped(checks: Iterable[Check]) -> list[CheckGroup]:
    """The checks by what they are about, whatever the kind, and by name."""
    words = list(TITLES)

    def place(check: Check) -> tuple[int, str]:
        word = check.about.partition(":")[0]
        return (words.index(word) if word in words else len(words), word)

    ordered = sorted(checks, key=lambda check: (*place(check), check.name))
    return [
        CheckGroup(about(word), list(group)) for (_, word), group in groupby(ordered, key=place)
    ]


def sentence(text: str) -> str:
    """With a capital first letter, whatever the rest is."""
    return text[:1].upper() + text[1:]


def markdown(checks: Iterable[Check], retired: Mapping[str, str]) -> str:
    """The text of `docs/checks.md`."""
    meanings = ", ".join(f"{severity.label} ({meaning})" for severity, meaning in MEANING.items())
    parts = [f"{HEAD}What a check finds is of one severity: {meanings}.\n"]
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
    """The text as it stands, for Markdown; what is between backticks is code in both."""
    parts = text.split("`")
    return "`".join(
        re.sub(r"([\\*_\[<])", r"\\\1", part) if number % 2 == 0 else part
        for number, part in enumerate(parts)
    )
