"""What a section or a task of a paper that was handed out says, paragraph by paragraph, as each is marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from generator.importer.blocks import Block, Table
from generator.importer.outline.result import Measure, Step, Task
from generator.importer.outline.tasks import Chosen
from generator.importer.outline.tree import Node, walk
from generator.importer.words.cites import Cite, cites
from generator.importer.words.indicators import Figure, figures
from generator.importer.words.named_persons import find_named
from generator.importer.words.paper_lines import (
    merge_cites,
    numbered,
    read_answer,
    read_cites,
    read_figures,
    split_answer,
    unbracketed,
)
from generator.importer.words.responsibility_clause import UnitRole, merge_units

_UNREAD = "指标“{}”没有认出数值，请补到 indicators"
_STEPS = {"step1": 1, "step2": 2, "step3": 3}


@dataclass(slots=True)
class Said:
    """What stands under one heading; `figures` and `cites` are lines of those that the text does not name."""

    text: list[str] = field(default_factory=list)
    units: list[UnitRole] = field(default_factory=list)
    deadlines: list[str] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    cites: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def words(self, title: str) -> str:
        """The running text, below its title."""
        measures = [w for m in self.measures for w in (m.title or "", m.text, *_step_words(m.steps))]
        return "\n".join([title, *self.text, *measures])

    def all_figures(self, words: str, reports: bool) -> tuple[list[Figure], list[str]]:
        """The figures of the running text and the lines, and what to look at where a line holds none that can
        be read."""
        kind: Literal["target", "actual"] = "actual" if reports else "target"
        found, doubts = figures(words, kind), list[str]()
        for line in self.figures:
            more, unread = read_figures(line, kind)
            found += [one for one in more if one not in found]
            doubts += map(_UNREAD.format, unread)
        return found, doubts

    def all_cites(self, title: str) -> list[Cite]:
        """The documents that text and lines name."""
        return merge_cites([*cites(self.words(title)), *(c for line in self.cites for c in read_cites(line))])


def is_marked_task(node: Node) -> bool:
    """Whether a heading says that it is a task."""
    return node.head is not None and node.head.mark == "task"


def choose_marked(root: Node) -> Chosen:
    """The headings that say so."""
    nodes = list(filter(is_marked_task, walk(root)))
    return Chosen(dict.fromkeys(nodes, ()), None if nodes else "这份文件里没有标作任务的标题，没有导入任务")


def section_units(root: Node) -> Iterator[UnitRole]:
    """The units that sections name which a paper marks; those of other texts belong to their tasks."""
    for node in walk(root):
        if node.head is not None and node.head.mark == "section":
            yield from said_under(node).units


def listed_cites(blocks: Iterable[Block]) -> list[Cite]:
    """The documents that lines of a paper list."""
    return [cite for block in blocks if block.mark == "cites" for cite in read_cites(block.words)]


def must_have(block: Block) -> str:
    """The words of a marked paragraph that a document must have: without labels, which are its fields. Of
    figures that cannot be read a draft tells."""
    if block.mark == "figures":
        return ""
    if block.mark == "cites":
        return "\n".join(cite.title for cite in read_cites(block.words))
    if block.mark == "answer":
        words, answers = "", read_answer(block.words)
    elif block.mark in ("measure", "titled"):
        words, answers = split_answer(block.words)
    else:
        return block.words
    return "\n".join([words, *(unit.name for unit in answers[0]), *answers[1]])


def said_under(node: Node) -> Said:
    """What a node says itself, its children left out."""
    said = Said()
    steps: list[tuple[int, Step]] = []
    for block in node.body:
        if block.mark is not None and block.mark in _STEPS and said.measures:
            steps.append((_STEPS[block.mark], Step(*numbered(block.words))))
            continue
        _add_steps(said, steps)
        _take(block, said)
    _add_steps(said, steps)
    return said


def marked_task(node: Node, reports: bool) -> Task:
    """One task; `reports` tells that it stands where the document reports what was done."""
    said = said_under(node)
    title = node.title.words
    text = "\n".join([*said.text, *_below(node)])
    found, doubts = said.all_figures(said.words(title), reports)
    every = [*said.units, *(u for m in said.measures for u in m.units)]
    return Task(
        number=node.number or None,
        title=title,
        text=text,
        units=tuple(merge_units(every)),
        deadlines=tuple(dict.fromkeys([*said.deadlines, *(d for m in said.measures for d in m.deadlines)])),
        cites=tuple(said.all_cites(title)),
        figures=tuple(found),
        measures=tuple(said.measures),
        lines=node.lines,
        node=node,
        opening=text,
        common=(tuple(said.units), tuple(said.deadlines)),
        doubts=tuple(doubts),
        persons=tuple(dict.fromkeys(find_named(f"{said.words(title)}\n{text}"))),
        tables=tuple(said.tables),
        note="\n".join(said.notes),
    )


def _below(node: Node) -> Iterator[str]:
    """The words of headings below a task that are none themselves: a task holds no sections."""
    for child in node.children:
        if not is_marked_task(child):
            yield from (block.words for block in child.own_blocks if block.words)
            yield from _below(child)


def _take(block: Block, said: Said) -> None:
    """Take in one paragraph that is no step."""
    if block.table is not None:
        said.tables.append(block.table)
    elif block.mark in ("measure", "titled"):
        said.measures.append(_measure(block))
    elif block.mark == "figures":
        said.figures.append(block.words)
    elif block.mark == "cites":
        said.cites.append(block.words)
    elif block.mark == "note":
        said.notes.append(unbracketed(block.words))
    elif block.mark == "answer":
        units, deadlines = read_answer(block.words)
        said.units += units
        said.deadlines += deadlines
    elif block.kind == "text" and block.words:
        said.text.append(block.words)


def _measure(block: Block) -> Measure:
    """A measure; the bracket that ends it says who answers for it alone."""
    number, words = numbered(block.words)
    words, (units, deadlines) = split_answer(words)
    title = None
    if block.mark == "titled" and words.partition("。")[1]:
        title, _, words = words.partition("。")
    return Measure(number, title, words.strip(), tuple(units), tuple(deadlines))


def _add_steps(said: Said, steps: list[tuple[int, Step]]) -> None:
    """Give the last measure the steps read so far, each under the one above it."""
    if steps:
        said.measures[-1] = said.measures[-1]._replace(steps=_nested(steps))
        steps.clear()


def _nested(steps: Sequence[tuple[int, Step]]) -> tuple[Step, ...]:
    """Steps with their levels as a tree."""
    if not steps:
        return ()
    top = steps[0][0]
    starts = [n for n, (level, _) in enumerate(steps) if level <= top]
    return tuple(
        steps[start][1]._replace(steps=_nested(steps[start + 1 : end]))
        for start, end in zip(starts, [*starts[1:], len(steps)], strict=True)
    )


def _step_words(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        yield step.text
        yield from _step_words(step.steps)
