"""The command `gongkai import` without its command line: files in, YAML or JSON and reports out, an exit status.

Prints through the functions it is given, so that a test can listen. Writes nothing unless a folder is named; an
existing document is never overwritten, registry files only grow, and only if they stay valid.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import ValidationError

from generator import source as yaml_source
from generator.importer.check import compare, report_difference
from generator.importer.core import import_source
from generator.importer.imported import Imported
from generator.importer.lines import Source, UnreadableError
from generator.importer.pause import undisturbed
from generator.importer.proposals import Known, new_policies, new_units, policies_yaml, units_yaml
from generator.importer.readers import SUFFIXES, read_file
from generator.importer.report import report
from generator.importer.slugs import Slugs
from generator.importer.to_json import as_data
from generator.importer.to_yaml import to_yaml
from generator.importer.yaml_text import Mapping, write
from generator.model import Agency, Document, Policies, Record, validated
from generator.registry import plain

Say = Callable[[str], None]
_KIND_WORDS = {"plan": "jihua", "summary": "zongjie", "mixed": "zongjie-jihua", "assignment": "fenjie"}
_TITLE_WORDS = (("要点", "yaodian"), ("意见", "yijian"), ("方案", "fangan"), ("总结", "zongjie"), ("措施", "cuoshi"), ("举措", "jucuo"), ("计划", "jihua"))


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
    if not done and not failed:
        tell(f"错误：没有可以导入的文件，支持 {'、'.join(SUFFIXES)}。")
        return 1
    if form == "json":
        data = [as_data(i) for _, i in done]
        if data:
            say(json.dumps(data[0] if len(data) == 1 and not failed else data, ensure_ascii=False, indent=2))
    elif out is None:
        known = known_names(content, None)
        for _, imported in done:
            if not _empty(imported):
                say(to_yaml(imported))
            tell(report(imported))
        _propose(done, known, tell)
    elif any(not _empty(i) for _, i in done):
        _write(done, out, content, tell)
    else:
        for _, imported in done:
            tell(report(imported))
    return 1 if failed or any(_empty(i) for _, i in done) else 0


def run_check(document: Path, original: Path, say: Say = print) -> int:
    """Compare a finished YAML with its source; exit status 1 when they differ."""
    tree, problems = yaml_source.read_tree(document, document.name)
    if tree is None:
        say(f"错误：{document} 读不出来：{'；'.join(p.what for p in problems)}。")
        return 1
    try:
        difference = compare(tree, _source(original))
    except UnreadableError as error:
        say(f"错误：{error}")
        return 1
    say(report_difference(difference, document))
    return 0 if difference.sound else 1


def _empty(imported: Imported) -> bool:
    """Whether the file held no words at all."""
    return not any(line.text.strip() for line in imported.source.lines)


def _files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of the formats the importer knows in the folders named."""
    files: list[Path] = []
    for path in paths:
        if os.path.isdir(path):
            files += sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES and not p.name.startswith(("~$", ".")))
        else:
            files.append(path)
    return files


def _source(path: Path) -> Source:
    """What a reader makes of a file; a pipe or a device, which would never end, is none."""
    if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        raise UnreadableError(f"无法打开 {path.name}：不是普通文件。")
    return read_file(path)


def known_names(content: Path | None, agency: str | None) -> Known:
    """What content/ knows: all policies, and the units of the agency with this id."""
    if content is None or not content.is_dir():
        return Known()
    policies = _read(content / "policies.yml", Policies)
    office = _read(content / agency / "agency.yml", Agency) if agency else None
    return Known(
        agency=office.name if office else None,
        units=frozenset(plain(n) for u in (office.units if office else []) for n in (u.id, u.name, *u.aliases)),
        unit_ids=frozenset(u.id for u in (office.units if office else [])),
        policies=frozenset(plain(n) for p in (policies.policies if policies else []) for n in (p.id, p.title, *p.aliases)),
        policy_ids=frozenset(p.id for p in (policies.policies if policies else [])),
    )


R = TypeVar("R", bound=Record)


def _read(path: Path, record: type[R]) -> R | None:
    """A registry file as a record; nothing when it is absent or has mistakes (`gongkai check` tells them)."""
    if not path.is_file():
        return None
    tree, _ = yaml_source.read_tree(path, path.name)
    return _valid(tree, record)


def _valid(tree: object, record: type[R]) -> R | None:
    try:
        return validated(record, tree) if tree is not None else None
    except ValidationError:
        return None


def _propose(done: list[tuple[Path, Imported]], known: Known, tell: Say) -> None:
    """Show the registry entries that the documents need."""
    imports = [i for _, i in done]
    units, policies = new_units(imports, known), new_policies(imports, known)
    if units:
        tell("agency.yml 需要登记的责任单位（编号为拟定，请核对）：\n" + units_yaml(units).rstrip())
    if policies:
        tell("policies.yml 需要登记的引用文件（编号为拟定，请核对）：\n" + policies_yaml(policies).rstrip())


