"""The registry of checks: the decorator `check`, and the table `CHECKS` of check name to Check.

A check is one function in one file of `issues/checks/`, and the file's name is the check's name.
Its docstring is its page for people: a title, Why it matters, how to Fix it, and the Trap that
makes right data look wrong.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from types import ModuleType
from typing import TYPE_CHECKING

from issues.findings.finding import Evidence, Finding, Fix
from issues.models.choices import Severity

if TYPE_CHECKING:
    from issues.findings.scope import Scope
    from members.models import Chamber


@dataclass(frozen=True)
class Check:
    """A registered check: its declaration, the parts of its docstring, and its function.

    - `name`: as on screens and in commands, "email-shared" for the file `email_shared.py`
    - `about`: the kind of field that it looks at, in the CSV's words; "" for the list as a whole
    - `title`, `why`, `fix`, `trap`: the parts of the docstring
    - `compares`: True if it holds members against each other
    - `official`: True if it holds members against official lists
    - `part_of`: names of the wider checks that take its findings in (`issues/runs/causes.py`)
    """

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
        """Run the check, and return its findings in that scope, one for each fingerprint.

        Findings about the same field of the same member are merged, in the order in which the check
        yields them. Raises ValueError if any other fingerprint comes twice, and whatever the check
        raises.
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
    """Register the decorated function as the check of its file's name.

    - `about`: the kind of field, in the CSV's words ("email"); "" for the list as a whole
    - `compares`: True if members are held against each other. Such a check is not run again when
      one member is edited by hand: it waits for the next run.
    - `official`: True if members are held against official lists. The findings of such a check
      name their `sources`.
    - `part_of`: names of the wider checks that take its findings in (`issues/runs/causes.py`)

    Raises TypeError if the docstring lacks its title (the first paragraph), Why, Fix or Trap, or if
    the name is taken.
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
    """Import every module of a package of checks, in sorted order; its subfolders hold no checks.

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


def _paragraphs(text: str) -> Iterator[str]:
    """Yield each paragraph that begins with Why, Fix or Trap, its lines joined into one."""
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
    """Return one fix if each side has one, as both values need correcting; otherwise all of them,
    as alternatives."""
    if len(first) == len(second) == 1:
        return (Fix(f"{first[0].label}; {second[0].label}", (*first[0].edits, *second[0].edits)),)
    return (*first, *second)
