"""Which files an import writes: a document into the folder of its agency, under an id of its own, and the
registries grown by what the documents name. Nothing is written here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from generator.content import yaml_reader
from generator.content.files import document_schema, with_schema
from generator.content.text_files import read_text
from generator.importer.draft.atomic_write import show
from generator.importer.draft.earlier import Earlier, documents_in, find_earlier
from generator.importer.draft.places import Office, Places
from generator.importer.draft.proposals import new_policies, new_units, policies_yaml, told_kinds, units_yaml
from generator.importer.draft.registers import grown, known_names, load, new_agency, why_not_grown
from generator.importer.outline.result import Imported
from generator.model.record import Record
from generator.model.registries import Agency, Policies
from generator.model.routes import RESERVED_DOCUMENTS

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


class Draft(NamedTuple):
    """An import with the file it was made from and its YAML, which is empty when the file holds no words."""

    path: Path
    imported: Imported
    text: str


@dataclass(slots=True)
class Filing:
    """The files to write with their texts, those of them that replace a file, and what to say once they are
    written."""

    texts: dict[Path, str] = field(default_factory=dict)
    existing: set[Path] = field(default_factory=set)
    documents: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def find_known(drafts: Sequence[Draft], places: Places) -> dict[int, Earlier]:
    """The documents, by their position, that are there already in the folders of their agencies."""
    known: dict[int, Earlier] = {}
    for office in places.offices:
        there = documents_in(office.folder)
        for n in office.imports if there else ():
            earlier = find_earlier(yaml_reader.parse(drafts[n].text, "")[0], there)
            if earlier is not None:
                known[n] = earlier
                there.remove(earlier)
    return known


def file_drafts(
    drafts: Sequence[Draft], places: Places, known: Mapping[int, Path] = MappingProxyType({})
) -> Filing:
    """All that is to be written for the documents that have a place; those `known` replace the file that is
    there. Raises RefusedError when a registry cannot be read."""
    _, tree = load(places.policies)
    filing = Filing()
    taken = {places.policies}
    for office in places.offices:
        here = [drafts[n] for n in office.imports]
        taken.add(office.folder / "agency.yml")
        _register_units(filing, office, [draft.imported for draft in here])
        for n in office.imports:
            if n in known:
                filing.texts[known[n]] = _named(drafts[n], office.folder)
                filing.existing.add(known[n])
            else:
                _file_document(filing, drafts[n], office.folder, taken)
    placed = [drafts[n].imported for office in places.offices for n in office.imports]
    policies = new_policies(placed, known_names(tree, None))
    if policies:
        entries, file = policies_yaml(policies), places.policies
        _grow(filing, file, "policies", entries, Policies)
        if file in filing.texts:
            filing.notes.append(
                f"已在 {show(file)} 登记 {len(policies)} 件引用文件，编号按拼音拟定，"
                "发布前请核对，发布后不再改。"
            )
    return filing


def _register_units(filing: Filing, office: Office, imports: Sequence[Imported]) -> None:
    """Note the agency.yml that the documents of an agency need, if it has to be written or grown."""
    file = office.folder / "agency.yml"
    _, tree = load(file)
    units = new_units(imports, known_names(None, tree))
    entries = units_yaml(units)
    if not os.path.lexists(file):
        text = new_agency(office.names[0], entries)
        filing.texts[file] = with_schema(text, office.folder, "agency.json")
    elif units:
        _grow(filing, file, "units", entries, Agency)
    if units and file in filing.texts:
        filing.notes.append(
            f"已在 {show(file)} 登记 {len(units)} 个责任单位，编号按拼音拟定，发布前请核对，发布后不再改。"
        )
        filing.notes += told_kinds(units)
        filing.notes += [
            f"请核对：新登记的“{unit.name}”与已登记的“{unit.like}”相近，是不是同一个单位？"
            for unit in units
            if unit.like
        ]


def _file_document(filing: Filing, draft: Draft, folder: Path, taken: set[Path]) -> None:
    """Note the file of a document, and what is known of those that have its id already."""
    target, before = _free_file(folder, document_id(draft.imported, draft.path), taken)
    if before:
        texts = {file: filing.texts.get(file) or read_text(file, "")[0] or "" for file in before}
        filing.notes.append(_twice(target, _named(draft, folder), texts))
    taken.add(target)
    filing.texts[target] = _named(draft, folder)
    filing.documents.append(f"已写出 {show(target)}，请核对后运行 gongkai check。")


def _named(draft: Draft, folder: Path) -> str:
    """The text of a draft as the file of a document in this folder, with its schema."""
    return with_schema(draft.text, folder, document_schema(folder.name))


def _grow(filing: Filing, file: Path, key: str, entries: str, record: type[Record]) -> None:
    """Note the grown text of a registry file, or why it has to be grown by hand."""
    old, tree = load(file)
    new = grown(old, tree, key, entries, record)
    if new is None:
        why = why_not_grown(tree, key, record)
        filing.notes.append(f"提醒：没有改动 {show(file)}：{why}：\n{entries.rstrip()}")
        return
    filing.texts[file] = new
    if os.path.lexists(file):
        filing.existing.add(file)


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
        return (
            f"提醒：已有 {show(same)}，内容与这次导入的相同；这次另写成 {show(target)}。"
            f"同一份文件只留一份，请删除 {show(target)}。"
        )
    title = text.partition("\ntitle: ")[2].partition("\n")[0]
    file = next(
        (file for file, old in before.items() if title and f"\ntitle: {title}\n" in f"\n{old}"),
        next(iter(before)),
    )
    return (
        f"提醒：已有 {show(file)}，内容与这次导入的不同；这次另写成 {show(target)}。"
        "如果是同一份文件（原来的已经改过，或原文有了新版），请对照后只留一份；如果是另一份文件，请把文件名改成看得出区别的编号，发布后不再改。"
    )
