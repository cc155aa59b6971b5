"""One task from the item of the tree that it is: who answers and by when, what it cites, its figures and
measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from generator.importer.blocks import Block, row_words
from generator.importer.layout.duties import names_only_units
from generator.importer.outline.answers import Statements
from generator.importer.outline.measures import split_measures, with_answers, with_persons
from generator.importer.outline.result import Measure, Task
from generator.importer.outline.tasks import SEATS
from generator.importer.outline.tree import Node, walk
from generator.importer.words.cites import cites
from generator.importer.words.deadlines import deadlines
from generator.importer.words.indicators import figures
from generator.importer.words.named_persons import find_named
from generator.importer.words.names import split_names
from generator.importer.words.responsibility_bracket import DUTY, responsibilities, split_unit_first
from generator.importer.words.responsibility_clause import UnitRole, let_first_lead, merge_units
from generator.importer.words.responsibility_sentence import find_in_sentences
from generator.importer.words.statements import Statement
from generator.importer.words.titles import split_title
from generator.importer.words.unit_doubts import (
    find_unread,
    person_doubt,
    persons_doubts,
    unread_doubt,
    unsaid_doubt,
)
from generator.importer.words.vocabulary import (
    DEPARTMENTS,
    FORCES,
    GOVERNMENT,
    PARTY,
    alt,
    bracketed,
)

# 县水利局, 云汀县财政局, 各镇（街道）
_PLACED = re.compile(
    rf"(?:各|有关|相关|[省市县区州镇乡]|[\u4e00-\u9fff]{{2,3}}[省市县区州镇乡])(?:[\u4e00-\u9fff、]{{0,14}})"
    rf"{alt(DEPARTMENTS, GOVERNMENT, PARTY, FORCES)}(?:{bracketed(1, 12)})?$"
)
_FROM_ABOVE = "“{}”印在上级标题或正文后，已记到本项，请核对"


def item_task(
    node: Node,
    said: Statements,
    inherited: Sequence[Statement],
    leads: bool,
    reports: bool,
    alone: bool = False,
) -> Task:
    """Read one task from its node. `inherited` is what a heading above states for it; `leads` tells that the
    first unit of each list is in the lead, `reports` that the text tells what was done, `alone` that the
    items under it are tasks of their own."""
    shown = replace(node, children=()) if alone else node
    text = shown.full_text
    everything = f"{node.title.words}\n{text}"
    first_units, title = _unit_first(node)
    found = said.own[node] if alone else said.of_all(node)
    title, behind = _without_units(title, found)
    units, from_above = _answering(found, inherited, first_units, leads)
    if not units and not reports:
        units = find_in_sentences(everything)
    spoken = [] if reports else deadlines(_without(everything, [(f.start, f.end) for f in found]))
    due = [*spoken, *(d for f in found for d in f.deadlines)]  # a labelled one counts in a report too
    above = [d for f in inherited for d in f.deadlines] if from_above and not due else []
    kind: Literal["target", "actual"] = "actual" if reports else "target"
    opening, measures = split_measures(text)
    every = tuple(dict.fromkeys([*due, *above]))
    tables = tuple(b.table for n in walk(shown) for b in n.body if b.table is not None)
    named = dict.fromkeys([*find_named(everything), *(n for f in found for n in f.named)])
    measures = with_persons(with_answers(measures, units, every, leads), named)
    ahead = len(node.title.words) + 1
    return Task(
        number=node.number or None,
        title=title,
        text=text,
        units=tuple(merge_units(units)),
        deadlines=every,
        cites=tuple(cites(everything)),
        figures=tuple(figures(everything, kind)),
        measures=tuple(measures),
        lines=shown.lines,
        node=node,
        opening=opening,
        doubts=(
            *_doubts(found, bool(units) or reports, (title, text)),
            *([_FROM_ABOVE.format("、".join([*(u.name for u in units), *above]))] if from_above else []),
        ),
        behind_title=behind,
        brackets=tuple((f.start - ahead, f.end - ahead) for f in found if f.start >= ahead),
        beside=tuple(row_words(b) for n in walk(shown) for b in n.body if _is_row_of_words(b)),
        tables=tables,
        common=_common(f"{node.title.words}\n{opening}", units, every, measures),
        persons=(
            *(p for p in named if not any(p in m.persons for m in measures)),
            *dict.fromkeys(p for t in tables for w in t.withheld for p in w.cells if p not in named),
        ),
    )


def _unit_first(node: Node) -> tuple[list[UnitRole], str]:
    """The units that an item begins with or has for a title, and the title that is left to it."""
    title = node.title.words
    if not _names_unit(node):
        return _of_title(node), title
    joined = title + "：" if node.rest and not node.title.own else f"{title}：{node.rest}"
    units, at = split_unit_first(joined)
    return units, (split_title(node.rest).words or title) if units and at else title


def _is_row_of_words(block: Block) -> bool:
    """Whether a block stands in a table that holds no tasks, or heads one that does."""
    return bool(block.words) and (block.kind == "cells" or (block.kind == "group" and not block.value))


def _common(
    words: str, units: Sequence[UnitRole], every: Sequence[str], measures: Sequence[Measure]
) -> tuple[tuple[UnitRole, ...], tuple[str, ...]] | None:
    """What holds for the whole task where some measures answer for themselves: what `words` (the title and
    the text before the measures) and measures without units of their own say, and whatever no measure has,
    so that nothing is lost."""
    if not any(m.units for m in measures):
        return None
    words = "\n".join([words, *(m.text for m in measures if not m.units)])
    said = {u.name for f in responsibilities(words, frozenset(u.name for u in units)) for u in f.units}
    named, held = {u.name for m in measures for u in m.units}, {d for m in measures for d in m.deadlines}
    return tuple(merge_units([u for u in units if u.name in said or u.name not in named])), tuple(
        d for d in every if d in words or d not in held
    )


def _answering(
    found: Sequence[Statement], inherited: Sequence[Statement], first_units: list[UnitRole], leads: bool
) -> tuple[list[UnitRole], bool]:
    """The units that the labels and brackets of an item name, else those of the heading above; whether it is
    these."""
    own = [*first_units, *(u for f in found for u in f.units)]
    units = own or [u for f in inherited for u in f.units]
    return (let_first_lead(units) if leads else units), bool(units) and not own


def _doubts(found: Sequence[Statement], answered: bool, words: Sequence[str]) -> Iterator[str]:
    """What a person should look at: names of persons, and brackets that seem to name a unit and could not be
    read."""
    yield from dict.fromkeys(person_doubt(p) for f in found for p in f.persons)
    yield from persons_doubts(u for f in found for u in f.units)
    yield from dict.fromkeys(unread_doubt(words) for f in found for words in f.unread)
    yield from dict.fromkeys(unsaid_doubt(name) for f in found for name in f.unsaid)
    if not answered:
        yield from (
            f"括号“{bracket}”里像有责任单位，没有登记" for bracket in map(find_unread, words) if bracket
        )


def _without_units(title: str, found: Sequence[Statement]) -> tuple[str, str]:
    """A title without the bracket behind it that names units, and that bracket: 修建公路（交通局牵头）."""
    for one in found:
        if one.units and one.end == len(title) and one.start >= 2:
            return title[: one.start].rstrip(), title[one.start :]
    return title, ""


def _names_unit(node: Node) -> bool:
    """Whether the item begins with a unit and a colon (4.县财政局：落实…)."""
    head = node.head
    if head is None:
        return False
    after = head.words[len(node.number) :].lstrip()
    return bool(split_unit_first(after)[0])


def _of_title(node: Node) -> list[UnitRole]:
    """The units that an item has for a title (4.县水利局。负责巡查水库), where it has text: what a hospital
    or a firm stands above need not be its duty unless it says so."""
    words, text = node.title.words, node.text
    if not (node.title.own and text and names_only_units(words)) or SEATS.match(text):
        return []
    names = split_names(words)
    sure = all(map(_PLACED.match, names)) or DUTY.match(text) is not None
    return [UnitRole(name, "responsible", words) for name in names] if sure else []


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text without the brackets that name units: a deadline labelled there is read from the label."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts.append(text[at:start])
        at = end
    return "".join([*parts, text[at:]])
