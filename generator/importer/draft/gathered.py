"""Doubts of one kind are one doubt: a table of 36 rows asks once, with a count and the first place.

In a draft a doubt that comes often stands in full at the head, with a number (请核对①); each place has the
number alone, so that a clerk finds all of them by searching for it. What is asked of a column stands at the
head alone, with the count and first rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.importer.draft.yaml_text import REVIEW, Flow, Lines, Mapping, Noted
from generator.importer.outline.progress import OF_COLUMN
from generator.problems import Problem

_OFTEN = 3  # places; two are as quickly read where they stand
_SHOWN = 4  # words, or places, that a doubt names
_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ASK = REVIEW.rstrip("：")
_NAME = r"(?:“[^”]*”|《[^》]*》)"
# what doubts of one kind differ in; what a column is called is no such thing
_VARYING = re.compile(rf"{_NAME}(?:、{_NAME})*(?!一栏|是个人)")
_DETAIL = re.compile(r"(?<=：).*|\d+", re.S)
_MARKED = re.compile(rf"# {_ASK}([{_MARKS}]?)(：[^\n]*)?")


@dataclass(frozen=True, slots=True)
class Doubt(Problem):
    """What a person should look at, and in how many places; the line is that of the first."""

    count: int = 1


@dataclass(slots=True)
class Asked:
    """What a draft asks in all places of one kind: the words and the source line of each (0: not known)."""

    words: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


def kind_of(words: str) -> str:
    """What doubts of one kind have in common."""
    return _DETAIL.sub("", _VARYING.sub("“”", words))


def joined(words: Iterable[str]) -> str:
    """Doubts of one kind as one sentence that names the first few things in question; what else they differ
    in, behind a colon, is left to the places."""
    several = list(dict.fromkeys(words))
    if len(several) == 1:
        return several[0]
    shapes = [_VARYING.sub("\0", one) for one in several]
    shape = shapes[0] if len(set(shapes)) == 1 else shapes[0].partition("：")[0]
    names = list(dict.fromkeys(match.group() for match in map(_VARYING.search, several) if match))
    shape = shape.replace("\0", "、".join(names[:_SHOWN]) + ("等" if len(names) > _SHOWN else ""), 1)
    others = iter(_VARYING.findall(several[0])[1:])
    return re.sub("\0", lambda _: next(others, ""), shape)


def one_of_each(problems: Sequence[Problem]) -> list[Problem]:
    """Of the doubts of one kind the first, with the count and lines of all; others as they are."""
    groups: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((kind_of(problem.what), problem.hint), []).append(problem)
    return [_as_one(group) for group in groups.values()]


def _as_one(group: Sequence[Problem]) -> Problem:
    first = group[0]
    if len(group) == 1:
        return first
    lines = "、".join(str(p.line) for p in group[1 : _SHOWN + 1]) + ("等" if len(group) > _SHOWN + 1 else "")
    what = f"{joined(p.what for p in group)}（共 {len(group)} 处，另在第 {lines} 行）"
    return Doubt(first.file, first.line, first.column, what, first.hint, severity="warning", count=len(group))


def asked_in(document: Mapping) -> list[Asked]:
    """What a draft asks, kind by kind, in its order."""
    found: dict[str, Asked] = {}

    def note(words: str, line: int) -> str:
        asked = found.setdefault(kind_of(words), Asked())
        asked.words.append(words)
        asked.lines.append(line)
        return words

    _changed(document, 0, note)
    return list(found.values())


def gathered(document: Mapping) -> Mapping:
    """The draft with each frequent doubt in full at its head, and a number at its places."""
    every = asked_in(document)
    columns = [asked for asked in every if len(asked.words) > 1 and OF_COLUMN.search(asked.words[0])]
    often = [asked for asked in every if len(asked.words) >= _OFTEN and asked not in columns]
    marks = {kind_of(asked.words[0]): mark for asked, mark in zip(often, _MARKS, strict=False)}
    at_head = {kind_of(asked.words[0]) for asked in columns}

    def short(words: str, _: int) -> str:
        kind = kind_of(words)
        mark = marks.get(kind)
        name = _VARYING.search(words)
        if kind in at_head:
            return ""
        return words if mark is None else f"\0{mark}{name.group() if name else ''}"

    body = _changed(document, 0, short)
    head = [
        *(
            f"{REVIEW}{joined(asked.words)}（共 {len(asked.words)} 行{_rows(asked.lines)}）"
            for asked in columns
        ),
        *(
            f"{_ASK}{mark}：{joined(asked.words)}（共 {len(asked.words)} 处，下面注明“{_ASK}{mark}”）"
            for asked, mark in zip(often, _MARKS, strict=False)
        ),
    ]
    return Mapping(body.values, [*body.head, *head])


def _rows(lines: Sequence[int]) -> str:
    """The first of the source lines in question."""
    known = [str(line) for line in lines if line]
    more = "等" if len(known) > _SHOWN else ""
    return f"，原文第 {'、'.join(known[:_SHOWN])} 行{more}" if known else ""


def draft_doubts(document: Mapping, file: str) -> list[Doubt]:
    """What a draft asks, a doubt each kind."""
    return [
        Doubt(
            file,
            line := next(filter(None, asked.lines), 0),
            1 if line else 0,
            joined(asked.words) + (f"（共 {len(asked.words)} 处）" if len(asked.words) > 1 else ""),
            "请在草稿里注明“请核对”的地方对照原文核对",
            severity="warning",
            count=len(asked.words),
        )
        for asked in asked_in(document)
    ]


def asked_of(draft: str) -> list[str]:
    """What the text of a draft asks a person to look at, place by place; a number stands for what the head
    says of it."""
    said: dict[str, str] = {}
    found: list[str] = []
    for mark, words in _MARKED.findall(draft):
        if mark and words:
            said[mark] = words[1:].rpartition("（共 ")[0]
        else:
            found.append(said.get(mark, "") if mark else words[1:])
    return found


def _changed(node: Any, line: int, change: Callable[[str, int], str]) -> Any:
    """A piece of a draft with its questions changed; `line` is the source line of what it stands in."""

    def comment(words: str) -> str:
        if not words.startswith(REVIEW):
            return words
        new = change(words.removeprefix(REVIEW), line)
        if not new:
            return ""
        return f"{_ASK}{new[1:]}" if new.startswith("\0") else f"{REVIEW}{new}"

    if isinstance(node, Mapping):
        lines = node.values.get("lines")
        line = lines.first if isinstance(lines, Lines) else line
        head = [said for words in node.head if (said := comment(words))]
        return Mapping({key: _changed(value, line, change) for key, value in node.values.items()}, head)
    if isinstance(node, list):
        return [_changed(value, line, change) for value in node]
    if isinstance(node, Noted):
        return Noted(_changed(node.value, line, change), comment(node.comment))
    return Flow(node.values, comment(node.comment)) if isinstance(node, Flow) and node.comment else node
