"""Figures about how the code is laid out: `python -m tests.house [CHECKOUT]` prints them."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("members", "issues", "yvih_site")
WIDTH = 100
#: Django asks for classes of these names, one in each module or class.
DJANGOS = {"Command", "Meta", "Media"}
OPENERS = ("What", "Who", "Where", "Whether", "Which", "How")
#: Phrases of a translation. "If there is none" and "is no more than 9" are plain English.
WORST = re.compile(
    r"(?<![Tt]here )\b(?:(?:[Ii]s|[Aa]re) (?:none|no more(?! than))|[Ss]uch as are)\b"
)


@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name, its text and its syntax tree."""

    name: str
    text: str
    tree: ast.Module

    @property
    def app(self) -> str:
        return self.name.partition(".")[0]

    @property
    def room(self) -> str:
        """The folder below the app that it lives in; the module itself if it is loose."""
        parts = self.name.split(".")
        return ".".join(parts[:2])


def modules(root: Path = ROOT, packages: tuple[str, ...] = APPS) -> dict[str, Module]:
    """Return the modules of these packages by dotted name, without migrations."""
    found: dict[str, Module] = {}
    for package in packages:
        for path in sorted((root / package).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            parts = path.relative_to(root).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            text = path.read_text()
            found[name] = Module(name, text, ast.parse(text))
    return found


def packages(root: Path = ROOT) -> tuple[str, ...]:
    """Return the names of all packages: product, tests and trials."""
    return tuple(sorted(path.parent.name for path in root.glob("*/__init__.py")))


def loose(root: Path, app: str) -> list[str]:
    """Return the names of the modules that lie in an app's folder itself, `__init__` aside."""
    return sorted(path.stem for path in (root / app).glob("*.py") if path.stem != "__init__")


def imports(module: Module, known: dict[str, Module]) -> set[str]:
    """Return the project's modules that a module imports, including imports in functions and for
    annotations."""
    found: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in known else node.module)
    return found - {module.name}


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Return the groups of more than one node that reach each other (Tarjan's algorithm)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in graph.get(node, ()):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            group = []
            while True:
                group.append(stack.pop())
                if group[-1] == node:
                    break
            if len(group) > 1:
                found.append(sorted(group))

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return found


def rooms(graph: dict[str, set[str]], known: dict[str, Module]) -> dict[str, set[str]]:
    """Return the graph of rooms, a loose module being a room of its own, of a graph of modules."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, others in graph.items():
        room = known[name].room
        found[room].update({known[other].room for other in others} - {room})
    return dict(found)


def floors(graph: dict[str, set[str]]) -> int:
    """Return the length of the longest chain of imports, a circle counting as one floor."""
    group = {node: node for node in graph}
    for circle in circles(graph):
        group.update(dict.fromkeys(circle, circle[0]))
    above: dict[str, set[str]] = defaultdict(set)
    for node, others in graph.items():
        above[group[node]].update(group[other] for other in others if group[other] != group[node])
    heights: dict[str, int] = {}

    def height(node: str) -> int:
        if node not in heights:
            heights[node] = 1 + max((height(other) for other in above[node]), default=0)
        return heights[node]

    return max((height(node) for node in list(above)), default=0)


def classes(found: dict[str, Module]) -> dict[str, list[str]]:
    """Return the modules of each class name that exists more than once."""
    where: dict[str, list[str]] = defaultdict(list)
    for module in found.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and node.name not in DJANGOS:
                where[node.name].append(module.name)
    return {name: places for name, places in sorted(where.items()) if len(places) > 1}


def docstrings(found: dict[str, Module]) -> Iterator[tuple[str, str]]:
    """Yield the place (`module:name`) and the text of every docstring."""
    for module in found.values():
        for node in ast.walk(module.tree):
            if isinstance(
                node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
            ) and (text := ast.get_docstring(node)):
                yield f"{module.name}:{getattr(node, 'name', '')}", text


def translated(text: str) -> bool:
    """True if a docstring opens with a question word or contains one of the worst phrases."""
    return bool(
        text.startswith(tuple(f"{word} " for word in OPENERS))
        or WORST.search(" ".join(text.split()))
    )


def worst_phrases(text: str) -> list[str]:
    """Return the worst phrases of a module, template or page, each with the words around it.

    A phrase is found on two lines as well, in a comment or in two literals of one string.
    """
    plain = re.sub(r"[\s#\"']+", " ", text)
    return [plain[max(0, found.start() - 40) : found.end() + 20] for found in WORST.finditer(plain)]


def prose(found: dict[str, Module], root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Yield the place and the text of these modules and of every template and Markdown page."""
    for name, module in found.items():
        yield name, module.text
    for pattern in ("*.md", "docs/**/*.md", "templates/**/*.html", "templates/**/*.txt"):
        for path in sorted(root.glob(pattern)):
            yield str(path.relative_to(root)), path.read_text()


@dataclass(frozen=True)
class Share:
    """So many of all."""

    count: int
    of: int

    @property
    def percent(self) -> float:
        return 100 * self.count / self.of

    def __str__(self) -> str:
        return f"{self.count} of {self.of} ({self.percent:.1f} %)"


def bad_docstrings(found: dict[str, Module]) -> Share:
    """Return the share of docstrings that read as if translated."""
    texts = [text for _, text in docstrings(found)]
    return Share(sum(map(translated, texts)), len(texts))


def long_lines(found: dict[str, Module]) -> Share:
    """Return the share of lines over WIDTH."""
    lines = [line for module in found.values() for line in module.text.splitlines()]
    return Share(sum(len(line) > WIDTH for line in lines), len(lines))


def figures(root: Path) -> Iterator[tuple[str, object]]:
    """Yield the name and value of each figure of a checkout, in the order of printing."""
    found = modules(root)
    graph = {name: imports(module, found) for name, module in found.items()}
    for app in APPS:
        yield f"loose modules in {app}/", len(loose(root, app))
    for app in APPS:
        inside = {
            name: {other for other in others if found[other].app == app}
            for name, others in graph.items()
            if found[name].app == app
        }
        yield f"floors of imports in {app}/", floors(inside)
    of_rooms = rooms(graph, found)
    yield "rooms (folders and loose modules)", len(of_rooms)
    yield "arrows between rooms", sum(map(len, of_rooms.values()))
    yield "circles of modules", [" ".join(circle) for circle in circles(graph)]
    yield "circles of rooms", [" ".join(circle) for circle in circles(of_rooms)]
    twice = classes(found)
    yield "class names that stand twice or more", f"{len(twice)}: {' '.join(twice)}"
    stems = Counter(name.rpartition(".")[2] for name in found)
    yield "module names that stand twice or more", f"{sum(count > 1 for count in stems.values())}"
    every = modules(root, packages(root))
    yield "docstrings that open with a question word or hold a worst phrase", bad_docstrings(every)
    yield (
        "worst phrases in any prose",
        sum(len(worst_phrases(text)) for _, text in prose(every, root)),
    )
    yield f"lines over {WIDTH}", long_lines(every)
    yield (
        "modules over 250 lines",
        sum(len(module.text.splitlines()) > 250 for module in every.values()),
    )


if __name__ == "__main__":
    for name, figure in figures(Path(sys.argv[1]) if sys.argv[1:] else ROOT):
        print(f"{name}: {figure}")
