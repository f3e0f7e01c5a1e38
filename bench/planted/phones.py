"""Mistakes in telephone and fax numbers."""

from bench.planted import value

value("phone-invalid", "phone:electorate", lambda given: f"(05) {given[5:]}", "AU")
value("phone-invalid", "fax:electorate", lambda given: f"000-{given[4:]}", "CA US")
