"""The bench: measures what the checks cost, and whether they find the mistakes that were planted.

It compares runs on made-up parliaments with the same rules as plain SQL. docs/bench.md describes
it.
"""
