"""`gongkai import` of sheets that `gongkai export` wrote: what was filled in goes into the YAML files.

All sheets are taken in one go, and all of it is written or nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from generator.cli.export import Documents
from generator.content import places, yaml_reader
from generator.importer.draft.atomic_write import RefusedError, show, write_together
from generator.importer.draft.folder_lock import turn
from generator.importer.draft.places import root_of
from generator.importer.lines import UnreadableError
from generator.problems import Finding, Problem, ProblemsError
from generator.sheet.applying import applied
from generator.sheet.book import LEFT, FilledSheet, read_book
from generator.sheet.changes import Around
from generator.sheet.rows import rows_of
from generator.sheet.taking import Wanted, take

Say = Callable[[str], None]
_MARK = "\ufeff"
_SHOWN = 120  # characters of a text in the list of changes


class _Changed(NamedTuple):
    """A document with what its sheets want of it."""

    file: Path
    new: str
    wanted: list[Wanted]
    lines: list[int]
    """Where they stand in the file before"""


def import_sheets(
    files: Sequence[Path],
    content: Path,
    out: Path | None,
    say: Say,
    tell: Say,
    show_problem: Callable[[Problem], None],
) -> int:
    """Take the sheets into content/ around `out`; without one, only `say` what would change. Exit status 1
    where something is wrong, or stands in a sheet and is taken nowhere.
    """
    try:
        if out is None:
            status, changed = _look(files, content, None, say, show_problem)
            return status
        root = root_of(out, content)
        with turn(root, tell):
            status, changed = _look(files, root, out, say, show_problem)
            write_together({one.file: one.new for one in changed}, frozenset(one.file for one in changed))
    except RefusedError as error:
        tell(str(error))
        return 1
    for one in changed:
        say(f"已写入 {show(one.file)}：{len(one.wanted)} 处改动。")
    if changed:
        say("请运行 gongkai check 检查一遍。")
    return status


def _look(
    files: Sequence[Path], root: Path, out: Path | None, say: Say, show_problem: Callable[[Problem], None]
) -> tuple[int, list[_Changed]]:
    """What the sheets would change, said; nothing where anything is wrong."""
    sheets, problems = _read(files)
    changed: list[_Changed] = []
    documents = Documents(root)
    for ref in dict.fromkeys(sheet.scope.document for sheet in sheets):
        own = [sheet for sheet in sheets if sheet.scope.document == ref]
        one, wrong = _document(own, ref, documents, out)
        problems += wrong
        changed += [one] if one is not None and one.wanted else []
    for problem in _once(dict.fromkeys(problems)):
        show_problem(problem)
    for one in changed:
        for line in _differences(one):
            say(line)
    count = sum(len(one.wanted) for one in changed)
    if errors := sum(problem.severity == "error" for problem in problems):
        say(f"有 {errors} 处要先解决，什么也没有写。" + (f"其余 {count} 处改动列在上面。" if count else ""))
        return 1, []
    if out is None and count:
        say(f"共 {count} 处改动，没有写。认可的，加 --out {show(root)} 再运行一次。")
    elif not count:
        say(f"{len(sheets)} 张表与现有的文件没有不同，没有改动。")
    return int(any(problem.rule == LEFT for problem in problems)), changed


def _once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """What several sheets have in common told at the first of them, with the names of the others."""
    groups: dict[Problem, list[str]] = {}
    for problem in problems:
        groups.setdefault(replace(problem, file=""), []).append(problem.file)
    for problem, (first, *others) in groups.items():
        more = (
            f"（另有 {len(others)} 个文件也是这样：{'、'.join(map(os.path.basename, others))}）"
            if others
            else ""
        )
        yield replace(problem, file=first, what=problem.what + more)


def _read(files: Sequence[Path]) -> tuple[list[FilledSheet], list[Problem]]:
    sheets: list[FilledSheet] = []
    problems: list[Problem] = []
    for file in files:
        try:
            found, wrong = read_book(file.read_bytes(), show(file))
        except UnreadableError as error:
            what, _, hint = str(error).removeprefix(show(file)).strip().removeprefix("里").partition("，")
            found, wrong = [], [Problem(show(file), 0, 0, what, hint.rstrip("。") or "请另存一份再导入")]
        sheets += found
        problems += wrong
    return sheets, problems


def _document(
    sheets: Sequence[FilledSheet], ref: str, documents: Documents, out: Path | None
) -> tuple[_Changed | None, list[Problem]]:
    """What the sheets of one document change in its file."""
    if wrong := list(_of_elsewhere(sheets, ref, documents, out)):
        return None, wrong
    try:
        entry = documents.at(ref)
    except ProblemsError as error:
        return None, error.problems
    file, shown = documents.content / f"{ref}.yml", f"{documents.content.name}/{ref}.yml"
    text = file.read_bytes().decode("utf-8")  # with its mark, if it has one; it could be read just now
    tree, _ = yaml_reader.parse(text.removeprefix(_MARK), shown)
    units = documents.library.units[entry.agency.id]
    taken = take(sheets, rows_of(entry), Around(tree, entry.file.file, units))
    new, problems, findings = applied(text, taken.wanted, entry.file.file)
    asked = [Finding(entry.file.file, one.change.slot, "", "") for one in taken.wanted]
    problems += places.placed(findings, documents.content)
    lines = [place.line for place in places.placed(asked, documents.content)]
    return _Changed(file, new, taken.wanted, lines), [*taken.problems, *problems]


def _of_elsewhere(
    sheets: Sequence[FilledSheet], ref: str, documents: Documents, out: Path | None
) -> Iterator[Problem]:
    """Sheets of another office, or of a document that is not here."""
    agency = ref.partition("/")[0]
    folder = (
        os.path.basename(os.path.realpath(out))
        if out is not None and not _same(out, documents.content)
        else ""
    )
    for sheet in sheets:
        if folder and folder != agency:
            what = f"是“{ref}”的表，不是 {folder} 的"
            yield sheet.place.says(
                what, f"请核对是不是拿错了表，或写 --out {show(documents.content / agency)}"
            )
        elif documents.find(ref) is None and not (documents.content / f"{ref}.yml").is_file():
            what = f"是“{ref}”的表，{show(documents.content)} 里没有这份文件"
            yield sheet.place.says(what, "请核对是不是别的机关的表，或用 --content 指明内容目录")


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _differences(one: _Changed) -> Iterator[str]:
    """The changes of a document, each where it stands in the file now."""
    for wanted, line in zip(one.wanted, one.lines, strict=True):
        old, new = _short(wanted.change.old), _short(wanted.change.new)
        says = f"{old} → {new}" if old else f"添上 {new}"
        yield f"{show(one.file)}:{line}: {wanted.row.heading}：{wanted.change.what}：{says}"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}……"
