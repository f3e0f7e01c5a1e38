"""Everything that a check is written with, in one import.

- `check`: the decorator that registers a function as a check, with its `Severity`
- `Scope`: what the function is given: the day, and the members that it may report
- `Finding`: what it yields, with its `Evidence` and its `Fix`es
- `change`, `create`, `delete`: build the `Edit`s of a fix
- `among`: loads whole rows for the keys of the wrong ones

A check reads the rows that are wrong and yields a finding for each. CONTRIBUTING.md walks through
one, with its test. `issues/findings/finding.py` describes every field of a finding.
"""

from issues.findings.edits import change, create, delete
from issues.findings.finding import Edit, Evidence, Finding, Fix
from issues.findings.registry import check
from issues.findings.scope import Scope, among
from issues.models.choices import Severity

__all__ = [
    "Edit",
    "Evidence",
    "Finding",
    "Fix",
    "Scope",
    "Severity",
    "among",
    "change",
    "check",
    "create",
    "delete",
]
