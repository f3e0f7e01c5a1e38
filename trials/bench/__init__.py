"""What the checks cost and whether they find what they should: made-up parliaments, runs, and the
same rules as plain SQL."""
