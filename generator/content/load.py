"""content/ as a whole: each of its files as a validated record of the model.

All mistakes of all files are reported in one run; a file with a mistake contributes no record.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.content import addresses, markdown_pages, places
from generator.content.addresses import Address
from generator.content.files import Reading
from generator.content.known import Known
from generator.content.rest_messages import findings_in_rest, rest_at
from generator.content.validation_messages import findings_for
from generator.model.lifecycle import UNPUBLISHED
from generator.model.record import Record, validated
from generator.model.records import Document
from generator.model.registries import (
    Agency,
    Lexicon,
    Moved,
    MovedPages,
    Policies,
    Policy,
    Slip,
    Synonyms,
    Topic,
    Topics,
    Waiver,
    Waivers,
)
from generator.problems import Finding, Problem, has_errors, of_rule

_REGISTRIES: dict[str, type[Record]] = {
    "policies.yml": Policies,
    "topics.yml": Topics,
    "synonyms.yml": Synonyms,
    "lexicon.yml": Lexicon,
    "moved.yml": MovedPages,
    "waivers.yml": Waivers,
}


@dataclass(frozen=True, slots=True)
class AgencyFile:
    """`file` is the path of the record relative to content/, for messages."""

    id: str
    file: str
    record: Agency


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """One document and where it stands: `<agency>/<id>.yml`."""

    agency: str
    id: str
    file: str
    record: Document


@dataclass(slots=True)
class Content:
    """Every record that could be read, in the order of the file names.

    `documents` are those that the site shows; drafts and withdrawn ones stand apart.
    """

    root: Path
    agencies: list[AgencyFile] = field(default_factory=list)
    documents: list[DocumentFile] = field(default_factory=list)
    policies: list[Policy] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    synonyms: list[list[str]] = field(default_factory=list)
    lexicon: list[Slip] = field(default_factory=list)
    """What the office often mistypes"""
    moved: list[Moved] = field(default_factory=list)
    drafts: list[DocumentFile] = field(default_factory=list)
    """Not published yet, whether the site shows them or not"""
    withdrawn: list[DocumentFile] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    """Every one that was ever published"""
    written: dict[str, str] = field(default_factory=dict)
    """The titles of the hand-written pages, by address, and the names of the files beside them"""
    waivers: list[Waiver] = field(default_factory=list)
    # files whose mistakes keep their records out, as read
    broken: dict[str, places.Tree] = field(default_factory=dict)
    # the texts of those among them that YAML refuses, without their slips
    rests: dict[str, places.Remains] = field(default_factory=dict)
    # digests of the files, where somebody keeps them
    known: dict[str, Known] = field(default_factory=dict)


def read_content(reading: Reading, *, drafts: bool = False) -> tuple[Content, list[Problem]]:
    """Every file that is being read, as a record. With `drafts` they are among the documents to be shown."""
    content, problems = Content(reading.root, known=reading.known), of_rule("files", reading.problems)
    if problems and not reading.files:
        return content, problems
    findings: list[Finding] = []
    for file, (tree, wrong) in zip(reading.files, reading.trees, strict=True):
        if tree is None and (rest := rest_at(reading.root / file, f"{reading.root.name}/{file}")):
            content.broken[file], content.rests[file] = rest.tree, rest.remains
            problems += of_rule("yaml", rest.problems)
            findings += findings_in_rest(file, rest, _model_of(file))
            continue
        mistakes = _add_record(content, file, tree, reading.made) if tree is not None else []
        if has_errors(wrong) or mistakes:
            content.broken[file] = tree
        problems += of_rule("yaml", wrong)
        findings += mistakes
    texts, wrong_pages = markdown_pages.read_pages(reading.root)
    problems += of_rule("pages", wrong_pages)
    content.written = markdown_pages.titles(reading.root, texts)
    content.addresses, wrong_lines = addresses.addresses_at(
        reading.root / addresses.FILE, f"{reading.root.name}/{addresses.FILE}"
    )
    problems += of_rule("addresses", wrong_lines)
    _set_apart(content, drafts)
    return content, problems + places.placed(of_rule("fields", findings), reading.root, content.rests)


def _set_apart(content: Content, with_drafts: bool) -> None:
    """Only what is published is shown."""
    everything = content.documents
    content.drafts = [d for d in everything if d.record.status in UNPUBLISHED]
    content.withdrawn = [d for d in everything if d.record.status == "withdrawn"]
    aside = {d.file for d in (*content.withdrawn, *(() if with_drafts else content.drafts))}
    content.documents = [d for d in everything if d.file not in aside]


def with_drafts(content: Content) -> Content:
    """The same with the drafts among the documents."""
    documents = {d.file: d for d in (*content.documents, *content.drafts)}
    return replace(content, documents=[documents[file] for file in sorted(documents)])


def _model_of(file: str) -> type[Record]:
    """What a file is to be, by its place."""
    folder, _, name = file.rpartition("/")
    return _REGISTRIES.get(name, Document) if not folder else Agency if name == "agency.yml" else Document


def _add_record(
    content: Content, file: str, tree: Any, made: dict[str, tuple[Any, Record]] | None = None
) -> list[Finding]:
    """Validate one tree into the record that its place calls for, and add it to `content`.

    One that is among those `made` before, of the very same tree, is not made again.
    """
    folder, _, name = file.rpartition("/")
    model = _model_of(file)
    if not isinstance(tree, dict):
        return [Finding(file, (), "文件内容应是“名称: 内容”的形式", "请参照 gongkai new 生成的样板")]
    known = made.get(file) if made is not None else None
    try:
        record = known[1] if known and known[0] is tree else validated(model, tree)
    except ValidationError as error:
        return findings_for(file, error.errors(include_url=False), model)
    if made is not None:
        made[file] = tree, record
    if isinstance(record, Document):
        content.documents.append(DocumentFile(folder, name.removesuffix(".yml"), file, record))
    elif isinstance(record, Agency):
        content.agencies.append(AgencyFile(folder, file, record))
    elif isinstance(record, Policies):
        content.policies = record.policies
    elif isinstance(record, Topics):
        content.topics = record.topics
    elif isinstance(record, Synonyms):
        content.synonyms = record.synonyms
    elif isinstance(record, Lexicon):
        content.lexicon = record.lexicon
    elif isinstance(record, MovedPages):
        content.moved = record.moved
    elif isinstance(record, Waivers):
        content.waivers = record.waivers
    return []
