"""The directory and its official lists in Django's admin, one module per subject."""

from members.admin import directory, snapshots, sources

__all__ = ["directory", "snapshots", "sources"]
