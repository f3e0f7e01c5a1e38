"""Faults made on purpose: shows whether anything is lost, doubled or half done (docs/faults.md)."""
