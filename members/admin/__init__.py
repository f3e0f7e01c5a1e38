"""The facts in the admin, one module a noun."""

from members.admin import directory, snapshots, sources

__all__ = ["directory", "snapshots", "sources"]
