"""The command `gongkai import` without its command line: files in, YAML or JSON and reports out, an exit
status.

Prints through the functions it is given, so that a test can listen. Writes nothing unless a folder is named;
an existing document is overwritten only where that is asked for, registry files only grow, and only if they
stay valid. All files of an import are written, or none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, NamedTuple

from generator.content import yaml_reader
from generator.content.places import Tree
from generator.importer.account.report import report
from generator.importer.compare.check import compare, report_difference, what_else
from generator.importer.compare.own_draft import draft_faults
from generator.importer.compare.reimport import changes, told_changes
from generator.importer.draft.atomic_write import RefusedError, sentence, show, write_together
from generator.importer.draft.filing import Draft, file_drafts, find_known
from generator.importer.draft.folder_lock import turn
from generator.importer.draft.places import Places, find_places, refuse_led_out, root_of
from generator.importer.draft.proposals import (
    new_policies,
    new_units,
    policies_yaml,
    told_kinds,
    units_yaml,
)
from generator.importer.draft.registers import known_names, policy_names
from generator.importer.draft.remarks import Remark, with_remarks
from generator.importer.draft.to_json import as_data
from generator.importer.draft.to_yaml import doubts, to_yaml
from generator.importer.lines import Source, UnreadableError, has_words
from generator.importer.outline.result import Imported
from generator.importer.pause import undisturbed
from generator.importer.pipeline import import_source
from generator.importer.readers import SUFFIXES, read_file
from generator.model import placeholders
from generator.model.record import validated
from generator.model.records import Document
from generator.problems import Problem

_SHOWN = 20
_MB = 1 << 20  # bytes from which a file takes more than a blink
Say = Callable[[str], None]
Linker = Callable[[str, str], Mapping[str, Sequence[Remark]]]


@undisturbed
def run_import(
    paths: Sequence[Path],
    form: Literal["yaml", "json"] = "yaml",
    out: Path | None = None,
    content: Path | None = None,
    say: Say = print,
    tell: Say | None = None,
    replacing: bool = False,
    linker: Linker | None = None,
    stage: Say = lambda _: None,
) -> int:
    """Import files and folders. `say` gets the result, `tell` the reports; exit status 0, or 1 if a file
    failed, a draft lacks words of its source or has others, or a document is there already and differs
    (unless `replacing`); all this is told. What only needs a look leaves 0. `linker` gives the comments of
    the tasks of a draft and issuer, by their ids: links that may be missing. `stage` hears of each file
    before it is read, for a large one takes a while."""
    tell = tell or say
    done, broken = _imported(paths, tell, linker, stage)
    if out_of_it := _led_out(paths):
        tell(f"提醒：文件夹里有 {len(out_of_it)} 个链接指向文件夹外面，没有导入：{_listed(out_of_it)}。")
    if other := _others(paths):
        tell(f"提醒：文件夹里有 {len(other)} 个文件不是能导入的格式，没有导入：{_listed(other)}。")
    if not done and not broken:
        tell(f"错误：没有可以导入的文件，支持 {'、'.join(SUFFIXES)}。")
        return 1
    written = True
    if form == "json":
        _say_json(done, broken, say, tell)
    elif out is None:
        for one in done:
            if one.text:
                say(one.text)
            tell(_report(one))
        _propose([one.imported for one in done], content, tell)
    elif any(one.text for one in done):
        written = _write(done, out, content, tell, replacing)
    else:
        for one in done:
            tell(_report(one))
    return 0 if written and not broken and all(one.text and not one.faults for one in done) else 1


class _Done(NamedTuple):
    """A file imported: its draft, and what that gets wrong."""

    path: Path
    imported: Imported
    text: str
    faults: tuple[Problem, ...]


def _imported(
    paths: Sequence[Path], tell: Say, linker: Linker | None, stage: Say
) -> tuple[list[_Done], bool]:
    """What the files come to, and whether one could not be read, which is told."""
    done: list[_Done] = []
    broken = False
    for path in _files(paths):
        stage(f"导入 {path.name}{_warning(path)}")
        try:
            imported = import_source(source_of(path))
        except UnreadableError as error:
            tell(f"错误：{error}")
            broken = True
            continue
        text = to_yaml(imported) if has_words(imported.source.lines) else ""
        faults = draft_faults(text, imported) if text else ()
        if linker is not None and text:
            text = with_remarks(text, linker(text, imported.issuer or ""))
        done.append(_Done(path, imported, text, faults))
    return done, broken


def _warning(path: Path) -> str:
    """That a large file takes a while; nothing of others, or of one that cannot be looked at."""
    try:
        size = path.stat().st_size
    except OSError:
        return ""
    return f"（{size / _MB:.1f} MB，要等一会儿）" if size > _MB else ""


def _report(one: _Done) -> str:
    return report(one.imported, one.text, one.faults)


def _say_json(done: list[_Done], broken: bool, say: Say, tell: Say) -> None:
    """The imports as JSON, a list where there are several; what a draft gets wrong comes first among its
    problems."""
    data = [
        as_data(replace(i, problems=(*faults, *i.problems)), doubts(i) if text else ())
        for _, i, text, faults in done
    ]
    if data:
        say(json.dumps(data[0] if len(data) == 1 and not broken else data, ensure_ascii=False, indent=2))
    for one in done:
        if not one.text:
            tell(report(one.imported, ""))


def run_check(document: Path, original: Path, say: Say = print, content: Path | None = None) -> int:
    """Compare a finished YAML with its source; exit status 1 when they differ. `content` holds the registry
    of cited documents."""
    tree, problems = yaml_reader.read_tree(document, str(document))
    if tree is None and problems:
        say("\n".join(map(str, problems)))
        return 1
    if (other := what_else(tree)) is not None:
        say(str(Problem(str(document), 1, 1, *other)))
        return 1
    try:
        difference = compare(
            tree,
            source_of(original),
            policy_names(_tree(content / "policies.yml") if content is not None else None),
        )
    except UnreadableError as error:
        say(f"错误：{error}")
        return 1
    say(report_difference(difference, document, original))
    return 0 if difference.sound else 1


def _files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of the formats the importer knows in the folders named."""
    files: list[Path] = []
    for path in paths:
        if os.path.isdir(path):
            files += [p for p in _known(path) if _is_inside(p, path)]
        else:
            files.append(path)
    return files


