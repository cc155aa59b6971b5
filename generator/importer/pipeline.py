"""From a source to an import: rules over its lines, a tree of what is left, tasks read from the tree. Never raises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from generator.importer.account.coverage import account
from generator.importer.account.doubts import find_doubts
from generator.importer.blocks import Block, from_line, squeeze
from generator.importer.layout.head import find_head
from generator.importer.layout.metadata import metadata
from generator.importer.layout.order import RULES
from generator.importer.lines import Source, split_lines, without_unprinted
from generator.importer.outline import identity
from generator.importer.outline.closing import cut_closing
from generator.importer.outline.measures import split_measures, with_answers
from generator.importer.outline.result import Imported, Measure, Task
from generator.importer.outline.row_tasks import row_tasks
from generator.importer.outline.tasks import Chosen, choose
from generator.importer.outline.tree import Node, build
from generator.importer.pause import undisturbed
from generator.importer.words.cites import cites, mark_own
from generator.importer.words.deadlines import deadlines
from generator.importer.words.indicators import figure_phrases, figures
from generator.importer.words.responsibility_bracket import (
    responsibilities,
    states_first_leads,
    unit_first,
)
from generator.importer.words.responsibility_clause import UnitRole, first_leads, unique
from generator.importer.words.responsibility_sentence import running_text
from generator.importer.words.statements import Statement
from generator.importer.words.titles import split_title
from generator.importer.words.unit_doubts import (
    person_doubt,
    persons_doubts,
    unread,
    unread_doubt,
    unsaid_doubt,
)

_ROWS_COMPARED = 50
_KNOWN_BY = 8  # characters of a row's task
_FROM_ABOVE = "“{}”印在上级标题或正文后，已记到本项，请核对"


@undisturbed
def import_text(text: str, name: str = "") -> Imported:
    """Import a text; any text at all gives an import, whatever it holds."""
    return import_source(without_unprinted(Source(split_lines(text), name)))


@undisturbed
def import_source(source: Source) -> Imported:
    """Import what a reader made of a file."""
    blocks = [from_line(line) for line in source.lines]
    for rule in RULES:
        blocks = find_head(blocks, source.title) if rule is find_head else rule(blocks)
    root = build(blocks)
    closing = cut_closing(root)
    meta = {**metadata(blocks)}
    for label, value in source.fields:
        meta.setdefault(label, value)
    printed = identity.title(blocks, meta, source)
    title = printed or identity.sent_out(blocks)
    rows = [b for b in blocks if b.row is not None]
    chosen = choose(root, title or "")
    if _only_announces(chosen.nodes, rows, title or ""):
        chosen = Chosen(())  # the table assigns the work that the text only announces
    kind = identity.kind(title or "", root, bool(rows))
    whole = "\n".join(b.words for b in blocks if b.kind != "aside")
    leads = states_first_leads(whole)
    results = identity.result_nodes(root, kind)
    tasks = [*(_task(n, leads, id(n) in results) for n in chosen.nodes), *row_tasks(rows, leads)]
    body = "\n".join([root.full_text, *(w for b in rows if b.row for w in (b.row.task, b.row.content))])
    return Imported(
        source=source,
        blocks=tuple(blocks),
        root=root,
        title=title,
        issuer=identity.issuer(blocks, meta, title, root),
        date=identity.day(blocks, meta),
        doc_number=identity.number(blocks, meta),
        kind=kind,
        period=identity.period(title or "", meta, blocks, root),
        meta=meta,
        sections=tuple(identity.sections(root)),
        tasks=tuple(tasks),
        figures=tuple(figure_phrases(body)),
        cites=tuple(mark_own(cites(whole), title, identity.table_title(blocks))),
        intro=tuple(b.words for b in root.body if b.kind == "text"),
        closing=tuple(closing),
        problems=tuple(find_doubts(source, blocks, root, tasks, chosen.reason, title, printed is not None)),
        coverage=account(source, blocks, root),
        table_title=identity.table_title(blocks),
        notes=source.notes,
    )


def _task(node: Node, leads: bool, results: bool) -> Task:
    """Read one task from its node; `results` tells that the text reports what is done."""
    text = node.full_text
    title = node.title.words
    everything = f"{title}\n{text}"
    first_units, at = (
        unit_first(title + "：" if node.rest and not node.title.own else f"{title}：{node.rest}")
        if _names_unit(node)
        else ([], 0)
    )
    if first_units and at:
        inner = split_title(node.rest)
        title = inner.words or title
    found = node.found
    title, behind = _without_units(title, found)
    units, given = _answering(node, first_units, leads)
    if not units and not results:
        units = running_text(everything)
    spoken = [] if results else deadlines(_without(everything, [(f.start, f.end) for f in found]))
    due = [*spoken, *(d for f in found for d in f.deadlines)]  # a labelled one counts in a report too
    above = [d for f in node.given for d in f.deadlines] if given and not due else []
    kind: Literal["target", "actual"] = "actual" if results else "target"
    opening, measures = split_measures(text)
    every = tuple(dict.fromkeys([*due, *above]))
    measures = with_answers(measures, units, every, leads)
    ahead = len(node.title.words) + 1
    return Task(
        number=node.number or None,
        title=title,
        text=text,
        units=tuple(unique(units)),
        deadlines=every,
        cites=tuple(cites(everything)),
        figures=tuple(figures(everything, kind)),
        measures=tuple(measures),
        lines=node.lines,
        node=node,
        opening=opening,
        doubts=(
            *_doubts(found, bool(units) or results, (title, text)),
            *([_FROM_ABOVE.format("、".join([*(u.name for u in units), *above]))] if given else []),
        ),
        behind_title=behind,
        brackets=tuple((f.start - ahead, f.end - ahead) for f in found if f.start >= ahead),
        common=_common(f"{node.title.words}\n{opening}", units, every, measures),
    )


def _common(
    words: str, units: Sequence[UnitRole], every: Sequence[str], measures: Sequence[Measure]
) -> tuple[tuple[UnitRole, ...], tuple[str, ...]] | None:
    """What holds for the whole task where some measures answer for themselves: what `words` (the title and the text before the
    measures) and measures without units of their own say, and whatever no measure has, so that nothing is lost."""
    if not any(m.units for m in measures):
        return None
    words = "\n".join([words, *(m.text for m in measures if not m.units)])
    said = {u.name for f in responsibilities(words) for u in f.units}
    named, held = {u.name for m in measures for u in m.units}, {d for m in measures for d in m.deadlines}
    return tuple(unique([u for u in units if u.name in said or u.name not in named])), tuple(
        d for d in every if d in words or d not in held
    )


def _only_announces(nodes: Sequence[Node], rows: Sequence[Block], title: str) -> bool:
    """Whether the text only sends out the table: no item names a unit, and the title names a table or most rows stand in the items."""
    if not rows or any(n.carries_units for n in nodes):
        return False
    if identity.is_of_table(title):
        return True
    told = squeeze("".join(f"{n.title.words}{n.full_text}" for n in nodes))
    some = [squeeze(b.row.task or b.row.content)[:_KNOWN_BY] for b in rows[:_ROWS_COMPARED] if b.row]
    return 2 * sum(words in told for words in some) >= len(some)


def _answering(node: Node, first_units: list[UnitRole], leads: bool) -> tuple[list[UnitRole], bool]:
    """The units that the labels and brackets of an item name, else those of the heading above; whether it is these."""
    own = [*first_units, *(u for f in node.found for u in f.units)]
    units = own or [u for f in node.given for u in f.units]
    return (first_leads(units) if leads else units), bool(units) and not own


def _doubts(found: Sequence[Statement], answered: bool, words: Sequence[str]) -> Iterator[str]:
    """What a person should look at: names of persons, and brackets that seem to name a unit and could not be read."""
    yield from dict.fromkeys(person_doubt(p) for f in found for p in f.persons)
    yield from persons_doubts(u for f in found for u in f.units)
    yield from dict.fromkeys(unread_doubt(words) for f in found for words in f.unread)
    yield from dict.fromkeys(unsaid_doubt(name) for f in found for name in f.unsaid)
    if not answered:
        yield from (f"括号“{bracket}”里像有责任单位，没有登记" for bracket in map(unread, words) if bracket)


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
    return bool(unit_first(after)[0])


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text without the brackets that name units: a deadline labelled there is read from the label."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts.append(text[at:start])
        at = end
    return "".join([*parts, text[at:]])
