"""Measurements and trials of the whole product: what the checks cost (`bench`), whether faults lose
anything (`faults`), and how many people one server can serve (`load`)."""
