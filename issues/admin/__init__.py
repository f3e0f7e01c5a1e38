"""Triage in Django's admin, one module a noun."""

from issues.admin import checks, issues, mail, quarantine, redactions
from issues.admin import holds as held
from issues.admin import users as people

__all__ = ["checks", "held", "issues", "mail", "people", "quarantine", "redactions"]
