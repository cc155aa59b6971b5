"""content/ as a whole: which files there are, and each of them as a validated record of the model.

    content/topics.yml  policies.yml  synonyms.yml  moved.yml    shared by all agencies; each may be absent
    content/<agency>/agency.yml                      the agency, its units and their aliases
    content/<agency>/<document>.yml                  one document a file
    content/pages/*.md                               hand-written pages, text for MkDocs

All mistakes of all files are reported in one run; a file with a mistake contributes no record.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator import parallel, source, written_pages
from generator.model import (
    Agency,
    Document,
    Moved,
    MovedPages,
    Policies,
    Policy,
    Record,
    Synonyms,
    Topic,
    Topics,
    validated,
)
from generator.problems import Finding, Problem
from generator.wording import finding_for
from generator.written_pages import PAGES, no_folder, shown_name

REGISTRIES: dict[str, type[Record]] = {
    "policies.yml": Policies, "topics.yml": Topics, "synonyms.yml": Synonyms, "moved.yml": MovedPages,
}
_WORTH_A_PROCESS = 500_000  # bytes; parsing fewer takes no longer than starting a process
_SHARE_HERE = 0.35  # of the text, parsed by the process that makes the records
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


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
    """Every record that could be read, in the order of the file names."""

    root: Path
    agencies: list[AgencyFile] = field(default_factory=list)
    documents: list[DocumentFile] = field(default_factory=list)
    policies: list[Policy] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    synonyms: list[list[str]] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    broken: dict[str, source.Tree] = field(default_factory=dict)  # files whose mistakes keep their records out, as read


def read_content(root: Path, jobs: int = 1) -> tuple[Content, list[Problem]]:
    """Read everything under `root`; with more than one job, a second process parses most of it."""
    files, problems = _list_files(root)
    content = Content(root)
    if problems and not files:
        return content, problems
    findings: list[Finding] = []
    for file, (tree, wrong) in zip(files, _trees(root, files, jobs), strict=True):
        mistakes = _add_record(content, file, tree) if tree is not None else []
        if wrong or mistakes:
            content.broken[file] = tree
        problems += wrong
        findings += mistakes
    problems += written_pages.read_pages(root)[1]
    return content, problems + source.placed(findings, root)


def _list_files(root: Path) -> tuple[list[str], list[Problem]]:
    """All YAML files that the layout knows, as paths relative to `root`; what does not fit becomes a problem."""
    if not root.is_dir():
        return [], [no_folder(root)]
    files: list[str] = []
    problems: list[Problem] = []
    try:
        entries = sorted(root.iterdir())
    except OSError as error:
        return [], [source.unreadable_folder(str(root), error)]
    for entry in entries:
        if entry.is_dir() and entry.name != PAGES and not entry.name.startswith("."):
            try:
                problems += _list_agency(root, entry, files)
            except OSError as error:
                problems.append(source.unreadable_folder(f"{root.name}/{shown_name(entry.name)}", error))
        elif entry.name in REGISTRIES:
            files.append(entry.name)
        elif entry.suffix in (".yml", ".yaml"):
            problems.append(Problem(f"{root.name}/{shown_name(entry.name)}", 0, 0, "不认识这个文件名",
                                    f"content/ 下只放 {'、'.join(REGISTRIES)}，其他文件请放进机关目录"))
    return files, problems


def _list_agency(root: Path, folder: Path, files: list[str]) -> list[Problem]:
    shown = f"{root.name}/{shown_name(folder.name)}"
    if folder.is_symlink():
        return [Problem(shown, 0, 0, "这是一个符号链接，可能绕成一圈", "请换成真正的目录")]
    if not _ID.fullmatch(folder.name):
        return [Problem(shown, 0, 0, "目录名不能作地址", "目录名只用小写字母、数字和短横线，如 wuhu")]
    problems = []
    if not (folder / "agency.yml").exists():
        problems.append(Problem(shown, 0, 0, "缺少 agency.yml", f"请用 gongkai new agency {folder.name} 生成一份"))
    for entry in sorted(folder.iterdir(), key=lambda e: (e.name != "agency.yml", e.name)):
        name = f"{shown}/{shown_name(entry.name)}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            problems.append(Problem(name, 0, 0, "机关目录里不能再有目录", "请把文件移到上一层"))
        elif entry.suffix != ".yml":
            problems.append(Problem(name, 0, 0, "不认识这个文件", "文件的扩展名应为 .yml；不发布的文件请移走"))
        elif not _ID.fullmatch(entry.stem):
            problems.append(Problem(name, 0, 0, "文件名不能作地址", "文件名只用小写字母、数字和短横线，如 2024-yaodian.yml"))
        else:
            files.append(f"{folder.name}/{entry.name}")
    return problems


Parsed = tuple[source.Tree, list[Problem]]


def _trees(root: Path, files: list[str], jobs: int) -> Iterator[Parsed]:
    """The tree of each file; the last come from a child. It parses more than half: here all are made into records as well."""
    sizes = [_size(root / file) for file in files]
    cut = len(files)
    if jobs > 1 and sum(sizes) > _WORTH_A_PROCESS:
        cut = next(i for i, total in enumerate(accumulate(sizes)) if total > _SHARE_HERE * sum(sizes))

    def parse(file: str) -> Parsed:
        return source.read_tree(root / file, f"{root.name}/{file}")

    # Marshal, because it packs dicts, lists and strings in a quarter of pickle's time.
    child = parallel.start(lambda: [(marshal.dumps(tree), wrong) for tree, wrong in map(parse, files[cut:])], inline=cut == len(files))
    yield from map(parse, files[:cut])
    yield from ((marshal.loads(packed), wrong) for packed, wrong in child.result())


def _size(path: Path) -> int:
    try:
        return min(path.stat().st_size, source.MAX_BYTES)
    except OSError:
        return 0


def _add_record(content: Content, file: str, tree: Any) -> list[Finding]:
    """Validate one tree into the record that its place calls for, and add it to `content`."""
    folder, _, name = file.rpartition("/")
    model = REGISTRIES.get(name, Document) if not folder else Agency if name == "agency.yml" else Document
    if not isinstance(tree, dict):
        return [Finding(file, (), "文件内容应是“名称: 内容”的形式", "请参照 gongkai new 生成的样板")]
    try:
        record = validated(model, tree)
    except ValidationError as error:
        return [finding_for(file, detail, model) for detail in error.errors(include_url=False)]
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
    elif isinstance(record, MovedPages):
        content.moved = record.moved
    return []
