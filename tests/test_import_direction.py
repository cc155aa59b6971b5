"""The direction of the modules (design, section 2): data flows one way, and each tool has one knower."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from support import ROOT

PACKAGE = ROOT / "generator"

# The rooms in data order: each imports only from lines above its own. Rooms on one line do not know each
# other. The picture in docs/architecture.md shows the same list.
ROOMS = """
problems parallel
model
content privacy
library importer
inspection pages sheet
checks search exports output
build publish handout
cli
__main__
"""
IMPORTER_ROOMS = """
lines words pause
blocks readers
layout
outline
draft
account
pipeline
compare
run
"""

# Libraries that one place alone may know.
SOLE = {
    "yaml": ("content.yaml_reader", "content.places", "content.yaml_splice"),
    "mkdocs": "output.shells",
    "jinja2": ("output.render", "output.jinja_fast", "output.template_problems"),
    "click": "cli",
    "watchfiles": "cli.serve",
    "fsspec": ("publish.remote_place", "publish.sftp"),
    "paramiko": "publish.sftp",
    "obstore": "publish.object_place",
    "rapidfuzz": "library.trace",
    "segno": "pages.codes",
    "docx": "importer.readers",
    "openpyxl": ("importer.readers", "sheet"),
    "pdfplumber": "importer.readers",
}
# Who may ask what day it is.
CLOCK = "generator.cli.clock"
# Who may write to the disk.
WRITERS = (
    "output.cache",
    "output.replace",
    "output.takeover",
    "output.staging",
    "output.workfolder",
    "output.written",
    "output.shells",
    "publish.folder_place",
    "publish.remote_place",
    "publish.records",
    "cli.new",
    "cli.schema_files",
    "cli.commands",
    "importer.draft.atomic_write",
    "importer.draft.folder_lock",
    "importer.run",
)


def ranks(order: str) -> dict[str, int]:
    return {name: rank for rank, line in enumerate(order.strip().splitlines()) for name in line.split()}


RANK, IMPORTER_RANK = ranks(ROOMS), ranks(IMPORTER_ROOMS)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """generator.pages.task for generator/pages/task.py."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """The room a module stands in: `pages` for generator.pages.task."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def is_in(module: str, places: str | tuple[str, ...]) -> bool:
    """Whether a module is one of these places or stands in one."""
    places = (places,) if isinstance(places, str) else places
    return any(f"{module}.".startswith(f"generator.{place}.") for place in places)


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
    own = name_of(path)
    room = room_of(own)
    if not room:
        return
    assert room in RANK, (
        f"generator.{room} has no place in ROOMS of this test: give it one, after what it needs"
    )
    for module, line in imported(path):
        other = room_of(module) if module.split(".")[0] == "generator" else ""
        if other and other != room:
            assert RANK[other] < RANK[room], f"{path}:{line}: {room} must not import {module}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "importer").rglob("*.py")), ids=name_of)
def test_imports_point_up_inside_the_importer(path: Path) -> None:
    own = name_of(path).split(".")[2:]
    for module, line in imported(path):
        other = module.removeprefix("generator.importer.").split(".")
        if own and module.startswith("generator.importer.") and other[0] != own[0]:
            assert IMPORTER_RANK[other[0]] < IMPORTER_RANK[own[0]], (
                f"{path}:{line}: {own[0]} must not import {module}"
            )


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
    for module, line in imported(path):
        knower = SOLE.get(module.split(".")[0])
        assert knower is None or is_in(name_of(path), knower), f"{path}:{line}: {module} belongs to {knower}"


def calls(path: Path) -> Iterator[tuple[str, int]]:
    for node in nodes(path):
        if isinstance(node, ast.Call):
            function = node.func
            name = (
                function.id
                if isinstance(function, ast.Name)
                else function.attr
                if isinstance(function, ast.Attribute)
                else ""
            )
            yield name, node.lineno


ASKS_THE_CLOCK = ("now", "today", "utcnow", "getmtime")


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_the_command_line_prints_and_nobody_asks_the_clock(path: Path) -> None:
    """Dates that are shown never come from files or the clock; what a user reads goes through cli."""
    for name, line in calls(path):
        assert name != "print", f"{path}:{line}: print"
        assert name not in ASKS_THE_CLOCK or name_of(path) == CLOCK, f"{path}:{line}: {name}"
        if name in ("echo", "secho"):
            assert is_in(name_of(path), "cli.commands"), f"{path}:{line}: {name} outside cli"


def test_the_clock_is_asked_in_one_place() -> None:
    """A date yet to come can be told only by the day. It is asked for once, at the edge, and handed down."""
    asked = [(name_of(path), name) for path in modules() for name, _ in calls(path) if name in ASKS_THE_CLOCK]
    assert asked == [(CLOCK, "now")]


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_output_writes_the_site(path: Path) -> None:
    writers = {
        "write_text",
        "write_bytes",
        "mkdir",
        "makedirs",
        "rmtree",
        "unlink",
        "copytree",
        "rename",
        "replace_file",
    }
    if not is_in(name_of(path), WRITERS):
        assert [(n, line) for n, line in calls(path) if n in writers] == []


def test_at_most_seven_modules_stand_at_the_top() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= 7
