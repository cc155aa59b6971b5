"""A path in a record -> the line and column of its file, looked up only when there is something to tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.problems import Finding, Problem, RecordPath

# A tree as read: dict[str, Tree] | list[Tree] | str. `Any`, because mypy's recursive aliases slow every user.
Tree = Any


def strings_in(tree: Tree, path: RecordPath = ()) -> Iterator[tuple[RecordPath, str]]:
    """Every text in a tree with the path that leads to it, in the order of the file.

    No tree is deeper than MAX_DEPTH.
    """
    if isinstance(tree, str):
        yield path, tree
    elif isinstance(tree, (dict, list)):
        for step, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from strings_in(value, (*path, step))


class Remains(NamedTuple):
    """The text of a file without its slips. Of `doubtful` lines, counted from 1, nothing is said: what is
    wrong there may come of a slip.
    """

    text: str
    doubtful: frozenset[int]


def placed(
    findings: Iterable[Finding], content: Path, rests: Mapping[str, Remains] | None = None
) -> list[Problem]:
    """Give each finding, in their order, its line and column by reading its file once more, or what is left
    of it in `rests`.

    Costs a second parse of the files concerned, which is why places are looked up only when there is a
    finding.
    """
    findings = list(findings)
    by_file: dict[str, list[int]] = {}
    for i, finding in enumerate(findings):
        by_file.setdefault(finding.file, []).append(i)
    problems: dict[int, Problem] = {}
    for file, group in by_file.items():
        rest = (rests or {}).get(file)
        text, node = _compose(content / file, rest and rest.text)
        for i in group:
            problem = _placed(findings[i], text, node, f"{content.name}/{file}")
            if rest is None or problem.line not in rest.doubtful:
                problems[i] = problem
    return [problems[i] for i in sorted(problems)]


def _placed(finding: Finding, text: str, node: yaml.Node | None, shown: str) -> Problem:
    what, hint, path = finding.what, finding.hint, finding.path
    line, column, is_there = locate(node, path, at_key=finding.at_key) if node is not None else (0, 0, False)
    if finding.words and node is not None and is_there:
        line, column = _words_at(finding.words, text, value_at(node, path)) or (line, column)
    if finding.if_blank and is_there:
        what, hint = f"“{path[-1]}”是空的", finding.if_blank
    elif finding.if_blank:
        path = path[:-1]
    return Problem(shown, line, column, what, hint, ".".join(map(str, path)), finding.severity, finding.rule)


def _words_at(words: str, text: str, node: yaml.Node) -> tuple[int, int] | None:
    """Line and column of words within a value, unless they are written there in another way (an escape, a
    line break)."""
    start = node.start_mark
    at = text.find(words, start.index, node.end_mark.index)
    if at < 0:
        return None
    lines = text.count("\n", start.index, at)
    return start.line + lines + 1, at - (text.rfind("\n", 0, at) if lines else start.index - start.column - 1)


def value_at(node: yaml.Node, path: Sequence[str | int]) -> yaml.Node:
    """The node to which `path` leads, as far as it goes."""
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), node)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
    return node


class Nearness:
    """Whether what a path leads to holds lines that were cut out of its text, or adjoins them.

    `cuts` are lines, counted from 0, where nothing stands any more.
    """

    def __init__(self, text: str, cuts: Sequence[range]) -> None:
        self._node = yaml.compose(text, yaml.CBaseLoader)
        lines = text.split("\n")
        self._cuts = [(cut.start, _next_filled(lines, cut.stop)) for cut in cuts]

    def touches(self, path: RecordPath) -> bool:
        """A list, names, or a value with nothing in it; no other value, for its entry is there as a whole."""
        span = self._span(path)
        return any(span and span[0] <= behind and span[1] >= first for first, behind in self._cuts)

    def ends(self, path: RecordPath) -> bool:
        """Whether lines were cut out right behind its end, so that it may be what they were part of."""
        span = self._span(path)
        return any(span and first <= span[1] <= behind for first, behind in self._cuts)

    def _span(self, path: RecordPath) -> tuple[int, int] | None:
        node = value_at(self._node, path) if self._node is not None else None
        if node is None or (isinstance(node, yaml.ScalarNode) and node.value):
            return None
        return node.start_mark.line, node.end_mark.line


def _next_filled(lines: list[str], start: int) -> int:
    return next((number for number in range(start, len(lines)) if lines[number].strip()), len(lines))


def _compose(path: Path, rest: str | None) -> tuple[str, yaml.Node | None]:
    try:
        text = path.read_text("utf-8-sig") if rest is None else rest
        return text, yaml.compose(text, yaml.CBaseLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return "", None


def locate(node: yaml.Node, path: Sequence[str | int], *, at_key: bool) -> tuple[int, int, bool]:
    """Follow `path` as far as it goes: line, column, and whether its last step is there.

    Steps that pydantic adds for its own types are passed over.
    """
    mark, is_there = node.start_mark, True
    for step in path:
        is_there = False
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == step), None)
            if pair is None:
                continue
            node = pair[1]
            mark = pair[0].start_mark if at_key or not isinstance(node, yaml.ScalarNode) else node.start_mark
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            mark = node.start_mark
        else:
            continue
        is_there = True
    return mark.line + 1, mark.column + 1, is_there
