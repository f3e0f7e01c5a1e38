"""The report of the bench, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from trials.bench.planted import Found
from trials.bench.runs import Run


@dataclass
class Measured:
    """The figures of all repetitions of one invocation.

    In each the floor is measured twice: before the first run and after the unchanged one.
    """

    members: int
    database: str
    by_hand: frozenset[str]
    planted: frozenset[Found] = frozenset()
    found: frozenset[Found] = frozenset()
    first: list[Run] = field(default_factory=list)
    unchanged: list[Run] = field(default_factory=list)
    floors: list[dict[str, float]] = field(default_factory=list)
    missed: set[Found] = field(default_factory=set)
    surplus: set[Found] = field(default_factory=set)


def as_json(measured: Measured) -> dict[str, Any]:
    """Return all figures as a dict for JSON: totals, ratios, memory (MB), and each check."""
    checks = {check: _ratios(_of(check, measured)) for check in sorted(measured.floors[0])}
    for check, values in checks.items():
        values["floor"]["by_hand"] = check in measured.by_hand
    totals = _ratios(
        {
            "first": [sum(run.seconds.values()) for run in measured.first],
            "unchanged": [sum(run.seconds.values()) for run in measured.unchanged],
            "floor": [sum(floor.values()) for floor in measured.floors],
        }
    )
    return {
        "members": measured.members,
        "database": measured.database,
        "repeats": len(measured.first),
        "ratios": totals.pop("ratios"),
        "seconds": totals,
        "wall": {
            "first": _figures(run.wall for run in measured.first),
            "unchanged": _figures(run.wall for run in measured.unchanged),
        },
        "memory": {
            "first": max(run.peak for run in measured.first),
            "unchanged": max(run.peak for run in measured.unchanged),
            "unit": "MB",
        },
        "planted": len(measured.planted),
        "found": len(measured.found),
        "not_planted_for": sorted(
            set(checks).difference(found.check for found in measured.planted)
        ),
        "missed": sorted(map(str, measured.missed)),
        "surplus": sorted(map(str, measured.surplus)),
        "checks": checks,
    }


def as_text(figures: Mapping[str, Any]) -> str:
    """Return a table of the figures of `as_json`: the checks, slowest first, and the totals."""
    lines = [
        f"{'seconds, median (minimum)':27} {'first':>15} {'unchanged':>15} {'floor':>15}"
        "  first/floor  unchanged/floor"
    ]
    by_cost = sorted(figures["checks"].items(), key=lambda item: -item[1]["first"]["median"])
    total = {**figures["seconds"], "ratios": figures["ratios"]}
    for name, values in [*by_cost, ("all checks", total)]:
        times = " ".join(
            f"{values[of]['median']:7.3f} ({values[of]['minimum']:.3f})".rjust(15)
            for of in ("first", "unchanged", "floor")
        )
        ratios = values["ratios"]
        note = "" if values["floor"].get("by_hand", True) else "  floor: its own queries"
        lines.append(
            f"{name:27} {times} {ratios['first_to_floor']:12.2f} "
            f"{ratios['unchanged_to_floor']:16.2f}{note}"
        )
    for of in ("first", "unchanged"):
        wall, peak = figures["wall"][of], figures["memory"][of]
        lines.append(
            f"The process of the {of} run: {wall['median']:.1f} s ({wall['minimum']:.1f}), "
            f"{peak:.0f} MB at its peak."
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


def _of(check: str, measured: Measured) -> dict[str, list[float]]:
    return {
        "first": [run.seconds[check] for run in measured.first],
        "unchanged": [run.seconds[check] for run in measured.unchanged],
        "floor": [floor[check] for floor in measured.floors],
    }


def _ratios(times: Mapping[str, Iterable[float]]) -> dict[str, Any]:
    figures: dict[str, Any] = {of: _figures(seconds) for of, seconds in times.items()}
    floor = figures["floor"]
    figures["ratios"] = {
        f"{of}_to_floor{suffix}": round(figures[of][figure] / floor[figure], 3)
        for of in ("first", "unchanged")
        for figure, suffix in (("median", ""), ("minimum", "_by_minimum"))
    }
    return figures


def _figures(values: Iterable[float]) -> dict[str, Any]:
    values = list(values)
    return {"median": round(median(values), 6), "minimum": round(min(values), 6)}
