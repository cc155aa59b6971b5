"""What the headings and items of a tree state about who answers and by when, read once, when the tree is
complete."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.importer.outline.tree import Node, walk
from generator.importer.words.names import is_unit, looks_like_unit
from generator.importer.words.responsibility_bracket import NONE_KNOWN, responsibilities
from generator.importer.words.statements import Statement
from generator.importer.words.unit_cells import cell_units
from generator.importer.words.vocabulary import alt


@dataclass(frozen=True, slots=True)
class Statements:
    """What each node states in its title and its own text; `naming` are the nodes that name units there or
    further below, `known` the names that a label or column calls units and nothing else would show to be
    some."""

    own: Mapping[Node, tuple[Statement, ...]]
    naming: frozenset[Node]
    known: frozenset[str] = NONE_KNOWN

    def of_all(self, node: Node) -> tuple[Statement, ...]:
        """What a node states in its title, its text and all that stands under it; offsets are those of both,
        parted by a line break."""
        return self.own[node] if not node.children else _read(node, node.full_text, self.known)


def annotate(root: Node) -> Statements:
    """Read a whole tree; from the last node to the first, so that those below are read before those above."""
    nodes = list(walk(root))
    own = {node: _read(node, node.text) for node in nodes}
    if known := frozenset(_known(nodes, own)):
        bare = re.compile(rf"[（(〔【\[](?:[^（）()：:]{{0,40}}[、，,])?{alt(known)}")
        again = [n for n in nodes if bare.search(f"{n.title.words}\n{n.text}")]
        own |= {node: _read(node, node.text, known) for node in again}
    naming: set[Node] = set()
    for node in reversed(nodes):
        if any(found.units for found in own[node]) or not naming.isdisjoint(node.children):
            naming.add(node)
    return Statements(own, frozenset(naming), known)


def _known(nodes: Iterable[Node], own: Mapping[Node, tuple[Statement, ...]]) -> Iterator[str]:
    """Names that the text or a table calls units and that would not be seen to be such alone."""
    for node in nodes:
        stated = [u for found in own[node] for u in found.units]
        rows = [block.row for block in node.body if block.row is not None]
        listed = [u for row in rows for heading, cell in row.units for u in cell_units(heading, cell)]
        yield from (u.name for u in (*stated, *listed) if not looks_like_unit(u.name) and is_unit(u.name))


def _read(node: Node, text: str, known: frozenset[str] = NONE_KNOWN) -> tuple[Statement, ...]:
    return tuple(responsibilities(f"{node.title.words}\n{text}", known))
