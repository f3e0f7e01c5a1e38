"""Readers, reporters and runs on a real server at the same time: docs/load.md."""
