"""The command `gongkai import` without its command line: files in, YAML or JSON and reports out, an exit status.

Prints through the functions it is given, so that a test can listen. Writes nothing unless a folder is named; an
existing document is never overwritten, registry files only grow, and only if they stay valid. All files of an import
are written, or none.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

from generator.content import yaml_reader
from generator.content.places import Tree
from generator.content.text_files import read_text
from generator.importer.account.report import report
from generator.importer.compare.check import compare, report_difference, what_else
from generator.importer.draft.atomic_write import RefusedError, sentence, show, write_together
from generator.importer.draft.folder_lock import turn
from generator.importer.draft.places import Places, find_places, root_of
from generator.importer.draft.proposals import new_policies, new_units, policies_yaml, units_yaml
from generator.importer.draft.registers import grown, known_names, load, new_agency, policy_names
from generator.importer.draft.to_json import as_data
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.lines import Source, UnreadableError, has_words
from generator.importer.outline.result import Imported
from generator.importer.pause import undisturbed
from generator.importer.pipeline import import_source
from generator.importer.readers import SUFFIXES, read_file
from generator.model.records import Agency, Document, Policies, validated
from generator.model.routes import RESERVED_DOCUMENTS
from generator.problems import Problem

_SHOWN = 20
Say = Callable[[str], None]
_KIND_WORDS = {"plan": "jihua", "summary": "zongjie", "mixed": "zongjie-jihua", "assignment": "fenjie"}
_TITLE_WORDS = (
    ("要点", "yaodian"),
    ("意见", "yijian"),
    ("方案", "fangan"),
    ("总结", "zongjie"),
    ("措施", "cuoshi"),
    ("举措", "jucuo"),
    ("计划", "jihua"),
)


@undisturbed
def run_import(
    paths: Sequence[Path],
    form: Literal["yaml", "json"] = "yaml",
    out: Path | None = None,
    content: Path | None = None,
    say: Say = print,
    tell: Say | None = None,
) -> int:
    """Import files and folders. `say` gets the result, `tell` the reports; exit status 0, or 1 if a file failed."""
    tell = tell or say
    done: list[tuple[Path, Imported]] = []
    failed = False
    for path in _files(paths):
        try:
            done.append((path, import_source(_source(path))))
        except UnreadableError as error:
            tell(f"错误：{error}")
            failed = True
    if other := _others(paths):
        tell(
            f"提醒：文件夹里有 {len(other)} 个文件不是能导入的格式，没有导入：{'、'.join(p.name for p in other[:_SHOWN])}{'等' if len(other) > _SHOWN else ''}。"
        )
    if not done and not failed:
        tell(f"错误：没有可以导入的文件，支持 {'、'.join(SUFFIXES)}。")
        return 1
    if form == "json":
        data = [as_data(i) for _, i in done]
        if data:
            say(json.dumps(data[0] if len(data) == 1 and not failed else data, ensure_ascii=False, indent=2))
        for imported in (i for _, i in done if _empty(i)):
            tell(report(imported, ""))
    elif out is None:
        for _, imported in done:
            draft = "" if _empty(imported) else to_yaml(imported)
            if draft:
                say(draft)
            tell(report(imported, draft))
        _propose([i for _, i in done], content, tell)
    elif any(not _empty(i) for _, i in done):
        failed = not _write(done, out, content, tell) or failed
    else:
        for _, imported in done:
            tell(report(imported, ""))
    return 1 if failed or any(_empty(i) for _, i in done) else 0


def run_check(document: Path, original: Path, say: Say = print, content: Path | None = None) -> int:
    """Compare a finished YAML with its source; exit status 1 when they differ. `content` holds the registry of cited documents."""
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
            _source(original),
            policy_names(_tree(content / "policies.yml") if content is not None else None),
        )
    except UnreadableError as error:
        say(f"错误：{error}")
        return 1
    say(report_difference(difference, document, original))
    return 0 if difference.sound else 1


def _empty(imported: Imported) -> bool:
    """Whether the file held no words at all."""
    return not has_words(imported.source.lines)


def _files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of the formats the importer knows in the folders named."""
    files: list[Path] = []
    for path in paths:
        if os.path.isdir(path):
            files += sorted(
                p
                for p in path.rglob("*")
                if p.is_file() and p.suffix.lower() in SUFFIXES and not p.name.startswith(("~$", "."))
            )
        else:
            files.append(path)
    return files


def _others(paths: Iterable[Path]) -> list[Path]:
    """What the folders named hold in other formats."""
    return [
        p
        for path in paths
        if os.path.isdir(path)
        for p in sorted(path.rglob("*"))
        if p.is_file() and p.suffix.lower() not in SUFFIXES and not p.name.startswith(("~$", "."))
    ]


def _source(path: Path) -> Source:
    """What a reader makes of a file; a pipe or a device, which would never end, is none."""
    if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        raise UnreadableError(f"无法打开 {path.name}：不是普通文件。")
    return read_file(path)


def _tree(file: Path) -> Tree:
    """A registry as far as it can be read; `gongkai check` tells what is wrong with it."""
    return yaml_reader.read_tree(file, file.name)[0] if os.path.isfile(file) else None


def _offices(content: Path | None, imports: list[Imported]) -> list[tuple[Path, list[Imported]]]:
    """The agency.yml of each agency in content/, with the documents that it issued; agency.yml for all others."""
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
                f"{show(file) if file.is_absolute() else file} 需要登记的责任单位（编号为拟定，请核对）：\n{units_yaml(units).rstrip()}"
            )
    policies = new_policies(
        imports, known_names(_tree(content / "policies.yml") if content is not None else None, None)
    )
    if policies:
        tell("policies.yml 需要登记的引用文件（编号为拟定，请核对）：\n" + policies_yaml(policies).rstrip())