def _known(folder: Path) -> list[Path]:
    """What a folder holds of the formats the importer knows, and links to such files."""
    return sorted(
        p
        for p in folder.rglob("*")
        if p.is_file() and p.suffix.lower() in SUFFIXES and not p.name.startswith(("~$", "."))
    )


def _is_inside(file: Path, folder: Path) -> bool:
    """Whether a file lies in a folder, wherever links lead: who sends a folder does not choose what else of
    this machine is published."""
    return Path(os.path.realpath(folder)) in Path(os.path.realpath(file)).parents


def _led_out(paths: Iterable[Path]) -> list[Path]:
    """The links in the folders named that lead out of them."""
    return [p for path in paths if os.path.isdir(path) for p in _known(path) if not _is_inside(p, path)]


def _listed(files: Sequence[Path]) -> str:
    return "、".join(p.name for p in files[:_SHOWN]) + ("等" if len(files) > _SHOWN else "")


def _others(paths: Iterable[Path]) -> list[Path]:
    """What the folders named hold in other formats."""
    return [
        p
        for path in paths
        if os.path.isdir(path)
        for p in sorted(path.rglob("*"))
        if p.is_file() and p.suffix.lower() not in SUFFIXES and not p.name.startswith(("~$", "."))
    ]


def source_of(path: Path) -> Source:
    """What a reader makes of a file; a pipe or a device, which would never end, is none."""
    if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        raise UnreadableError(f"无法打开 {path.name}：不是普通文件。")
    return read_file(path)


def _tree(file: Path) -> Tree:
    """A registry as far as it can be read; `gongkai check` tells what is wrong with it."""
    return yaml_reader.read_tree(file, file.name)[0] if os.path.isfile(file) else None


def _offices(content: Path | None, imports: list[Imported]) -> list[tuple[Path, list[Imported]]]:
    """The agency.yml of each agency in content/, with the documents that it issued; agency.yml for all
    others."""
    try:
        offices = (
            find_places(content, content, imports).offices
            if content is not None and os.path.isdir(content)
            else []
        )
    except RefusedError:
        offices = []
    known = [
        (o.folder / "agency.yml", [imports[n] for n in o.imports])
        for o in offices
        if os.path.isfile(o.folder / "agency.yml")
    ]
    placed = {id(i) for _, here in known for i in here}
    return [*known, (Path("agency.yml"), [i for i in imports if id(i) not in placed])]


