"""Compare a finished YAML with its source: which sentences of the source it lacks, which of its own the source lacks.

Sentences are compared by their letters, digits and characters alone, so that numbering in a field of its own,
punctuation and line breaks do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.importer.core import import_source
from generator.importer.imported import Imported
from generator.importer.lines import Source
from generator.importer.rules.cites import cites
from generator.placeholders import INVENTED

_WORDS = frozenset(["title", "text", "intro", "number", "unit", "table_title", "row_title", "notes", "contacts"])
_ENDS = re.compile(r"[。！？；;\n\t（(]")
_INK = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: sentences of the source (with line) not in the YAML, and words of the YAML not in the source."""

    missing: tuple[tuple[int, str], ...]
    added: tuple[tuple[str, str], ...]
    abridged: bool

    @property
    def sound(self) -> bool:
        """Nothing is missing (of a full text) and nothing was added."""
        return not self.added and (self.abridged or not self.missing)


def compare(tree: Any, source: Source) -> Difference:
    """Compare the plain data of a YAML document with a source."""
    imported = import_source(source)
    theirs = ink(" ".join(b.text for b in imported.blocks if b.kind != "aside"))
    whole = ink(" ".join(line.text for line in source.lines))
    fields = list(_fields(tree, ""))
    ours = ink(" ".join(words for _, words in fields)) + ink(" ".join(_values(tree)))
    missing = [(line, s) for line, s in _sentences(imported) if ink(s) not in ours]
    invented = {ink(words) for words in INVENTED}
    added = [
        (place, s)
        for place, words in fields
        if not place.startswith(("notes", "source"))
        for s in _ENDS.split(words)
        if len(ink(s)) >= _SHORTEST and ink(s) not in theirs and ink(s) not in whole and ink(s) not in invented
    ]
    abridged = isinstance(tree, dict) and tree.get("text") == "abridged"
    return Difference(tuple(missing), tuple(added), abridged)


def ink(text: str) -> str:
    """Only letters, digits and Chinese characters."""
    return _INK.sub("", text)


def _sentences(imported: Imported) -> Iterator[tuple[int, str]]:
    """The sentences of the body, each with its line."""
    for block in imported.blocks:
        if block.kind in ("text", "heading", "row", "cells", "title", "attachment", "group"):
            body = block.text if block.row is None else "\n".join((block.row.task, block.row.content, *(w for _, w in block.row.units), *block.row.deadlines))
            for sentence in _ENDS.split(body):
                if len(ink(sentence)) >= _SHORTEST:
                    yield block.first, sentence.strip()


def _fields(tree: Any, place: str) -> Iterator[tuple[str, str]]:
    """Every field that holds words of the source, depth first, in the order of the record."""
    stack: list[tuple[str, str, Any]] = [(place, "", tree)]
    while stack:
        where, key, node = stack.pop()
        if isinstance(node, dict):
            stack.extend((f"{where}.{k}".strip("."), str(k), v) for k, v in reversed(list(node.items())))
        elif isinstance(node, list):
            stack.extend((f"{where}.{n}", key, v) for n, v in reversed(list(enumerate(node))))
        elif key in _WORDS and where != "text" and isinstance(node, str):
            yield where, node


def _values(tree: Any) -> Iterator[str]:
    """All strings, for words that stand in facts (deadlines, disclosure)."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, str):
            yield node


def report_difference(difference: Difference, file: Path | str) -> str:
    """The comparison in Chinese."""
    if difference.sound and not difference.missing:
        return f"{file}：与原文一致，没有缺漏，也没有多出的内容。"
    lines = [f"{file}："]
    if difference.missing:
        note = "（摘编，只供参考）" if difference.abridged else ""
        lines.append(f"  原文有、文件里没有的 {len(difference.missing)} 句{note}：")
        lines += [f"    原文第 {line} 行：{words[:60]}" for line, words in difference.missing[:30]]
    if difference.added:
        lines.append(f"  文件里有、原文没有的 {len(difference.added)} 处：")
        lines += [f"    {place}：{words[:60]}" for place, words in difference.added[:30]]
    return "\n".join(lines)


def cited_titles(text: str) -> list[str]:
    """Titles cited in a text, for comparing lists of cited documents."""
    return [c.title for c in cites(text)]
