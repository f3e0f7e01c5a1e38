from datetime import date

from issues.values.dates import years


def test_years_are_counted_from_a_leap_day_as_well() -> None:
    assert years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert years(date(2024, 2, 29), -4) == date(2020, 2, 29)
    assert years(date(2026, 6, 15), -75) == date(1951, 6, 15)
