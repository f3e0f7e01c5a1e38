"""Everything that a check is written with, in one import.

- `check`: the decorator that registers a function as a check, with its `Severity`
- `Reach`: what a check looks at, and what its function is therefore given; `Key`: a shared value
- `MemberRow`, `ChamberMembers`, `Scope`: what most functions are given
- `Finding`: what it yields, with its `Evidence` and its `Fix`es
- `change`, `create`, `delete`: build the `Edit`s of a fix
- `among`: loads whole rows for the keys of the wrong ones

A check looks at what it is given, and yields a finding for each thing that is wrong.
CONTRIBUTING.md walks through one, with its test. `issues/findings/finding.py` describes every field
of a finding.
"""

from issues.findings.edits import change, create, delete
from issues.findings.finding import Edit, Evidence, Finding, Fix
from issues.findings.reach import Key, Reach
from issues.findings.registry import check
from issues.findings.scope import Scope, among
from issues.models.choices import Severity
from members.rows.reading import ChamberMembers
from members.rows.rows import MemberRow

__all__ = [
    "ChamberMembers",
    "Edit",
    "Evidence",
    "Finding",
    "Fix",
    "Key",
    "MemberRow",
    "Reach",
    "Scope",
    "Severity",
    "among",
    "change",
    "check",
    "create",
    "delete",
]
