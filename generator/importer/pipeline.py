"""From a source to an import in stages, each of which takes what the one before it hands on. Never raises."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic, TypeVar

from generator.importer.account.coverage import account
from generator.importer.account.doubts import find_doubts
from generator.importer.blocks import Block, from_line, squeeze
from generator.importer.layout.kept_persons import withhold_persons
from generator.importer.layout.marked_paper import (
    STRANGE,
    first_strange,
    is_marked,
    read_marked,
    without_mark,
)
from generator.importer.layout.metadata import metadata
from generator.importer.layout.order import rules
from generator.importer.lines import Source, split_lines, without_unprinted
from generator.importer.outline import identity
from generator.importer.outline.answers import Statements, annotate
from generator.importer.outline.closing import cut_closing
from generator.importer.outline.item_tasks import item_task
from generator.importer.outline.marked_tasks import (
    choose_marked,
    is_marked_task,
    listed_cites,
    marked_task,
    section_units,
)
from generator.importer.outline.progress import Reported, report_time
from generator.importer.outline.result import Imported, all_persons
from generator.importer.outline.row_tasks import row_tasks
from generator.importer.outline.stages import Labelled, Outline, TasksRead, Tree
from generator.importer.outline.tasks import Chosen, choose
from generator.importer.outline.tree import Node, build
from generator.importer.outline.withheld import named_in
from generator.importer.pause import undisturbed
from generator.importer.words.cites import Cite, cites, mark_own
from generator.importer.words.indicators import figure_phrases
from generator.importer.words.paper_lines import merge_cites
from generator.importer.words.responsibility_bracket import states_first_leads
from generator.model.paper_marks import TABLE_TITLE

_ROWS_COMPARED = 50
_KNOWN_BY = 8  # characters of a row's task

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")


@undisturbed
def import_text(text: str, name: str = "") -> Imported:
    """Import a text; any text at all gives an import, whatever it holds."""
    return import_source(without_unprinted(Source(split_lines(text), name)))


@undisturbed
def import_source(source: Source) -> Imported:
    """Import what a reader made of a file."""
    return STAGES(source)


@dataclass(frozen=True, slots=True)
class Stages(Generic[A, B]):
    """Functions in turn, from an A to a B. One can only be added that takes what the last one gives."""

    steps: tuple[Callable[[Any], Any], ...]

    @staticmethod
    def begin(step: Callable[[A], B]) -> Stages[A, B]:
        """The first of several stages."""
        return Stages((step,))

    def then(self, step: Callable[[B], C]) -> Stages[A, C]:
        """These stages and a further one."""
        return Stages((*self.steps, step))

    def __call__(self, value: A) -> B:
        """What the stages make of a value."""
        out: Any = value
        for step in self.steps:
            out = step(out)
        result: B = out
        return result


def label(source: Source) -> Labelled:
    """Say of every line, or piece of one, what it is."""
    blocks = [from_line(line) for line in source.lines]
    by_rules = partial(_by_rules, known_title=source.title)
    if not is_marked(blocks):
        blocks = by_rules(blocks)
    elif strange := first_strange(blocks):
        source = replace(source, notes=(*source.notes, STRANGE.format(strange)))
        blocks = by_rules(list(map(without_mark, blocks)))
    else:
        blocks = withhold_persons(read_marked(blocks, by_rules))
    meta = metadata(blocks)
    for name, value in source.fields:
        meta.setdefault(name, value)
    return Labelled(source, blocks, meta)


def _by_rules(blocks: list[Block], known_title: str | None) -> list[Block]:
    for rule in rules(known_title):
        blocks = rule.apply(blocks)
    return blocks


def nest(labelled: Labelled) -> Tree:
    """Make a tree of the headings and items, without the closing paragraphs in its last item."""
    root = build(labelled.blocks)
    root, closing = (root, ()) if is_marked(labelled.blocks) else cut_closing(root)
    return Tree(labelled, root, closing, annotate(root))


def find_tasks(tree: Tree) -> Outline:
    """Find out what kind of document it is and which of its items are tasks."""
    labelled, root = tree.labelled, tree.root
    printed = identity.title(labelled.blocks, labelled.meta, labelled.source)
    title = printed or identity.sent_out(labelled.blocks)
    chosen = choose_marked(root) if is_marked(labelled.blocks) else choose(root, tree.said, title or "")
    if _only_announces(chosen.nodes, tree.said, labelled.rows, title or ""):
        chosen = Chosen({})  # the table assigns the work that the text only announces
    kind = identity.stated_kind(labelled.meta) or identity.kind(title or "", root, bool(labelled.rows))
    return Outline(tree, title, printed is not None, kind, chosen, identity.result_nodes(root, kind))


def read_tasks(outline: Outline) -> TasksRead:
    """Read the tasks from the items chosen and from the rows of tables."""
    labelled, said, results = outline.tree.labelled, outline.tree.said, outline.results
    leads = states_first_leads(labelled.words)
    chosen = outline.chosen.inherited.items()
    nodes = frozenset(outline.chosen.inherited)
    items = [
        marked_task(node, node in results)
        if is_marked_task(node)
        else item_task(node, said, above, leads, node in results, alone=not nodes.isdisjoint(node.children))
        for node, above in chosen
    ]
    return TasksRead(outline, (*items, *row_tasks(labelled.rows, leads, _report_time(outline))))


def _report_time(outline: Outline) -> Reported:
    """Of what time the tables report, as the title or a line above the first of them says, or the
    document."""
    labelled, title = outline.tree.labelled, outline.title or ""
    above = itertools.takewhile(lambda block: block.row is None, labelled.blocks)
    period = identity.period(title, labelled.meta, labelled.blocks, outline.tree.root)
    period = period or identity.year_of_file(labelled.source.name)
    return report_time([title, *(b.words for b in above)], labelled.meta, period)


def conclude(read: TasksRead) -> Imported:
    """Add what the document is, what a person should look at, and where every character went."""
    outline, tree = read.outline, read.outline.tree
    source, blocks, meta = tree.labelled.source, tree.labelled.blocks, tree.labelled.meta
    root, title, table_title = tree.root, outline.title, identity.table_title(blocks)
    table_title = None if table_title == identity.annex_title(root) else table_title
    named = next((b.words for b in blocks if b.mark == "summary_title"), TABLE_TITLE)
    table_title = named if named != TABLE_TITLE else table_title
    persons = all_persons(read.tasks) | named_in(blocks)
    of_rows = (words for b in blocks if b.row for words in (b.row.task, b.row.content))
    return Imported(
        source=source,
        blocks=tuple(blocks),
        root=root,
        title=title,
        issuer=identity.issuer(blocks, meta, title, root),
        date=identity.day(blocks, meta, title or ""),
        doc_number=identity.number(blocks, meta),
        kind=outline.kind,
        period=identity.period(title or "", meta, blocks, root) or identity.year_of_file(source.name),
        meta=meta,
        sections=tuple(identity.sections(root)),
        tasks=read.tasks,
        figures=tuple(figure_phrases("\n".join([root.full_text, *of_rows]))),
        cites=tuple(mark_own(_every_cite(tree.labelled), title, table_title)),
        intro=tuple(b.words for b in root.body if b.kind == "text"),
        closing=tree.closing,
        problems=tuple(find_doubts(read, persons)),
        coverage=account(source, blocks, root, persons),
        table_title=table_title,
        persons=persons,
        notes=source.notes,
        section_units=tuple(section_units(root)),
    )


def _every_cite(labelled: Labelled) -> list[Cite]:
    return merge_cites([*cites(labelled.words), *listed_cites(labelled.blocks)])


STAGES = Stages.begin(label).then(nest).then(find_tasks).then(read_tasks).then(conclude)


def _only_announces(nodes: Sequence[Node], said: Statements, rows: Sequence[Block], title: str) -> bool:
    """Whether the text only sends out the table: no item names a unit, and the title names a table or most
    rows stand in the items."""
    if not rows or not said.naming.isdisjoint(nodes):
        return False
    if identity.is_of_table(title):
        return True
    told = squeeze("".join(f"{n.title.words}{n.full_text}" for n in nodes))
    some = [squeeze(b.row.task or b.row.content)[:_KNOWN_BY] for b in rows[:_ROWS_COMPARED] if b.row]
    return 2 * sum(words in told for words in some) >= len(some)
