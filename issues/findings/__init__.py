"""What a check is made of: the one import of whoever writes a check."""

from issues.findings.edits import change, create, delete
from issues.findings.registry import Edit, Evidence, Finding, Fix, check
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
