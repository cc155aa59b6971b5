"""Which files content/ holds, and each of them as a tree.

    content/topics.yml  policies.yml  synonyms.yml  lexicon.yml  moved.yml  waivers.yml    each may be absent
    content/<agency>/agency.yml                      the agency, its units and their aliases
    content/<agency>/<document>.yml                  one document a file
    content/pages/*.md                               hand-written pages, text for MkDocs

This needs little of the program, so a build begins with it: another process reads while the rest is loaded.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from generator import parallel
from generator.content import places, text_files, yaml_reader
from generator.content.known import Known, key_of
from generator.content.markdown_pages import PAGES, no_folder, shown_name
from generator.content.page_files import judge
from generator.model.routes import ID
from generator.problems import Problem

REGISTRIES = ("policies.yml", "topics.yml", "synonyms.yml", "lexicon.yml", "moved.yml", "waivers.yml")
_WORTH_A_PROCESS = 500_000  # bytes; parsing fewer takes no longer than starting a process
_ID = re.compile(ID)

_SCHEMAS = "../../docs/schema"  # from the folder of an agency
SCHEMA_LINE = f"# yaml-language-server: $schema={_SCHEMAS}/"
"""The first line of a file there, but for the name of its schema: what VS Code's YAML extension looks at"""

Parsed = tuple[places.Tree, list[Problem]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The files under `root`, as paths relative to it,
    the tree of each as it comes, and what does not fit the layout.

    `made` keeps the record that was made of each tree, by file, for whoever reads the same trees again.
    """

    root: Path
    files: list[str]
    trees: Iterable[Parsed]
    problems: list[Problem]
    known: dict[str, Known] = field(default_factory=dict)
    """What to keep of each file, filled as the trees come; nothing where nothing was said to be known"""
    made: dict[str, tuple[places.Tree, Any]] | None = None


KnownFiles = Callable[[], Mapping[str, Known]]
"""What was kept of the files under content/, loaded where it is wanted"""


def document_schema(agency: str) -> str:
    """The schema of the documents of an agency, which knows its units."""
    return f"document-{agency}.json"


def with_schema(text: str, folder: Path, schema: str) -> str:
    """The text of a file for `folder` with the line that names its schema, where schemas are kept."""
    return f"{SCHEMA_LINE}{schema}\n{text}" if (folder.absolute() / _SCHEMAS).resolve().is_dir() else text


def read(root: Path, jobs: int = 1, known: KnownFiles | None = None) -> Reading:
    """Begin to read everything under `root`: with more than one job in a second process,
    else when the trees are asked for. A file whose text is `known` is not parsed again.
    """
    files, problems = _list_files(root)
    in_child = jobs > 1 and sum(_size(root / file) for file in files) >= _WORTH_A_PROCESS
    if known is not None:
        found = partial(_all_known, root, files, known)
        reading = Reading(root, files, [], problems)
        return replace(
            reading, trees=_parsed(reading, parallel.iter_in_child(found) if in_child else found())
        )

    def parsed() -> Iterator[Parsed]:
        return (yaml_reader.read_tree(root / file, f"{root.name}/{file}") for file in files)

    if not in_child:
        return Reading(root, files, parsed(), problems)
    # Marshal, because it packs dicts, lists and strings in a quarter of pickle's time.
    packed = parallel.iter_in_child(lambda: ((marshal.dumps(tree), wrong) for tree, wrong in parsed()))
    return Reading(root, files, ((marshal.loads(tree), wrong) for tree, wrong in packed), problems)


def read_known(root: Path, file: str, before: Known | None) -> Known:
    """A file under `root` as it was `before`, if it says the same, or else read now. One that cannot be read
    has no key.
    """
    shown = f"{root.name}/{file}"
    text, problem = text_files.read_text(root / file, shown)
    if text is None:
        return Known.of(b"", None, [problem] if problem else [])
    key = key_of(shown, text)
    return (
        before if before and before.key == key else Known.of(key, *yaml_reader.tree_of(text, shown), before)
    )


def _all_known(root: Path, files: list[str], known: KnownFiles) -> Iterator[Known]:
    before = known()
    return (read_known(root, file, before.get(file)) for file in files)


def _parsed(reading: Reading, found: Iterable[Known]) -> Iterator[Parsed]:
    for file, known in zip(reading.files, found, strict=True):
        if known.key:
            reading.known[file] = known
        yield known.parsed()


def _list_files(root: Path) -> tuple[list[str], list[Problem]]:
    """All YAML files that the layout knows, as paths relative
    to `root`; what does not fit becomes a problem.
    """
    if not root.is_dir():
        return [], [no_folder(root)]
    files: list[str] = []
    problems: list[Problem] = []
    try:
        entries = sorted(root.iterdir())
    except OSError as error:
        return [], [text_files.unreadable_folder(str(root), error)]
    for entry in entries:
        if entry.is_symlink() and not entry.exists():
            problems.append(
                Problem(
                    f"{root.name}/{shown_name(entry.name)}",
                    0,
                    0,
                    "这个符号链接没有通向任何文件",
                    "请换成真正的文件或目录，或删除它",
                )
            )
        elif entry.is_dir() and entry.name != PAGES and not entry.name.startswith("."):
            try:
                problems += _list_agency(root, entry, files)
            except OSError as error:
                problems.append(text_files.unreadable_folder(f"{root.name}/{shown_name(entry.name)}", error))
        elif entry.name in REGISTRIES:
            files.append(entry.name)
        elif entry.suffix in (".yml", ".yaml"):
            problems.append(
                Problem(
                    f"{root.name}/{shown_name(entry.name)}",
                    0,
                    0,
                    "不认识这个文件名",
                    f"content/ 下只放 {'、'.join(REGISTRIES)}，其他文件请放进机关目录",
                )
            )
    return files, problems


def _list_agency(root: Path, folder: Path, files: list[str]) -> list[Problem]:
    shown = f"{root.name}/{shown_name(folder.name)}"
    if folder.is_symlink():
        return [Problem(shown, 0, 0, "这是一个符号链接，可能绕成一圈", "请换成真正的目录")]
    if not _ID.fullmatch(folder.name):
        return [Problem(shown, 0, 0, "目录名不能作地址", "目录名只用小写字母、数字和短横线，如 wuhu")]
    problems = []
    if not (folder / "agency.yml").exists():
        problems.append(
            Problem(shown, 0, 0, "缺少 agency.yml", f"请用 gongkai new agency {folder.name} 生成一份")
        )
    for entry in sorted(folder.iterdir(), key=lambda e: (e.name != "agency.yml", e.name)):
        name = f"{shown}/{shown_name(entry.name)}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            problems.append(Problem(name, 0, 0, "机关目录里不能再有目录", "请把文件移到上一层"))
        elif judge(entry.name).kind == "left over":
            what = "这像是系统、办公软件或编辑器留下的文件，没有用到"
            problems.append(Problem(name, 0, 0, what, "请删除", severity="warning"))
        elif entry.suffix != ".yml":
            problems.append(
                Problem(name, 0, 0, "不认识这个文件", "文件的扩展名应为 .yml；不发布的文件请移走")
            )
        elif not _ID.fullmatch(entry.stem):
            problems.append(
                Problem(
                    name, 0, 0, "文件名不能作地址", "文件名只用小写字母、数字和短横线，如 2024-yaodian.yml"
                )
            )
        else:
            files.append(f"{folder.name}/{entry.name}")
    return problems


def _size(path: Path) -> int:
    try:
        return min(path.stat().st_size, text_files.MAX_BYTES)
    except OSError:
        return 0
