"""Triage in Django's admin, one module a noun."""

from issues.admin import checks, held, issues, mail, people, quarantine, redactions

__all__ = ["checks", "held", "issues", "mail", "people", "quarantine", "redactions"]
