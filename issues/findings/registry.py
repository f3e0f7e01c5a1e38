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
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from types import ModuleType

from issues.findings.finding import Finding
from issues.findings.reach import Key, Reach
from issues.models.choices import Severity


@dataclass(frozen=True)
class Check:
    """A registered check: its declaration, the parts of its docstring, and its function.

    - `name`: as on screens and in commands, "email-shared" for the file `email_shared.py`
    - `about`: the kind of field that it looks at, in the CSV's words; "" for the list as a whole
    - `title`, `why`, `fix`, `trap`: the parts of the docstring
    - `reach`: what it looks at to decide about one thing
    - `part_of`: names of the wider checks that take its findings in (`issues/runs/causes.py`)
    - `key`: the value that members share, for the reach `KEY`
    - `former`: True if it also looks at members who have left
    """

    name: str
    severity: Severity
    about: str
    title: str
    why: str
    fix: str
    trap: str
    function: Callable[..., Iterable[Finding]]
    reach: Reach = Reach.WHOLE
    part_of: tuple[str, ...] = ()
    key: Key | None = None
    former: bool = False

    @property
    def compares(self) -> bool:
        """True if members are held against each other, so that an edit of one waits for the next
        run."""
        return not self.reach.is_of_one

    @cached_property
    def takes_day(self) -> bool:
        """True if the function has a second parameter, which is the day."""
        return len(inspect.signature(self.function).parameters) > 1

    @property
    def official(self) -> bool:
        """True if members are held against official lists."""
        return self.reach.is_official


CHECKS: dict[str, Check] = {}


def check(
    *,
    severity: Severity,
    about: str,
    reach: Reach,
    part_of: tuple[str, ...] = (),
    key: Key | None = None,
    former: bool = False,
) -> Callable[[Callable[..., Iterable[Finding]]], Check]:
    """Register the decorated function as the check of its file's name.

    - `about`: the kind of field, in the CSV's words ("email"); "" for the list as a whole
    - `reach`: what it looks at to decide about one thing. A check that looks at more than one
      member is not run again when one is edited by hand: it waits for the next run. The findings of
      a check of lists name their `sources`.
    - `part_of`: names of the wider checks that take its findings in (`issues/runs/causes.py`)
    - `key`: the value that members share, for the reach `KEY` and for no other
    - `former`: True if a check of the reach `MEMBER` also looks at members who have left

    Raises TypeError if the docstring lacks its title (the first paragraph), Why, Fix or Trap, if
    the name is taken, if only one of `reach` and `key` says that members share a value, or if a
    check of lists asks for the day.
    """

    def register(function: Callable[..., Iterable[Finding]]) -> Check:
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
        if (key is None) is (reach is Reach.KEY):
            raise TypeError(f"The check {name} has the reach {reach.name}: does it have a key?")
        made = Check(
            name,
            severity,
            about,
            title,
            parts["Why"],
            parts["Fix"],
            parts["Trap"],
            function,
            reach,
            part_of,
            key,
            former,
        )
        if made.official and made.takes_day:
            raise TypeError(f"The check {name} compares lists, and may not depend on the day.")
        CHECKS[name] = made
        return made

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
