"""Faults made on purpose, and whether anything was lost, doubled or half done: docs/faults.md."""
