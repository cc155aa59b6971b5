"""What a stranger reads is true: paths and commands exist, and the picture is that of the code."""

from __future__ import annotations

import re
from functools import cache

import click
import pytest
from support import ROOT
from test_import_direction import IMPORTER_ROOMS, ROOMS

from generator.cli.commands import cli

DOCS = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/architecture.md",
    "docs/checks.md",
    "docs/exports.md",
    "docs/importer-rules.md",
    *(str(path.relative_to(ROOT)) for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))),
]
MOST_LINES = 140
MADE = {"site/", "data/files.txt"}  # by a build
_FENCED = re.compile(r"^```(\w*) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")
# A path holds a slash or ends as the files here do; words such as `str` or `make test` are none.
_PATH = re.compile(r"(?=.*/|.*\.(?:py|md|yml|toml|lock|html)$)[\w./-]+")


@cache
def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def prose_of(name: str) -> str:
    """Without what stands in fences: examples name files that are to be made."""
    return _FENCED.sub("", text_of(name))


def rooms_of(order: str) -> list[list[str]]:
    return [line.split() for line in order.strip().splitlines()]


# README


def test_the_readme_is_short_and_opens_with_the_two_commands() -> None:
    lines = text_of("README.md").splitlines()
    assert len(lines) <= MOST_LINES
    commands = [line.split("#")[0].strip() for line in lines if line.startswith("    ")]
    assert commands[:2] == ["make site", "make test"]
    first = next(line for line in lines[1:] if line)
    assert re.match(r"[\u4e00-\u9fff]", first), "a clerk reads the first sentence"


# Paths and commands


@pytest.mark.parametrize("name", DOCS)
def test_every_path_exists(name: str) -> None:
    named = {path for path in _CODE.findall(prose_of(name)) if _PATH.fullmatch(path)}
    for path in named - MADE:
        assert (ROOT / path).exists(), f"{name}: {path}"
    for link in _LINK.findall(text_of(name)):
        if "://" not in link:
            assert ((ROOT / name).parent / link).exists(), f"{name}: {link}"


@pytest.mark.parametrize("name", DOCS)
def test_every_target_of_make_exists(name: str) -> None:
    targets = set(re.findall(r"^([\w./-]+):", text_of("Makefile"), re.MULTILINE))
    written = [line for line in prose_of(name).splitlines() if line.startswith("    ")]
    for words in [*_CODE.findall(prose_of(name)), *written]:
        if found := re.match(r"\s*make ([\w./-]+)", words):
            assert found[1] in targets, f"{name}: {words}"


@pytest.mark.parametrize("name", DOCS)
def test_every_command_of_gongkai_exists_with_its_options(name: str) -> None:
    for line in re.findall(r"\.venv/bin/gongkai [^`#\n]*", prose_of(name)):
        words = line.split()[1:]
        if words[0].startswith("-"):
            assert words[0] in ("--help", "--version"), f"{name}: {line}"
            continue
        assert words[0] in cli.commands, f"{name}: {line}"
        command = cli.commands[words[0]]
        options = {o for p in command.params if isinstance(p, click.Option) for o in p.opts}
        assert {w for w in words if w.startswith("--")} <= options | {"--help"}, f"{name}: {line}"


def test_the_readme_names_all_commands_and_all_rooms() -> None:
    row = next(line for line in text_of("README.md").splitlines() if "gongkai --help" in line)
    assert set(cli.commands) <= set(_CODE.findall(row))
    floors = [name for floor in rooms_of(ROOMS) for name in floor if name != "__main__"]
    named = re.findall(r"`generator/(\w+)(?:/|\.py)`", text_of("README.md"))
    assert sorted(named) == sorted(floors)
    assert [room for room in named if room != "importer"] == [room for room in floors if room != "importer"]


# The picture


def test_the_picture_shows_the_rooms_in_their_order() -> None:
    language, _, picture = _FENCED.findall(text_of("docs/architecture.md"))[0]
    assert language == "text"
    # A floor is │ a │ b │, and beside it a floor of the importer.
    rows = [line.split("│") for line in picture.splitlines() if "│" in line]
    floors = [[cell.strip() for cell in row if re.fullmatch(r" +\w+ +", cell)] for row in rows]
    house, importer = rooms_of(ROOMS), rooms_of(IMPORTER_ROOMS)
    assert len(house) == len(importer), "the picture shows them side by side: draw it anew"
    assert floors == [[*left, *right] for left, right in zip(house, importer, strict=True)]


def test_the_tables_of_the_rooms_name_each_once() -> None:
    cells = [line.split("|")[1] for line in text_of("docs/architecture.md").splitlines() if line[:3] == "| `"]
    named = [room for cell in cells for room in _CODE.findall(cell)]
    rooms = [name for floor in (*rooms_of(ROOMS), *rooms_of(IMPORTER_ROOMS)) for name in floor]
    assert sorted(named) == sorted(room for room in rooms if room != "__main__")


def test_the_decisions_are_all_listed() -> None:
    listed = set(_LINK.findall(text_of("docs/decisions/README.md")))
    assert listed == {path.name for path in (ROOT / "docs" / "decisions").glob("*.md")} - {"README.md"}
