"""`gongkai export`: one document of content/ in a form that an office hands out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from generator.cli.addressed import ref_of
from generator.content import files, places
from generator.content.config import read_config
from generator.content.load import read_content, with_drafts
from generator.importer.draft.atomic_write import RefusedError, show, write_together
from generator.library.build import build_library
from generator.library.entries import DocumentEntry
from generator.problems import Problem, ProblemsError, system_words
from generator.sheet.parting import sheet_of, sheets_by_unit

_FILLED = "可能已经填过，没有覆盖"


class Documents:
    """The documents of content/, drafts too, for what concerns one of them at a time."""

    def __init__(self, content: Path) -> None:
        self.content = content
        records, self._problems = read_content(files.read(content))
        self.library, self._findings = build_library(with_drafts(records))

    def at(self, ref: str) -> DocumentEntry:
        """The document `agency/document`. Raises ProblemsError where it is not there, or where it, its agency
        or a registry has mistakes; those of other files do not matter.
        """
        concerned = {ref.partition("/")[0] + "/agency.yml", f"{ref}.yml"}
        name = f"{self.content.name}/"
        wrong = [p for p in self._problems if "/" not in p.file or p.file.removeprefix(name) in concerned]
        wrong += places.placed([f for f in self._findings if f.file in concerned], self.content)
        if errors := [problem for problem in wrong if problem.severity == "error"]:
            raise ProblemsError(errors)
        found = self.find(ref)
        if found is None:
            raise ProblemsError([self._missing(ref)])
        return found

    def find(self, ref: str) -> DocumentEntry | None:
        """The document, if it could be read."""
        return next((document for document in self.library.documents if document.ref == ref), None)

    def _missing(self, ref: str) -> Problem:
        if any(f"{d.agency}/{d.id}" == ref for d in self.library.content.withdrawn):
            hint = "确要导出，请先改回它的 status"
            return Problem(f"{self.content.name}/{ref}.yml", 0, 0, "这份文件已撤回，不再分发", hint)
        known = [document.ref for document in self.library.documents]
        known = list(dict.fromkeys([*get_close_matches(ref, known, cutoff=0.4), *known]))  # the nearest first
        named = f"{'、'.join(known[:10])}{'等' if len(known) > 10 else ''}"
        hint = f"请写成 机关/文件，现有 {named}" if known else "请先建一份，如 gongkai new document"
        return Problem(str(self.content), 0, 0, f"没有“{ref}”这份文件", hint)


def document_at(content: Path, config_file: Path, ref: str) -> DocumentEntry:
    """The document of this name or file. Raises ProblemsError for whatever is wrong there."""
    if config_file.exists():
        read_config(config_file)  # as all commands do: a mistake in it is told
    return Documents(content).at(ref_of(ref, content).lstrip("/"))


def export_sheets(document: DocumentEntry, target: Path, *, by_unit: bool, replacing: bool) -> list[str]:
    """Write the sheet of a document to `target`, or one for each unit into that folder; what was written.

    Raises ProblemsError where a file is there that says something else, unless it is to be replaced.
    """
    if not by_unit:
        if target.suffix.lower() != ".xlsx":
            hint = "请写成 责任分解表.xlsx 的样子；每个单位一份的，加 --by unit"
            raise ProblemsError([Problem(str(target), 0, 0, "导出的表格要以 .xlsx 结尾", hint)])
        return write_files({target: sheet_of(document)}, replacing=replacing)
    parted = sheets_by_unit(document)
    if not parted.files:
        hint = "请先在任务里写明 responsibility，或不加 --by unit，导出整份"
        raise ProblemsError([Problem(document.ref, 0, 0, "没有一项任务写明责任单位，分不了", hint)])
    said = write_files({target / name: data for name, data in parted.files.items()}, replacing=replacing)
    if parted.without:
        said.append(f"另有 {parted.without} 行没有写明责任单位，不在任何一份里；整份的表格里有。")
    return said


def write_files(texts: Mapping[Path, bytes], *, replacing: bool) -> list[str]:
    """Write files, all of them or none; what was written. Those that are there and the same stay.

    Raises ProblemsError where one is there that says something else, unless it is to be replaced.
    """
    there = {path for path in texts if os.path.lexists(path)}
    same = {path for path in there if path.is_file() and path.read_bytes() == texts[path]}
    folders = {path for path in there if path.is_dir()}
    problems = [
        Problem(show(path), 0, 0, "这是一个目录，不能写成文件", "请换一个名称") for path in sorted(folders)
    ]
    if not replacing:
        hint = "请换一个名称，或确认不要了再加 --replace"
        problems += [
            Problem(show(path), 0, 0, f"已有这个文件，内容不同（{_FILLED}）", hint)
            for path in sorted(there - same - folders)
        ]
    if problems:
        raise ProblemsError(problems)
    try:
        write_together({path: data for path, data in texts.items() if path not in same}, frozenset(there))
    except RefusedError as error:
        raise _unwritable(next(iter(texts)), error) from error
    return [f"已写出 {show(path)}" if path not in same else f"{show(path)} 没有变化" for path in texts]


def _unwritable(target: Path, error: RefusedError) -> ProblemsError:
    cause = error.__cause__
    why = system_words(cause) if isinstance(cause, OSError) else "系统不允许"
    what = f"写不进去（{why}），什么也没有写"
    return ProblemsError([Problem(show(target), 0, 0, what, "请检查目录、权限和磁盘空间，再导出一次")])
