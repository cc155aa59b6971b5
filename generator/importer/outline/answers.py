"""What the headings and items of a tree state about who answers and by when, read once, when the tree is
complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.importer.outline.tree import Node, walk
from generator.importer.words.responsibility_bracket import responsibilities
from generator.importer.words.statements import Statement


@dataclass(frozen=True, slots=True)
class Statements:
    """What each node states in its title and its own text; `naming` are the nodes that name units there or
    further below."""

    own: Mapping[Node, tuple[Statement, ...]]
    naming: frozenset[Node]

    def of_all(self, node: Node) -> tuple[Statement, ...]:
        """What a node states in its title, its text and all that stands under it; offsets are those of both,
        parted by a line break."""
        return self.own[node] if not node.children else _read(node, node.full_text)


def annotate(root: Node) -> Statements:
    """Read a whole tree; from the last node to the first, so that those below are read before those above."""
    own: dict[Node, tuple[Statement, ...]] = {}
    naming: set[Node] = set()
    for node in reversed(list(walk(root))):
        own[node] = _read(node, node.text)
        if any(found.units for found in own[node]) or not naming.isdisjoint(node.children):
            naming.add(node)
    return Statements(own, frozenset(naming))


def _read(node: Node, text: str) -> tuple[Statement, ...]:
    return tuple(responsibilities(f"{node.title.words}\n{text}"))
