"""The report of the bench, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from trials.bench.floors import READING
from trials.bench.planted import Found
from trials.bench.runs import Run


@dataclass(frozen=True)
class Floor:
    """One measured floor, in processor seconds: `sql` by check name, with one read of each table
    under `READING`, and `judging` by check name, for checks that are given rows."""

    sql: Mapping[str, float]
    judging: Mapping[str, float]

    def of(self, check: str) -> float:
        """Return the seconds of the cheapest way to apply the rule; 0 if no way was measured."""
        return min((ways[check] for ways in (self.sql, self.judging) if check in ways), default=0.0)

    @property
    def total(self) -> float:
        """Return the seconds of one read of each table and of all rules."""
        return self.sql[READING] + sum(
            self.of(check) for check in {*self.sql, *self.judging} - {READING}
        )


@dataclass
class Measured:
    """The figures of all repetitions of one invocation.

    In each the floor is measured twice: before the first run and after the unchanged one.
    """

    members: int
    database: str
    checks: frozenset[str]
    planted: frozenset[Found] = frozenset()
    found: frozenset[Found] = frozenset()
    first: list[Run] = field(default_factory=list)
    unchanged: list[Run] = field(default_factory=list)
    floors: list[Floor] = field(default_factory=list)
    missed: set[Found] = field(default_factory=set)
    surplus: set[Found] = field(default_factory=set)


def as_json(measured: Measured) -> dict[str, Any]:
    """Return all figures as a dict for JSON: totals, ratios, memory (MB), and each check.

    `processor` is processor time, and the ratios are made of it; `seconds` and `wall` are wall
    time.
    """
    runs = {"first": measured.first, "unchanged": measured.unchanged}
    processor: dict[str, Any] = {
        of: _figures(run.processor for run in each) for of, each in runs.items()
    }
    processor["floor"] = _figures(floor.total for floor in measured.floors)
    processor["reading"] = _figures(floor.sql[READING] for floor in measured.floors)
    processor["startup"] = _figures(run.startup for each in runs.values() for run in each)
    return {
        "members": measured.members,
        "database": measured.database,
        "repeats": len(measured.first),
        "ratios": _ratios(processor),
        "processor": processor,
        "seconds": {
            of: _figures(sum(run.seconds.values()) for run in each) for of, each in runs.items()
        },
        "wall": {of: _figures(run.wall for run in each) for of, each in runs.items()},
        "memory": {of: max(run.peak for run in each) for of, each in runs.items()} | {"unit": "MB"},
        "planted": len(measured.planted),
        "found": len(measured.found),
        "not_planted_for": sorted(
            measured.checks.difference(found.check for found in measured.planted)
        ),
        "missed": sorted(map(str, measured.missed)),
        "surplus": sorted(map(str, measured.surplus)),
        "checks": {check: _of(check, measured) for check in sorted(measured.checks)},
    }


def as_text(figures: Mapping[str, Any]) -> str:
    """Return a table of the figures of `as_json`: the checks, slowest first, and the totals."""
    lines = [f"{'seconds, median':27} {'first':>10} {'unchanged':>10} {'floor':>10}  cheapest"]
    by_cost = sorted(figures["checks"].items(), key=lambda item: -item[1]["first"]["median"])
    for name, values in by_cost:
        times = " ".join(f"{values[of]['median']:10.3f}" for of in ("first", "unchanged", "floor"))
        lines.append(f"{name:27} {times}  {values['cheapest']}")
    processor, ratios = figures["processor"], figures["ratios"]
    lines.append(
        f"Processor time: first run {processor['first']['median']:.2f} s, unchanged run "
        f"{processor['unchanged']['median']:.2f} s, floor {processor['floor']['median']:.2f} s "
        f"(of which {processor['reading']['median']:.2f} s for one read of each table). "
        f"Start-up and imports, beside: {processor['startup']['median']:.2f} s."
    )
    lines.append(
        f"First run to floor: {ratios['first_to_floor']:.2f}. "
        f"Unchanged run to floor: {ratios['unchanged_to_floor']:.2f}."
    )
    for of in ("first", "unchanged"):
        wall, peak = figures["wall"][of], figures["memory"][of]
        lines.append(
            f"The process of the {of} run: {wall['median']:.1f} s ({wall['minimum']:.1f}), "
            f"{peak:.0f} MB at its peak."
        )
    if lists := figures.get("lists"):
        lines.append(
            f"{lists['number']} official lists of a hundred, beside a run without them: first "
            f"{lists['first_seconds']:.1f} s, unchanged {lists['unchanged_seconds']:.1f} s, "
            f"{lists['memory']:.0f} MB at its peak; {lists['opened']} issues opened. "
            f"Taking the copies: {lists['fetch_seconds']:.1f} s."
        )
    lines.append(
        f"{figures['members']} members on {figures['database']}, {figures['repeats']} repetitions."
    )
    without = (
        f" Nothing was planted for {len(figures['not_planted_for'])} checks."
        if figures["not_planted_for"]
        else ""
    )
    lines.append(f"Planted {figures['planted']}, found {figures['found']}.{without}")
    lines += [f"not found: {found}" for found in figures["missed"]] + [
        f"not planted: {found}" for found in figures["surplus"]
    ]
    return "\n".join(lines)


def _of(check: str, measured: Measured) -> dict[str, Any]:
    """Return the figures of one check: wall time in the runs, processor time of its floor."""
    both = {
        "sql": [floor.sql[check] for floor in measured.floors if check in floor.sql],
        "judging": [floor.judging[check] for floor in measured.floors if check in floor.judging],
    }
    ways = {way: round(median(seconds), 6) for way, seconds in both.items() if seconds}
    floor = _figures(each.of(check) for each in measured.floors)
    return {
        "first": _figures(run.seconds[check] for run in measured.first),
        "unchanged": _figures(run.seconds[check] for run in measured.unchanged),
        "floor": {**floor, **ways, "by_hand": "sql" in ways},
        "cheapest": min(ways, key=lambda way: ways[way]) if ways else "",
    }


def _ratios(processor: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    return {
        f"{of}_to_floor{suffix}": round(processor[of][figure] / processor["floor"][figure], 3)
        for of in ("first", "unchanged")
        for figure, suffix in (("median", ""), ("minimum", "_by_minimum"))
    }


def _figures(values: Iterable[float]) -> dict[str, Any]:
    values = list(values)
    return {"median": round(median(values), 6), "minimum": round(min(values), 6)}
