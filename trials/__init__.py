"""Shown, not promised: what the checks cost, what faults do, how many people at once a server
bears."""
