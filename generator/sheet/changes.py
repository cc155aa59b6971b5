"""A row that came back beside the row as it is now -> what its unit changed, as edits of the YAML.

Only a cell that differs says anything. What cannot be placed without a guess is a problem with the cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from generator.content.places import Tree
from generator.content.yaml_splice import Edit, SetList, SetText
from generator.library.entries import UnitEntry
from generator.library.registry import Registry
from generator.library.unresolved import no_deadline
from generator.model.deadlines import interpret
from generator.model.records import ROLES, Role
from generator.model.values import ROLE, labels
from generator.problems import Finding, Problem, RecordPath
from generator.sheet.book import FilledRow, Place
from generator.sheet.columns import TITLE
from generator.sheet.entries import entry_of, in_words, is_said_already
from generator.sheet.rows import Duty, Piece, Row, normal

_ROLE_WORDS: dict[Role, str] = labels(ROLE)
_APART = "、，,；;"


@dataclass(frozen=True)
class Change:
    """One thing that a row says anew. `slot` is the place in the YAML that it is about: of two changes of one
    slot only one can be right. `old` and `new` are the words for a person, `old` empty for what is added.
    """

    slot: RecordPath
    what: str
    old: str
    new: str
    place: Place
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Around:
    """What a row is read against: the YAML of its document as a tree, its name, the units of its agency."""

    tree: Tree
    file: str
    units: Registry[UnitEntry]


class RefusedCellError(Exception):
    """What a cell says cannot be taken: what is wrong, what to do, and the column if it is another one."""

    def __init__(self, what: str, hint: str, column: str = "") -> None:
        super().__init__(what)
        self.what, self.hint, self.column = what, hint, column


def printed_changes(
    filled: FilledRow, row: Row, around: Around, edited: Collection[str]
) -> tuple[list[Change], list[Problem]]:
    """What a row says anew in the printed columns of which somebody has `edited` the cell, and what of it
    cannot be taken.
    """
    changes: list[Change] = []
    problems: list[Problem] = []
    for names, read in _READERS:
        changed = [
            name
            for name in names
            if name in edited and normal(filled.words.get(name, "")) != normal(row.cells[name])
        ]
        if not changed:
            continue
        try:
            changes += read(_Cell(filled, row, around, changed[0]))
        except RefusedCellError as error:
            problems.append(filled.at(error.column or changed[0]).says(error.what, error.hint))
    return changes, problems


def reported(filled: FilledRow, row: Row) -> tuple[list[Change], list[Problem]]:
    """What a row reports in the columns to fill in, unless this is known, and what of it cannot be taken."""
    entry, problems = entry_of(filled, row)
    if entry is None or is_said_already(entry, row.progress):
        return [], problems
    path = (*row.path, "progress")
    edit = SetList(path, (*range(len(row.progress)), entry))
    return [Change(path, "进展", "", in_words(entry), filled.at("text"), (edit,))], problems


class _Cell(NamedTuple):
    """A cell that differs, in its row; `words` is what it says now."""

    filled: FilledRow
    row: Row
    around: Around
    name: str

    @property
    def words(self) -> str:
        return self.filled.words.get(self.name, "")

    @property
    def place(self) -> Place:
        return self.filled.at(self.name)


def _refuse(cell: _Cell) -> Iterator[Change]:
    old, new = cell.row.cells[cell.name] or "（空）", cell.words or "（空）"
    what = f"由“{old}”改成了“{new}”：{TITLE[cell.name]}不能在表里改"
    raise RefusedCellError(what, "请改回来；确要改的，请改 YAML 文件")


def _title(cell: _Cell) -> Iterator[Change]:
    if not cell.words:
        raise RefusedCellError("是空的", "任务名称不能空；任务取消了的，状态选“已取消”")
    if "\n" in cell.words:
        raise RefusedCellError("里有换行", "任务名称请写在一行里")
    path = cell.row.title_path
    yield Change(path, "任务", cell.row.cells["task"], cell.words, cell.place, (SetText(path, cell.words),))


def _measures(cell: _Cell) -> Iterator[Change]:
    pieces = cell.row.pieces
    if not pieces:
        raise RefusedCellError("原来没有文字，或太长没有印出，现在填了字", "请写进 YAML 文件，表里不能添举措")
    lines = cell.words.split("\n")
    counts = [len(normal(piece.words).split("\n")) for piece in pieces]
    if len(pieces) == 1:
        counts = [len(lines)]
    if sum(counts) != len(lines):
        what = f"原有 {sum(counts)} 行，现在 {len(lines)} 行，分不清哪一行是哪一条举措"
        raise RefusedCellError(what, "请一条一行，不增不减；增删举措请改 YAML 文件")
    at = 0
    for piece, count in zip(pieces, counts, strict=True):
        new = "\n".join(lines[at : at + count]).strip()
        at += count
        if new != normal(piece.words):
            yield _piece(piece, new, cell.place)


def _piece(piece: Piece, words: str, place: Place) -> Change:
    """The change of a measure whose number, title and text run together: one of the two latter differs."""
    if not words.startswith(piece.number):
        raise RefusedCellError(f"的举措序号“{piece.number}”改了", "序号请改回来；确要改的，请改 YAML 文件")
    rest = words.removeprefix(piece.number).strip()
    head, tail = f"{piece.title}。" if piece.title else "", f"。{normal(piece.text)}"
    readings = []
    if rest.startswith(head):
        readings.append(("text", rest.removeprefix(head).strip()))
    if piece.title and rest.endswith(tail):
        readings.append(("title", rest.removesuffix(tail).strip()))
    if len(readings) != 1:
        what = f"里“{piece.words[:20]}”的标题和内容都改了，分不清到哪里是标题"
        raise RefusedCellError(what, "请一次只改一样，或改 YAML 文件")
    name, new = readings[0]
    if not new or (name == "title" and "\n" in new):
        raise RefusedCellError(f"里“{piece.words[:20]}”这一条空了", "举措不能空；要删的，请改 YAML 文件")
    path = (*piece.path, name)
    return Change(path, "举措", piece.words, words, place, (SetText(path, new),))


def _deadlines(cell: _Cell) -> Iterator[Change]:
    old = cell.row.deadlines
    words = [line.strip() for line in cell.words.split("\n") if line.strip()]
    path = (*cell.row.path, "deadlines")
    raw = _at(cell.around.tree, path) or []
    items: list[int | Tree] = []
    for kept, gone, new in _steps(old, words):
        items += [*kept, *new]
        if new and any(isinstance(raw[at], dict) and len(raw[at]) > 1 for at in gone):
            what = f"的“{old[gone[0]]}”在 YAML 里另写了类别或日期，只改文字会对不上"
            raise RefusedCellError(what, "请改 YAML 文件里的这一条时限")
    for text in (item for item in items if isinstance(item, str)):
        if interpret(text, cell.row.period) is None:
            raise _refused(no_deadline(cell.around.file, path, text, cell.row.period))
    if items == list(range(len(old))):  # parted by other white space
        return
    edit = SetList(path, tuple(items))
    yield Change(path, "完成时限", "；".join(old), "；".join(words) or "（删去）", cell.place, (edit,))


def _units(cell: _Cell) -> Iterator[Change]:
    """Who answers: the three columns of roles are one list in the YAML."""
    path = (*cell.row.path, "responsibility")
    duties = cell.row.duties
    names = {role: _names(cell, role, path) for role in ROLES}
    roles = _roles_as_written(_at(cell.around.tree, path) or [])
    texts: list[Edit] = []
    replaced: dict[int, Tree] = {}
    gone: set[int] = set()
    behind: dict[int, list[Tree]] = {}
    for role in ROLES:
        places = [at for at, duty in enumerate(duties) if duty.role == role]
        last = places[0] - 1 if places else len(duties) - 1
        for kept, removed, new in _steps([duties[at].unit for at in places], names[role]):
            last = places[kept[-1]] if kept else last
            for local, unit in zip(removed, new, strict=False):
                last = places[local]
                if duties[last].words:  # they name the unit before
                    replaced[last] = {"unit": unit, "role": roles[role]}
                else:
                    texts.append(SetText((*path, last, "unit"), unit))
            paired = min(len(removed), len(new))
            gone |= {places[local] for local in removed[paired:]}
            behind.setdefault(last, []).extend({"unit": u, "role": roles[role]} for u in new[paired:])
    items: list[int | Tree] = list(behind.get(-1, []))
    for at in range(len(duties)):
        items += [] if at in gone else [replaced.get(at, at)]
        items += behind.get(at, [])
    whole = () if items == list(range(len(duties))) else (SetList(path, tuple(items)),)
    if not (texts or whole):  # parted by other marks
        return
    said = _said([Duty(unit, role, "", "") for role in ROLES for unit in names[role]])
    yield Change(path, "责任单位", _said(duties), said or "（删去）", cell.place, (*texts, *whole))


def _names(cell: _Cell, role: Role, path: RecordPath) -> list[str]:
    """The units of a role: one a line, or parted by a mark where that is no part of a name."""
    around = cell.around
    names: list[str] = []
    for line in filter(None, (line.strip() for line in cell.filled.words.get(role, "").split("\n"))):
        if around.units.get(line) is not None:
            names.append(line)
            continue
        names += filter(None, (part.strip() for part in re.split(f"[{_APART}]", line)))
    findings: list[Finding] = []
    for name in names:
        around.units.find(name, around.file, (*path, "unit"), findings)
    if findings:
        raise _refused(findings[0], role)
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise RefusedCellError(f"“{twice}”写了两次", "一个单位在一格里只写一次", role)
    return names


def _said(duties: Sequence[Duty]) -> str:
    by_role = {role: [duty.unit for duty in duties if duty.role == role] for role in ROLES}
    return "；".join(f"{_ROLE_WORDS[role]} {'、'.join(units)}" for role, units in by_role.items() if units)


def _roles_as_written(raw: Sequence[Tree]) -> dict[Role, str]:
    """The words for the roles in a list: Chinese where its items have Chinese ones."""
    written = [str(item.get("role", "")) for item in raw if isinstance(item, dict)]
    in_chinese = any(not word.isascii() for word in written)
    return {role: _ROLE_WORDS[role] if in_chinese else role for role in ROLES}


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[list[int], list[int], list[Any]]]:
    """From one list to the other, piece by piece: places that stay, or places that go and what comes."""
    for tag, i, k, m, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = tag == "equal"
        yield (
            list(range(i, k)) if same else [],
            [] if same else list(range(i, k)),
            [] if same else list(new[m:n]),
        )


def _at(tree: Tree, path: RecordPath) -> Any:
    """What stands at a path; None where there is nothing."""
    for step in path:
        if isinstance(tree, dict):
            tree = tree.get(step)
        elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            return None
    return tree


def _refused(finding: Finding, column: str = "") -> RefusedCellError:
    return RefusedCellError(f"：{finding.what}", finding.hint, column)


_Reader = Callable[[_Cell], Iterator[Change]]
_READERS: tuple[tuple[tuple[str, ...], _Reader], ...] = (
    (("number",), _refuse),
    (("targets",), _refuse),
    (("task",), _title),
    (("measures",), _measures),
    (ROLES, _units),
    (("deadlines",), _deadlines),
)
