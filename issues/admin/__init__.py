"""Triage in Django's admin, one module a noun."""

from issues.admin import checks, issues, mail, people, quarantine

__all__ = ["checks", "issues", "mail", "people", "quarantine"]