def _write(done: list[tuple[Path, Imported]], out: Path, content: Path | None, tell: Say) -> bool:
    """Write the documents into the folders of their agencies and grow the registries they need; all of it or nothing."""
    full = [(path, i) for path, i in done if not _empty(i)]
    try:
        with turn(root_of(out, content), tell):
            places = find_places(out, content, [i for _, i in full])
            texts, existing, later, drafts = _prepare(full, places)
            write_together(texts, existing)
    except RefusedError as error:
        tell(str(error))
        return False
    except OSError as error:
        tell(sentence(Path(error.filename or out), error))
        return False
    for path, imported in done:
        tell(report(imported, drafts.get(path, "")))
    for words in [*places.reminders, *later]:
        tell(words)
    return True


def _prepare(
    full: list[tuple[Path, Imported]], places: Places
) -> tuple[dict[Path, str], frozenset[Path], list[str], dict[Path, str]]:
    """All texts to write, those of them that replace a file, what to say once they are written, and the draft of each source."""
    old_policies, policies_tree = load(places.policies)
    texts: dict[Path, str] = {}
    drafts: dict[Path, str] = {}
    existing: set[Path] = set()
    written: list[str] = []
    notes: list[str] = []
    taken = {places.policies}
    for office in places.offices:
        file = office.folder / "agency.yml"
        taken.add(file)
        old, tree = load(file)
        here = [full[n] for n in office.imports]
        units = new_units([i for _, i in here], known_names(None, tree))
        entries = units_yaml(units)
        if not os.path.lexists(file):
            texts[file] = new_agency(office.names[0], entries)
        elif units:
            _grow(file, grown(old, tree, "units", entries, Agency), "units", entries, texts, existing, notes)
        if units and file in texts:
            notes.append(
                f"已在 {show(file)} 登记 {len(units)} 个责任单位，编号按拼音拟定，发布前请核对，发布后不再改。"
            )
            notes += [
                f"请核对：新登记的“{unit.name}”与已登记的“{unit.like}”相近，是不是同一个单位？"
                for unit in units
                if unit.like
            ]
        for path, imported in here:
            text = drafts[path] = to_yaml(imported)
            target, before = _free_file(office.folder, document_id(imported, path), taken)
            if before:
                notes.append(
                    _twice(
                        target,
                        text,
                        {file: texts.get(file) or read_text(file, "")[0] or "" for file in before},
                    )
                )
            taken.add(target)
            texts[target] = text
            written.append(f"已写出 {show(target)}，请核对后运行 gongkai check。")
    policies = new_policies([i for _, i in full], known_names(policies_tree, None))
    if policies:
        entries, file = policies_yaml(policies), places.policies
        _grow(
            file,
            grown(old_policies, policies_tree, "policies", entries, Policies),
            "policies",
            entries,
            texts,
            existing,
            notes,
        )
        if file in texts:
            notes.append(
                f"已在 {show(file)} 登记 {len(policies)} 件引用文件，编号按拼音拟定，发布前请核对，发布后不再改。"
            )
    return texts, frozenset(existing), [*written, *notes], drafts


def _grow(
    file: Path,
    new: str | None,
    key: str,
    entries: str,
    texts: dict[Path, str],
    existing: set[Path],
    notes: list[str],
) -> None:
    """Note the grown text of a registry file, or that it has to be grown by hand."""
    if new is None:
        notes.append(
            f"提醒：没有改动 {show(file)}（{key} 不是文件的最后一项，或文件有误），请自行登记：\n{entries.rstrip()}"
        )
        return
    texts[file] = new
    if os.path.lexists(file):
        existing.add(file)


def document_id(imported: Imported, path: Path) -> str:
    """A short id for the document's file: its period and a word for what it is."""
    title = imported.title or ""
    word = next(
        (w for t, w in _TITLE_WORDS if imported.kind == "plan" and t in title[-12:]),
        _KIND_WORDS[imported.kind],
    )
    stem = re.sub(r"[^a-z0-9-]", "", path.stem.lower())[:20].strip("-")
    period = (imported.period or "").lower().replace("/", "-")
    ident = "-".join(p for p in (period, word) if p) if period else stem or word
    return f"{ident}-{word}" if ident in RESERVED_DOCUMENTS else ident


def _free_file(folder: Path, ident: str, taken: set[Path]) -> tuple[Path, list[Path]]:
    """A file of this id that does not exist yet and is not about to, and those that have the id already."""
    target, before = folder / f"{ident}.yml", []
    while target in taken or os.path.lexists(target):
        before.append(target)
        target = folder / f"{ident}-{len(before) + 1}.yml"
    return target, before


def _twice(target: Path, text: str, before: dict[Path, str]) -> str:
    """What to say when a document may be there already, under an id that is taken."""
    same = next((file for file, old in before.items() if old == text), None)
    if same is not None:
        return f"提醒：已有 {show(same)}，内容与这次导入的相同；这次另写成 {show(target)}。同一份文件只留一份，请删除 {show(target)}。"
    title = text.partition("\ntitle: ")[2].partition("\n")[0]
    file = next(
        (file for file, old in before.items() if title and f"\ntitle: {title}\n" in f"\n{old}"),
        next(iter(before)),
    )
    return (
        f"提醒：已有 {show(file)}，内容与这次导入的不同；这次另写成 {show(target)}。如果是同一份文件（原来的已经改过，或原文有了新版），"
        "请对照后只留一份；如果是另一份文件，请把文件名改成看得出区别的编号，发布后不再改。"
    )


def validate(text: str) -> Document:
    """The YAML text as a record of the model; raises ValidationError when it is none."""
    tree, _ = yaml_reader.parse(text, "导入结果")
    return validated(Document, tree)
