"""What a check is, and what it says. Plain dataclasses: no database, no clock.

A check is one function in one file of `issues/checks/`; the file's name is the check's name. Its
docstring says what is wrong, Why it matters, how to Fix it and which Trap makes it look wrong when
it is right.

Longer than most: it is the one import of whoever writes a check, and holds all words that a check
may use.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from dataclasses import field as dataclass_field
from graphlib import TopologicalSorter
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, cast

from issues.models.choices import Severity

if TYPE_CHECKING:
    from issues.findings.scope import Scope
    from members.models import Chamber, Electorate, Member


@dataclass(frozen=True)
class Evidence:
    """What was observed, what was expected, in the forms as given.

    `compared` is the same in the form in which it is compared: as long as it stays equal, the
    evidence does not differ. `context` is shown and never compared. `claims` is what each official
    list says, where they do not agree: a decision between them lasts as long as it is the same,
    whichever side the directory is on. The first `choices` fixes are such decisions.
    """

    observed: str = ""
    expected: str = ""
    compared: tuple[str, ...] = ()
    context: Mapping[str, str] = dataclass_field(default_factory=dict)
    claims: tuple[str, ...] = ()
    choices: int = 0

    def __post_init__(self) -> None:
        for value in (self.observed, self.expected, *self.compared):
            if not isinstance(value, str):
                raise TypeError(f"Evidence is text, not {value!r}.")


@dataclass(frozen=True)
class Edit:
    """One step of a fix (`issues/findings/edits.py` makes them).

    `model` is Django's label, as in `members.email`. `expect` and `values` map columns (`number`,
    `party_id`) to values as in JSON, dates as `2026-06-15`; a value `{"ref": "new"}` stands for the
    key of the row that an earlier edit of that `ref` created.
    """

    op: Literal["create", "change", "delete"]
    model: str
    pk: int | None = None
    ref: str = ""
    expect: Mapping[str, Any] = dataclass_field(default_factory=dict)
    values: Mapping[str, Any] = dataclass_field(default_factory=dict)


@dataclass(frozen=True)
class Fix:
    """All edits or none, offered to a person under a label."""

    label: str
    edits: tuple[Edit, ...]


#: A field of a member (slug, field), or what there are too many or too few of, and where.
Part = tuple[str, str]


@dataclass(frozen=True)
class Finding:
    """One observation of a check in one run.

    About one member: `subject` is the member, `field` says what of it in the CSV's words. About a
    group: `subject` is the electorate or chamber, `members` are all concerned, `key` is the value
    they share, if they do. `chambers` are those concerned besides. `sources` are the slugs of the
    official lists that say so; `person` and `identifiers` name somebody in them who is no member
    here (`key` then is who that is). `counted` says how many of what it speaks of, where that is
    not the field of each member: so many seats, or nothing.
    """

    subject: Member | Electorate | Chamber
    message: str
    field: str = ""
    key: str = ""
    evidence: Evidence = Evidence()
    fixes: tuple[Fix, ...] = ()
    members: tuple[Member, ...] = ()
    chambers: tuple[Chamber, ...] = ()
    sources: tuple[str, ...] = ()
    person: str = ""
    identifiers: Mapping[str, str] = dataclass_field(default_factory=dict)
    counted: Mapping[Part, int] | None = None

    @property
    def parts(self) -> Mapping[Part, int]:
        """What it speaks of, part by part, and how many of each: a wider finding takes in what it
        holds all parts of."""
        return (
            {(member.slug, self.field): 1 for member in self.concerned}
            if self.counted is None
            else self.counted
        )

    @property
    def is_group(self) -> bool:
        return self.kind != "member"

    @property
    def kind(self) -> str:
        """What the subject is: member, electorate or chamber."""
        return self.subject._meta.model_name or ""

    @property
    def member(self) -> Member | None:
        """The one member that this is about; None for a group."""
        return None if self.is_group else cast("Member", self.subject)

    @property
    def concerned(self) -> tuple[Member, ...]:
        """All members that this is about, sorted by slug."""
        return (
            tuple(sorted(self.members, key=lambda member: member.slug))
            if self.member is None
            else (self.member,)
        )

    @property
    def about(self) -> str:
        """Whom or what it is about, in words."""
        return self.person or str(self.subject)

    @property
    def chamber(self) -> Chamber:
        return cast(
            "Chamber",
            self.subject
            if self.kind == "chamber"
            else cast("Member | Electorate", self.subject).chamber,
        )

    def fingerprint(self, check: str) -> str:
        """The identity: check, subject by natural key, and field or key. Never the message, a count
        or a value of the member."""
        if self.member is None:
            return _hash(check, self.kind, self.chamber.slug, str(self.subject), self.key)
        return _hash(check, self.kind, self.chamber.slug, self.member.slug, self.field, self.key)

    def evidence_hash(self) -> str:
        """Equal as long as the evidence does not differ: what was compared and, for a group, who is
        concerned."""
        compared = self.evidence.compared or (self.evidence.observed, self.evidence.expected)
        if compared == self.evidence.claims:
            return self.settled()
        return _hash(
            *compared, *(["", *(member.slug for member in self.concerned)] if self.is_group else [])
        )

    def settled(self) -> str:
        """Return the hash under which a decision between lists that do not agree is kept; "" where
        they do."""
        return _hash("claims", *self.evidence.claims) if self.evidence.claims else ""

    def fixes_hash(self) -> str:
        """Equal as long as the fixes are the same; "" where there is none."""
        return fixes_hash([asdict(fix) for fix in self.fixes])


@dataclass(frozen=True)
class Check:
    """A registered check: its name on screens (`email-shared`), what its docstring says, and the
    function."""

    name: str
    severity: Severity
    about: str
    title: str
    why: str
    fix: str
    trap: str
    function: Callable[[Scope], Iterable[Finding]]
    compares: bool = False
    official: bool = False
    part_of: tuple[str, ...] = ()

    def findings(self, scope: Scope) -> list[Finding]:
        """Everything wrong in that scope, read to the end, one finding for each identity.

        Findings about the same field of the same member are merged, in the order in which they
        came. Raises ValueError when any other identity comes twice, and whatever the check raises.
        """
        found: dict[str, Finding] = {}
        for finding in self.function(scope):
            if not scope.includes(chamber.slug for chamber in _chambers(finding)):
                continue
            identity = finding.fingerprint(self.name)
            if identity not in found:
                found[identity] = finding
            elif finding.is_group or finding.key:
                raise ValueError(f"{self.name} reported the same thing twice: {finding.message}")
            else:
                found[identity] = _merged(found[identity], finding)
        return list(found.values())


CHECKS: dict[str, Check] = {}


def check(
    *,
    severity: Severity,
    about: str,
    compares: bool = False,
    official: bool = False,
    part_of: tuple[str, ...] = (),
) -> Callable[[Callable[[Scope], Iterable[Finding]]], Check]:
    """Register the decorated function as the check of its file's name. `about` is the kind of
    field, in the CSV's words.

    `compares` says that members are held against each other: such a check is not run again when one
    member is edited by hand. `official` says that members are held against official lists: its
    findings name their `sources`. `part_of` names the wider checks that take its findings in
    (`issues/runs/causes.py`). Raises TypeError when the docstring lacks its title (its first paragraph), Why,
    Fix or Trap, or the name is taken.
    """

    def register(function: Callable[[Scope], Iterable[Finding]]) -> Check:
        name = function.__module__.rpartition(".")[2].replace("_", "-")
        opening, _, rest = inspect.cleandoc(function.__doc__ or "").partition("\n\n")
        title = " ".join(opening.split())
        parts = {
            part.partition(":")[0]: part.partition(":")[2].strip() for part in _paragraphs(rest)
        }
        for word in ("Why", "Fix", "Trap"):
            if not parts.get(word):
                raise TypeError(
                    f"The docstring of the check {name} has no line that begins with '{word}:'."
                )
        if not title or name in CHECKS:
            raise TypeError(f"The check {name} has no title, or its name is taken.")
        CHECKS[name] = Check(
            name,
            severity,
            about,
            title,
            parts["Why"],
            parts["Fix"],
            parts["Trap"],
            function,
            compares,
            official,
            part_of,
        )
        return CHECKS[name]

    return register


def discover(package: ModuleType) -> None:
    """Import every module of a package of checks, in sorted order. What is in its subfolders is not
    a check.

    Raises TypeError if a check has a name that is in the package's `RETIRED`, or is part of a check
    that does not exist. Raises CycleError if a check is part of itself by way of others.
    """
    for name in sorted(
        module.name for module in pkgutil.iter_modules(package.__path__) if not module.ispkg
    ):
        importlib.import_module(f"{package.__name__}.{name}")
    if again := CHECKS.keys() & package.RETIRED.keys():
        raise TypeError(f"The name of the check {', '.join(sorted(again))} is retired.")
    if unknown := {wider for each in CHECKS.values() for wider in each.part_of} - CHECKS.keys():
        raise TypeError(f"There is no check {', '.join(sorted(unknown))} for others to be part of.")
    TopologicalSorter({each.name: each.part_of for each in CHECKS.values()}).prepare()


def fixes_hash(fixes: Sequence[Mapping[str, Any]]) -> str:
    """Return a hash of fixes as an issue stores them; "" for none."""
    return _hash(json.dumps(fixes, sort_keys=True)) if fixes else ""


def _paragraphs(text: str) -> Iterator[str]:
    """Lines joined into one for each that begins with Why, Fix or Trap."""
    collected: list[str] = []
    for line in text.splitlines():
        if line.partition(":")[0] in ("Why", "Fix", "Trap") and collected:
            yield " ".join(collected)
            collected = []
        if line.strip():
            collected.append(line.strip())
    if collected:
        yield " ".join(collected)


def _chambers(finding: Finding) -> list[Chamber]:
    return [finding.chamber, *finding.chambers, *(member.chamber for member in finding.members)]


def _merged(first: Finding, second: Finding) -> Finding:
    a, b = first.evidence, second.evidence
    evidence = Evidence(
        observed=f"{a.observed}; {b.observed}",
        expected="; ".join(filter(None, (a.expected, b.expected))),
        compared=(
            *(a.compared or (a.observed, a.expected)),
            *(b.compared or (b.observed, b.expected)),
        ),
        context={**a.context, **b.context},
    )
    return replace(
        first,
        message=f"{first.message} {second.message}",
        evidence=evidence,
        fixes=_together(first.fixes, second.fixes),
    )


def _together(first: tuple[Fix, ...], second: tuple[Fix, ...]) -> tuple[Fix, ...]:
    """Where each has one fix they become one, as both are to be put right; else all are
    alternatives."""
    if len(first) == len(second) == 1:
        return (Fix(f"{first[0].label}; {second[0].label}", (*first[0].edits, *second[0].edits)),)
    return (*first, *second)


def _hash(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