def _propose(imports: list[Imported], content: Path | None, tell: Say) -> None:
    """Show the registry entries that the documents need and content/ does not have."""
    for file, here in _offices(content, imports):
        units = new_units(here, known_names(None, _tree(file) if file.is_absolute() else None))
        if units:
            tell(
                f"{show(file) if file.is_absolute() else file} 需要登记的责任单位（编号为拟定，请核对）：\n"
                f"{units_yaml(units).rstrip()}"
            )
            for said in told_kinds(units):
                tell(said)
    policies = new_policies(
        imports, known_names(_tree(content / "policies.yml") if content is not None else None, None)
    )
    if policies:
        tell("policies.yml 需要登记的引用文件（编号为拟定，请核对）：\n" + policies_yaml(policies).rstrip())


def _write(done: list[_Done], out: Path, content: Path | None, tell: Say, replacing: bool) -> bool:
    """Write the documents into the folders of their agencies and grow the registries they need; all of it or
    nothing. A document that is there already is left alone unless it says otherwise and is to be replaced;
    whether nothing is left to decide."""
    full = [Draft(one.path, one.imported, one.text) for one in done if one.text]
    try:
        with turn(root_of(out, content), tell):
            places = find_places(out, content, [draft.imported for draft in full])
            again = _again(full, places)
            left = {n: found for n, found in again.items() if not (replacing and found[1])}
            places = places.without(left)
            filing = file_drafts(full, places, {n: file for n, (file, _) in again.items()})
            refuse_led_out(filing.texts, root_of(out, content))
            write_together(filing.texts, frozenset(filing.existing))
    except RefusedError as error:
        tell(str(error))
        return False
    except OSError as error:
        tell(sentence(Path(error.filename or out), error))
        return False
    for one in done:
        tell(_report(one))
    words = _replaced if replacing else _kept
    said_again = [
        words(full[n].path, file, out, lines) if lines else _unchanged(full[n].path, file)
        for n, (file, lines) in again.items()
    ]
    for said in [*places.reminders, *filing.documents, *filing.notes, *said_again]:
        tell(said)
    return replacing or not any(lines for _, lines in again.values())


def _again(drafts: Sequence[Draft], places: Places) -> dict[int, tuple[Path, list[str]]]:
    """The documents, by their position, that are there already: the file, and how it differs from the
    draft, if it does."""
    return {
        n: (there.file, changes(there.tree, yaml_reader.parse(drafts[n].text, drafts[n].path.name)[0]))
        for n, there in find_known(drafts, places).items()
    }


def _unchanged(source: Path, file: Path) -> str:
    return f"{source.name} 在本站已有：{show(file)}，说的一样，没有另写。"


def _replaced(_: Path, file: Path, __: Path, lines: Sequence[str]) -> str:
    return f"已覆盖 {show(file)}，与原来的不同之处 {len(lines)} 处：\n{told_changes(lines)}"


def _kept(source: Path, file: Path, out: Path, lines: Sequence[str]) -> str:
    """What differs between a draft and the document that is there, and both ways on."""
    return "\n".join(
        [
            f"提醒：{source.name} 在本站已有：{show(file)}，这次没有改动它，也没有另写。",
            f"不同之处 {len(lines)} 处（可能是原文改了，也可能是有人改过草稿）：",
            told_changes(lines),
            "请选一种办法：",
            f"  只改原文改了的地方：gongkai import {source} --into {show(file)} --before 原来导入的那份原文",
            "  （手工改过的不动，对不上的列出来）",
            f"  以这次的为准：gongkai import {source} --out {out} --replace",
            "  （整份覆盖，手工改过的编号、主题、链接、进展都会丢掉，请先留底）",
            f"  保留现有的，只抄上面的不同之处：gongkai import {source} --out 另一个目录",
            f"  （写到别处，对照着改 {show(file)}）",
        ]
    )


def validate(text: str) -> Document:
    """The YAML text as a record of the model; raises ValidationError when it is none.

    A draft whose source names no year has no period until a person writes it; all else of it is validated."""
    tree, _ = yaml_reader.parse(text, "导入结果")
    if tree is not None:
        tree.setdefault("period", placeholders.NO_PERIOD)
    return validated(Document, tree)
