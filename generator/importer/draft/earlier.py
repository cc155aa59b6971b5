"""Is a document that is imported there already? The same source file again, corrected, is no second
document."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from generator.content import yaml_reader
from generator.importer.draft.atomic_write import show
from generator.model.names import name_key
from generator.model.placeholders import NO_PERIOD, NO_TITLE

_NOT_READ = frozenset({"", NO_TITLE, NO_PERIOD})
_REGISTER = "agency.yml"


class Earlier(NamedTuple):
    """A document of the folder, and its YAML as read."""

    file: Path
    tree: Any


def documents_in(folder: Path) -> list[Earlier]:
    """The documents of an agency's folder that can be read; `gongkai check` tells what is wrong with
    others."""
    files = sorted(f for f in folder.glob("*.yml") if f.name != _REGISTER) if folder.is_dir() else []
    trees = ((file, yaml_reader.read_tree(file, show(file))[0]) for file in files)
    return [Earlier(file, tree) for file, tree in trees if isinstance(tree, dict)]


def find_earlier(tree: Any, documents: list[Earlier]) -> Earlier | None:
    """The document that a draft is a new version of: made from a file of this name, with its title or
    period, or of its title and period. What a draft lacks tells nothing apart."""
    by_file = (d for d in documents if _file(tree) and _file(tree) == _file(d.tree) and _alike(tree, d.tree))
    by_title = (d for d in documents if _title(tree) not in _NOT_READ and _head(tree) == _head(d.tree))
    return next(by_file, None) or next(by_title, None)


def _alike(tree: Any, other: Any) -> bool:
    pairs = list(zip(_head(tree), _head(other), strict=True))
    return any(a == b or a in _NOT_READ or b in _NOT_READ for a, b in pairs)


def _head(tree: Any) -> tuple[str, str]:
    return _title(tree), str(tree.get("period") or "")


def _title(tree: Any) -> str:
    title = str(tree.get("title") or "")
    return title if title in _NOT_READ else name_key(title)


def _file(tree: Any) -> str:
    source = tree.get("source")
    return str(source.get("file") or "") if isinstance(source, dict) else ""
