"""What a section or a task of a paper that was handed out says, paragraph by paragraph, as each is marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from generator.importer.blocks import Block, Table
from generator.importer.outline.result import Measure, Step, Task
from generator.importer.outline.tasks import Chosen
from generator.importer.outline.tree import Node, walk
from generator.importer.words.brackets import outer_brackets
from generator.importer.words.cites import cites
from generator.importer.words.indicators import figures
from generator.importer.words.named_persons import find_named
from generator.importer.words.names import split_names
from generator.importer.words.numerals import mark_at
from generator.importer.words.responsibility_bracket import responsibilities
from generator.importer.words.responsibility_clause import UnitRole, label_role, merge_units
from generator.importer.words.vocabulary import alt
from generator.model.paper_marks import ROLE_LABELS, TIME_LABEL

_UNITS = re.compile(rf"(?P<label>{alt(tuple(ROLE_LABELS.values()))})：(?P<names>.+)")
_STOP = "；"
_STEPS = {"step1": 1, "step2": 2, "step3": 3}


@dataclass(slots=True)
class Said:
    """What stands under one heading. `beside` are the lines of figures and documents that the text does not
    name."""

    text: list[str] = field(default_factory=list)
    units: list[UnitRole] = field(default_factory=list)
    deadlines: list[str] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All that figures and documents are looked for in."""
        measures = [w for m in self.measures for w in (m.title or "", m.text, *_step_words(m.steps))]
        return "\n".join([*self.text, *measures, *self.beside])


def is_marked_task(node: Node) -> bool:
    """Whether a heading says that it is a task."""
    return node.head is not None and node.head.mark == "task"


def choose_marked(root: Node) -> Chosen:
    """The headings that say so."""
    nodes = list(filter(is_marked_task, walk(root)))
    return Chosen(dict.fromkeys(nodes, ()), None if nodes else "这份文件里没有标作任务的标题，没有导入任务")


def said_under(node: Node) -> Said:
    """What a node says itself, its children left out."""
    said = Said()
    steps: list[tuple[int, Step]] = []
    for block in node.body:
        if block.mark is not None and block.mark in _STEPS and said.measures:
            steps.append((_STEPS[block.mark], Step(*_numbered(block.words))))
            continue
        _add_steps(said, steps)
        _take(block, said)
    _add_steps(said, steps)
    return said


def marked_task(node: Node, reports: bool) -> Task:
    """One task; `reports` tells that it stands where the document reports what was done."""
    said = said_under(node)
    title, kind = node.title.words, _kind(reports)
    persons = dict.fromkeys(find_named(f"{title}\n{said.words}"))
    text = "\n".join(said.text)
    every = [*said.units, *(u for m in said.measures for u in m.units)]
    return Task(
        number=node.number or None,
        title=title,
        text=text,
        units=tuple(merge_units(every)),
        deadlines=tuple(dict.fromkeys([*said.deadlines, *(d for m in said.measures for d in m.deadlines)])),
        cites=tuple(cites(f"{title}\n{said.words}")),
        figures=tuple(figures(f"{title}\n{said.words}", kind)),
        measures=tuple(said.measures),
        lines=node.lines,
        node=node,
        opening=text,
        common=(tuple(said.units), tuple(said.deadlines)),
        persons=tuple(persons),
        tables=tuple(said.tables),
        note="\n".join(said.notes),
    )


def unbracketed(words: str) -> str:
    """The words inside the bracket around all of them."""
    return words[1:-1] if next(outer_brackets(words), None) == (0, len(words)) else words


def _kind(reports: bool) -> Literal["target", "actual"]:
    return "actual" if reports else "target"


def _take(block: Block, said: Said) -> None:
    """Take in one paragraph that is no step."""
    if block.table is not None:
        said.tables.append(block.table)
    elif block.mark in ("measure", "titled"):
        said.measures.append(_measure(block))
    elif block.mark in ("figures", "cites"):
        said.beside.append(block.words)
    elif block.mark == "note":
        said.notes.append(unbracketed(block.words))
    elif block.mark == "answer":
        units, deadlines = _read_answer(block.words)
        said.units += units
        said.deadlines += deadlines
    elif block.kind == "text" and block.words:
        said.text.append(block.words)


def _measure(block: Block) -> Measure:
    """A measure; the bracket that ends it says who answers for it alone."""
    number, words = _numbered(block.words)
    *_, (start, end) = [(0, 0), *outer_brackets(words)]
    answer = _in_our_words(words[start + 1 : end - 1]) if 0 < end == len(words) else None
    title = None
    if answer is not None:
        words = words[:start]
    if block.mark == "titled" and words.partition("。")[1]:
        title, _, words = words.partition("。")
    units, deadlines = answer or ([], [])
    return Measure(number, title, words.strip(), tuple(units), tuple(deadlines))


def _numbered(words: str) -> tuple[str, str]:
    """The number before some words, and these."""
    mark = mark_at(words, 0)
    if mark is None or not words[mark.end :].strip():
        return "", words
    return mark.printed.strip(), words[mark.end :].strip()


def _read_answer(words: str) -> tuple[list[UnitRole], list[str]]:
    """Who answers and by when, as the paper says it, or in any words that a person put there."""
    inner = unbracketed(words)
    if (found := _in_our_words(inner)) is not None:
        return found
    said = responsibilities(words) or responsibilities(f"（{inner}）")
    return [u for f in said for u in f.units], [d for f in said for d in f.deadlines]


def _in_our_words(words: str) -> tuple[list[UnitRole], list[str]] | None:
    """牵头单位：甲、乙；配合单位：丙；完成时限：6月底前；每季度; None for anything else."""
    before, label, times = words.partition(f"{TIME_LABEL}：")
    clauses = [clause for clause in before.split(_STOP) if clause]
    found = [_UNITS.fullmatch(clause) for clause in clauses]
    if not all(found) or not (clauses or label):
        return None
    units = [
        UnitRole(name, label_role(match["label"]))
        for match in found
        if match
        for name in split_names(match["names"])
    ]
    return units, [time for time in times.split(_STOP) if time]


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
