"""Caches in memory: none can return data that was redacted or erased. Every cache of our code is
declared here."""

from __future__ import annotations

import functools
import importlib
import pkgutil

#: Their results depend on their arguments alone, so they reveal nothing new to the caller.
OF_WHAT_THEY_ARE_GIVEN = {
    "issues.values.same.addresses._forms",
    "issues.values.same.meaning._email",
    "issues.values.same.meaning.electorate_key",
    "issues.values.same.parties.abbreviates",
    "issues.values.same.spelling.read_name",
    "issues.checks.address_placeholder._is_odd_place",
    "issues.checks.address_wrong_column._is_foreign_place",
    "issues.checks.suburb_with_state._place",
    "issues.values.addresses.foreign_parts",
    "issues.values.addresses.is_empty_word",
    "issues.values.addresses.postcode_fault",
    "issues.values.addresses.state_fault",
    "issues.values.addresses.suburb_fault",
    "issues.values.domains._ends_nowhere",
    "issues.values.identifiers._runs",
    "issues.values.links.judge",
    "issues.values.parties.is_office",
    "issues.values.patterns._first_word",
    "issues.values.patterns._joined",
    "issues.values.phones._exists",
    "issues.values.phones.judge",
    "issues.privacy.spellings._letter",
    "members.postcodes._form",
    "members.postcodes._rules",
    "members.postcodes.state_names",
}
#: They cache files of a package.
OF_PACKAGES = {
    "issues.values.same.given_names._table",
    "issues.values.same.given_names._usual",
    "issues.values.domains._suffixes",
    "members.postcodes._data",
}
#: They cache data from the database. Their arguments include the newest redaction, or results that
#: depend on it.
OF_THE_DATABASE = {"issues.official.lists._people", "issues.official.matching._distinct"}


def test_every_cache_is_one_that_cannot_bring_back_what_was_taken_out() -> None:
    assert _caches() == OF_WHAT_THEY_ARE_GIVEN | OF_PACKAGES | OF_THE_DATABASE


def _caches() -> set[str]:
    """Return all functions and methods of our code that functools caches."""
    found = set()
    for package in map(importlib.import_module, ("issues", "members", "yvih_site")):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if info.name.startswith("yvih_site.settings"):
                continue
            module = importlib.import_module(info.name)
            for owner in (
                module,
                *(each for each in vars(module).values() if isinstance(each, type)),
            ):
                for kept in vars(owner).values():
                    inner = getattr(kept, "__func__", kept)
                    if isinstance(
                        inner, functools._lru_cache_wrapper
                    ) and inner.__module__.startswith(package.__name__):
                        found.add(f"{inner.__module__}.{inner.__qualname__}")
    return found