def _write(done: list[tuple[Path, Imported]], out: Path, content: Path | None, tell: Say) -> None:
    """Write the documents into the folder of their agency and grow the registries they need."""
    root, agency = _places(out, content, done)
    known = known_names(root, agency.name)
    imports = [i for _, i in done]
    agency.mkdir(parents=True, exist_ok=True)
    units, policies = new_units(imports, known), new_policies(imports, known)
    _grow_agency(agency / "agency.yml", imports, units_yaml(units), tell)
    if policies:
        _grow(root / "policies.yml", "policies", policies_yaml(policies), Policies, tell)
    for path, imported in done:
        if _empty(imported):
            tell(report(imported))
            continue
        target = _free_file(agency, document_id(imported, path))
        target.write_text(to_yaml(imported), encoding="utf-8")
        tell(report(imported))
        tell(f"已写出 {target}，请核对后运行 gongkai check。")
    if units:
        tell(f"已在 {agency / 'agency.yml'} 登记 {len(units)} 个责任单位，编号按拼音拟定，发布前请核对，发布后不再改。")
    if policies:
        tell(f"已在 {root / 'policies.yml'} 登记 {len(policies)} 件引用文件，编号按拼音拟定，发布前请核对，发布后不再改。")


def _places(out: Path, content: Path | None, done: list[tuple[Path, Imported]]) -> tuple[Path, Path]:
    """The content folder and the agency folder inside it that `--out` means."""
    is_root = (out / "policies.yml").exists() or (out / "topics.yml").exists() or (content is not None and out.resolve() == content.resolve())
    if not is_root:
        return (content if content is not None and out.resolve().parent == content.resolve() else out.parent), out
    issuer = plain(next((i.issuer for _, i in done if i.issuer), "") or "")
    for file in sorted(out.glob("*/agency.yml")):
        office = _read(file, Agency)
        if office and issuer and issuer in {plain(n) for n in (office.name, office.short_name or "", *office.aliases)}:
            return out, file.parent
    taken = frozenset(p.name for p in out.iterdir()) if out.is_dir() else frozenset()
    return out, out / Slugs(taken, "jiguan").free(issuer)


def _grow_agency(file: Path, imports: list[Imported], entries: str, tell: Say) -> None:
    """Add units to the agency's record, or start one."""
    if file.exists():
        if entries:
            _grow(file, "units", entries, Agency, tell)
        return
    name = next((i.issuer for i in imports if i.issuer), None) or "（待补机关名称）"
    head = write(Mapping({"name": name}, ["由导入生成；编号按拼音拟定，发布前请核对，发布后不再改。"]))
    file.write_text(head + (f"units:\n{entries}" if entries else "units: []\n"), encoding="utf-8")


def _grow(file: Path, key: str, entries: str, record: type[Record], tell: Say) -> None:
    """Add entries to the list at the end of a registry file; a file this would break is left as it was."""
    old = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    empty = re.sub(rf"(?m)^{key}:[ ]*(?:\[\])?[ ]*$", f"{key}:", old)
    base = empty if re.search(rf"(?m)^{key}:", empty) else f"{empty.rstrip()}\n{key}:\n".lstrip("\n")
    new = f"{base.rstrip()}\n{entries}"
    tree, problems = yaml_source.parse(new, file.name)
    grown = _valid(tree, record)
    before = _read(file, record)
    wanted = entries.count("- id: ") + (len(getattr(before, key)) if before else 0)
    if problems or grown is None or len(getattr(grown, key)) != wanted:
        tell(f"提醒：没有改动 {file}（{key} 不是文件的最后一项，或文件有误），请自行登记：\n{entries.rstrip()}")
        return
    file.write_text(new, encoding="utf-8")


def document_id(imported: Imported, path: Path) -> str:
    """A short id for the document's file: its period and a word for what it is."""
    title = imported.title or ""
    word = next((w for t, w in _TITLE_WORDS if imported.kind == "plan" and t in title[-12:]), _KIND_WORDS[imported.kind])
    stem = re.sub(r"[^a-z0-9-]", "", path.stem.lower())[:20].strip("-")
    period = (imported.period or "").lower().replace("/", "-")
    return "-".join(p for p in (period, word) if p) if period else stem or word


def _free_file(folder: Path, ident: str) -> Path:
    """A file of this id that does not exist yet."""
    target, n = folder / f"{ident}.yml", 1
    while target.exists():
        n += 1
        target = folder / f"{ident}-{n}.yml"
    return target


def validate(text: str) -> Document:
    """The YAML text as a record of the model; raises ValidationError when it is none."""
    tree, _ = yaml_source.parse(text, "导入结果")
    return validated(Document, tree)
