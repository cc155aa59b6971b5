"""The direction of the modules (design, section 2): data flows one way, and each tool has one knower."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from support import ROOT

PACKAGE = ROOT / "generator"

# In data order: each module imports only from those above it. Modules on one line do not know each other.
# A new module takes its line here, after what it needs.
ORDER = """
problems model parallel routes plain_yaml placeholders amounts markup minified radicals
deadlines slips reminders
source
wording written_pages
samples trees config reading_order
content
registry labels
unknown
entries
library
checks unfinished mentions texts views
list_views
pages
render exports mkdocs_host search
output
build
importer serve schema console
commands
cli
__main__
"""
RANK = {name: rank for rank, line in enumerate(ORDER.strip().splitlines()) for name in line.split()}

# Libraries that one module alone may know.
SOLE = {
    "yaml": {"source"}, "mkdocs": {"mkdocs_host"}, "jinja2": {"render"}, "click": {"commands", "console"}, "watchfiles": {"serve"},
    "docx": {"importer"}, "openpyxl": {"importer"}, "pdfplumber": {"importer"},
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """generator.pages.task for generator/pages/task.py."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def top_of(module: str) -> str:
    """The part of the package a module belongs to: `pages` for generator.pages.task."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


KNOWN = {name_of(path) for path in modules()}


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, wherever in the file, with the line."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import hides the direction"
            base = node.module or ""
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                yield (whole if whole in KNOWN else base), node.lineno


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_point_up(path: Path) -> None:
    own = top_of(name_of(path))
    if not own:
        return
    assert own in RANK, f"generator.{own} has no place in ORDER of this test: give it one, after what it needs"
    for module, line in imported(path):
        if module.split(".")[0] != "generator":
            continue
        other = top_of(module)
        if other and other != own:
            assert RANK[other] < RANK[own], f"{path}:{line}: {own} must not import {other}"


def test_no_cycles_inside_a_package() -> None:
    graph = {name_of(p): {m for m, _ in imported(p) if m in KNOWN} for p in modules()}
    done: set[str] = set()

    def visit(module: str, way: list[str]) -> None:
        assert module not in way, " → ".join([*way, module])
        if module not in done:
            for other in graph[module]:
                visit(other, [*way, module])
            done.add(module)

    for module in graph:
        visit(module, [])


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_each_library_has_one_knower(path: Path) -> None:
    own = top_of(name_of(path))
    for module, line in imported(path):
        knowers = SOLE.get(module.split(".")[0])
        assert knowers is None or own in knowers, f"{path}:{line}: {module} belongs to {knowers}"


def calls(path: Path) -> Iterator[tuple[str, int]]:
    for node in nodes(path):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
            yield name, node.lineno


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_the_command_line_prints_and_nobody_asks_the_clock(path: Path) -> None:
    """Dates never come from files or the clock; what a user reads goes through cli."""
    own = top_of(name_of(path))
    for name, line in calls(path):
        assert name != "print", f"{path}:{line}: print"
        assert name not in ("now", "today", "utcnow", "getmtime"), f"{path}:{line}: {name}"
        if name in ("echo", "secho"):
            assert own == "commands", f"{path}:{line}: {name} outside cli"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_output_writes_the_site(path: Path) -> None:
    own = top_of(name_of(path))
    writers = {"write_text", "write_bytes", "mkdir", "makedirs", "rmtree", "unlink", "copytree", "rename", "replace_file"}
    if own not in {"output", "mkdocs_host", "samples", "commands", "importer"}:
        assert [(n, line) for n, line in calls(path) if n in writers] == []
