"""`gongkai diff`: two folders of content, documents or manifests; what was added, removed, changed, moved.

Each side comes down to items by key, so that one comparison serves all three.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.content import files, places, yaml_reader
from generator.content.load import Content, read_content
from generator.content.markdown_pages import PAGES
from generator.content.validation_messages import findings_for
from generator.library.headings import heading
from generator.model.record import validated
from generator.model.records import Document, Section, Task
from generator.output.manifest import read_manifest, sum_of
from generator.output.written import files_in
from generator.problems import Problem, ProblemsError, has_errors
from generator.publish.plain_text import texts_of

_BELOW = {"sections", "tasks", "units"}  # items of their own
_NAME = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be there or not: its name for readers, what tells that it is the same under another
    key, and its values; `labels` say in Chinese what some of these are.
    """

    name: str
    same: Hashable
    values: Mapping[str, Any]
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Value:
    """What a field says on both sides, as text; nothing where it is not there."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """`key` is that of the new side, but for what was removed; `was` the old key of what has moved. `fields`
    differ; `values` are theirs, or all that there is of what was added or removed.
    """

    kind: str
    key: str
    name: str
    fields: list[str]
    was: str = ""
    values: list[Value] = field(default_factory=list)


WORDS = {"added": "新增", "removed": "删去", "changed": "修改", "moved": "移动"}
"""What a reader is told of each kind, in this order"""
_NOTHING = Item("", None, {})


def compare(old: Mapping[str, Item], new: Mapping[str, Item]) -> list[Change]:
    """All changes, in the order of the keys. Pure.

    What is gone under one key and there under another, alone of its kind on both sides, has moved.
    """
    gone, come = old.keys() - new.keys(), new.keys() - old.keys()
    moved = dict(_moved({key: old[key] for key in gone}, {key: new[key] for key in come}))
    pairs = [("removed", key, key, "") for key in gone - set(moved.values())]
    pairs += [("added", key, key, "") for key in come - moved.keys()]
    pairs += [("moved", was, key, was) for key, was in moved.items()]
    pairs += [("changed", key, key, "") for key in old.keys() & new.keys()]
    found = (
        _change(kind, key, old.get(before, _NOTHING), new.get(key, _NOTHING), was)
        for kind, before, key, was in pairs
    )
    told = (change for change in found if change.kind != "changed" or change.fields)
    return sorted(told, key=lambda change: (change.key, change.kind))


def _change(kind: str, key: str, old: Item, new: Item, was: str) -> Change:
    differing = _differing(old, new)
    before, after = (texts_of({name: side.values.get(name) for name in differing}) for side in (old, new))
    labels = {**old.labels, **new.labels}
    values = [Value(name, labels.get(name, ""), before[name], after[name]) for name in differing]
    said = [value for value in values if value.old or value.new]
    is_both = kind in ("moved", "changed")
    return Change(kind, key, (new.name or old.name), differing if is_both else [], was, said)


def in_words(changes: Iterable[Change]) -> list[str]:
    """A line each, and the sum of them."""
    changes = list(changes)
    lines = []
    for one in changes:
        was = f"，原来是 {one.was}" if one.was else ""
        what = f"：{'、'.join(one.fields)}" if one.fields else ""
        lines.append(f"{WORDS[one.kind]} {one.key}（{one.name}{was}）{what}")
    counts = [(word, sum(one.kind == kind for one in changes)) for kind, word in WORDS.items()]
    told = "，".join(f"{word} {count} 处" for word, count in counts if count)
    return [*lines, f"共{told}。" if told else "两边相同。"]


def as_json(changes: Iterable[Change]) -> str:
    return json.dumps([asdict(change) for change in changes], ensure_ascii=False, indent=2)


def items_at(path: Path) -> dict[str, Item]:
    """The items of a folder of content, a document or a manifest. Raises ProblemsError, OSError."""
    if path.is_dir():
        content, problems = read_content(files.read(path))
        if has_errors(problems):
            raise ProblemsError(problems)
        return dict(chain(_of_content(content), _of_pages(path)))
    if path.suffix == ".json":
        manifest = read_manifest(path.read_bytes())
        if manifest is None:
            raise ProblemsError([Problem(str(path), 0, 0, "不是完整的文件清单", "请给 data/manifest.json")])
        return {
            address: Item("文件", found, {"sha256": found.sha256})
            for address, found in manifest.files.items()
        }
    return dict(_of_document("", _document(path)))


def _document(path: Path) -> Document:
    tree, problems = yaml_reader.read_tree(path, path.name)
    if tree is None or has_errors(problems):
        raise ProblemsError(problems)
    try:
        return validated(Document, tree)
    except ValidationError as error:
        found = findings_for(path.name, error.errors(include_url=False), Document)
        raise ProblemsError(places.placed(found, path.parent)) from error


def _of_content(content: Content) -> Iterator[tuple[str, Item]]:
    for agency in content.agencies:
        yield (
            agency.id,
            _item(agency.record.name, ("agency", agency.record.name), agency.record),
        )
        for unit in agency.record.units:
            same = ("unit", agency.id, unit.name)
            yield f"{agency.id}/units/{unit.id}", _item(unit.name, same, unit)
    for document in content.documents:
        yield from _of_document(f"{document.agency}/{document.id}", document.record)
    for policy in content.policies:
        yield (
            f"policies/{policy.id}",
            _item(policy.title, ("policy", policy.title), policy),
        )
    for topic in content.topics:
        yield (
            f"topics/{topic.id}",
            _item(topic.name, ("topic", topic.name), topic),
        )

    for entry in content.moved:
        values = {"to": entry.to, "swapped": entry.swapped, "reason": entry.reason}
        yield f"moved.yml#{entry.address}", Item("改址或撤下", ("moved", entry.address), values)


def _of_pages(content: Path) -> Iterator[tuple[str, Item]]:
    """Hand-written pages by their words, what lies beside them by its sum; links are not followed."""
    folder = content / PAGES
    for name in sorted(files_in(folder)) if folder.is_dir() else ():
        path = folder / name
        if path.is_symlink() or not path.is_file():
            continue
        if path.suffix == ".md":
            text = path.read_text("utf-8", "replace")
            yield f"{PAGES}/{name}", Item("手写页面", ("page", text), {"text": text})
        else:
            found = sum_of(path)
            yield f"{PAGES}/{name}", Item("附件", ("file", found), {"sha256": found.sha256})


def _of_document(key: str, record: Document) -> Iterator[tuple[str, Item]]:
    title = record.title
    yield key or "（文件本身）", _item(title, ("document", title), record)
    for section in record.sections:
        yield from _of_section(key, title, section, section.title)


def _of_section(key: str, title: str, section: Section, at: str) -> Iterator[tuple[str, Item]]:
    """A section by its headings, for it has no id; a task by its id."""
    before = f"{key}#" if key else ""
    yield (
        f"{before}{at}",
        _item(heading(section.number, section.title), (title, at), section),
    )
    for task in section.tasks:
        values = {**_values(task), "section": at}
        yield (
            f"{key}/{task.id}" if key else task.id,
            Item(heading(task.number, task.title), ("task", title, task.title), values, _labels(Task)),
        )
    for child in section.sections:
        yield from _of_section(key, title, child, f"{at} / {child.title}")


def _item(name: str, same: Hashable, record: Any) -> Item:
    return Item(name, same, _values(record), _labels(type(record)))


def _values(record: Any) -> dict[str, Any]:
    names = [field.name for field in fields(record)]
    return {name: getattr(record, name) for name in names if name not in _BELOW}


def _labels(kind: type) -> Mapping[str, str]:
    """What the schema calls each field, as far as it begins with a name for it."""
    described = kind.__pydantic_fields__.items()  # type: ignore[attr-defined]
    found = ((name, _NAME.match(about.description or "")) for name, about in described)
    return {name: match[0] for name, match in found if match}


def _differing(old: Item, new: Item) -> list[str]:
    names = [*new.values, *(name for name in old.values if name not in new.values)]
    return [name for name in names if old.values.get(name) != new.values.get(name)]


def _moved(gone: Mapping[str, Item], come: Mapping[str, Item]) -> Iterator[tuple[str, str]]:
    """New key and old key of each."""
    olds, news = _by_same(gone), _by_same(come)
    for same, keys in news.items():
        if len(keys) == 1 and len(olds.get(same, ())) == 1:
            yield keys[0], olds[same][0]


def _by_same(items: Mapping[str, Item]) -> dict[Hashable, list[str]]:
    found: dict[Hashable, list[str]] = {}
    for key, item in items.items():
        found.setdefault(item.same, []).append(key)
    return found
