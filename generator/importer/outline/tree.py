"""The tree: headings and items nested by their notation, each with the blocks it was made of.

Every node knows its source lines. The tree holds all body text; `walk` reaches each block exactly once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.importer.blocks import Block
from generator.importer.words.numerals import MARKS
from generator.importer.words.responsibility_bracket import responsibilities
from generator.importer.words.statements import Statement
from generator.importer.words.titles import Title, run_in, spaced, split_title

_TOP = 2  # rank of 一、
_SPACED_LEAST = 3  # items
_RANKS = {"outline": 2, "unnumbered": 2, "attachment": -1}


@dataclass(eq=False, slots=True)
class Node:
    """A heading or item with its text and what stands under it."""

    number: str = ""
    style: str = ""
    ordinal: int = 0
    rank: int = -2
    title: Title = field(default_factory=lambda: Title("", 0, own=False))
    head: Block | None = None
    rest: str = ""  # the text behind the title in the heading's own paragraph
    body: list[Block] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    answers: tuple[Statement, ...] | None = None  # `found`, once it was asked
    carries: bool | None = None  # `carries_units`, once it was asked
    given: tuple[Statement, ...] = ()  # who answers for it by the heading above
    opens_main: bool = False  # the first heading of what a signed notice with headings of its own sends out

    @property
    def text(self) -> str:
        """The text of the node itself, one paragraph a line, children left out."""
        parts = [self.rest.strip(), *(b.words for b in self.body if b.kind == "text")]
        return "\n".join(p for p in parts if p)

    @property
    def full_text(self) -> str:
        """The text of the node with its children, their numbers and titles included."""
        if not self.children:
            return self.text
        parts = [self.text]
        for node in walk(self):
            if node is not self:
                parts.append(node.head.words if node.head else "")
                parts.extend(b.words for b in node.body if b.kind == "text")
        return "\n".join(p for p in parts if p)

    @property
    def found(self) -> tuple[Statement, ...]:
        """Who answers and by when, as title and text say; read once, when the tree is complete."""
        if self.answers is None:
            self.answers = tuple(responsibilities(f"{self.title.words}\n{self.full_text}"))
        return self.answers

    @property
    def carries_units(self) -> bool:
        """Whether a bracket or line in the text, or in that of an item below, names who answers."""
        if self.carries is None:
            own = responsibilities(f"{self.title.words}\n{self.text}") if self.children else self.found
            self.carries = any(f.units for f in own) or any(c.carries_units for c in self.children)
        return self.carries

    @property
    def lines(self) -> tuple[int, int]:
        """First and last source line."""
        if self.head is not None and not self.body and not self.children:
            return self.head.first, self.head.last
        blocks = [b for n in walk(self) for b in ([n.head] if n.head else []) + n.body]
        return (min((b.first for b in blocks), default=1), max((b.last for b in blocks), default=1))


def main_nodes(root: Node) -> list[Node]:
    """The top nodes of the main text: without attachments, and without the headings of a notice that sends it out."""
    tops = [c for c in root.children if c.style != "attachment"]
    start = next((n for n, c in enumerate(tops) if c.opens_main), 0)
    return tops[start:]


def walk(node: Node) -> Iterator[Node]:
    """The node and everything under it, in document order, without recursion."""
    stack = [node]
    while stack:
        one = stack.pop()
        yield one
        if one.children:
            stack.extend(reversed(one.children))


def build(blocks: list[Block]) -> Node:
    """Nest the body blocks of a document under a root."""
    root = Node()
    path = [root]
    signed = False
    for block in blocks:
        signed = signed or block.kind == "signature"
        if block.kind in ("aside", "meta", "title", "docnumber", "signature"):
            continue
        if block.kind in ("heading", "attachment"):
            node = _node(block)
            while path[-1].rank >= node.rank and len(path) > 1:
                path.pop()
            if (
                path[-1] is root
                and node.ordinal == 1
                and signed
                and any(c.style == node.style for c in root.children)
            ):
                node.opens_main, signed = True, False
            path[-1].children.append(node)
            path.append(node)
        else:
            path[-1].body.append(block)
    _part_spaced(root)
    _restore_titles(root)
    return root


def _node(block: Block) -> Node:
    """The node a heading block opens."""
    words = block.words
    if block.kind == "attachment":
        return Node(words, "attachment", 0, _RANKS["attachment"], Title("", 0, own=False), block, "")
    after = words[len(block.number) :] if block.number else words
    title = split_title(after)
    rank = _RANKS.get(block.style, MARKS[block.style].rank if block.style in MARKS else _TOP)
    if block.style == "outline" and block.outline is not None:
        rank = min(5, 1 + block.outline)
    if block.style == "1.1":
        rank = 2 + block.number.replace("．", ".").strip(".").count(".")
    return Node(block.number, block.style, block.ordinal, rank, title, block, after[title.end :])


def _part_spaced(root: Node) -> None:
    """Where nearly every item of a notation has a blank behind its first words, these are its title."""
    groups: dict[str, list[tuple[Node, str, Title | None]]] = {}
    for node in walk(root):
        if node.number and node.head is not None:
            after = node.head.words[len(node.number) :]
            groups.setdefault(node.style, []).append((node, after, spaced(after)))
    for found in groups.values():
        if len(found) < _SPACED_LEAST or sum(t is not None for _, _, t in found) * 5 < len(found) * 4:
            continue
        for node, after, title in found:
            if title is not None:
                node.title, node.rest = title, after[title.end :]


def _restore_titles(root: Node) -> None:
    """Where siblings carry titles, find the title of one whose full stop was lost."""
    for node in walk(root):
        owned = [c for c in node.children if c.title.own and len(c.title.words) <= 30 and c.number]
        if len(owned) * 2 <= len(node.children) and len(node.children) > 2:
            continue
        lengths = sorted(len(c.title.words) for c in owned)
        usual = lengths[len(lengths) // 2] + 8 if lengths else 20
        for child in node.children:
            if (
                child.head is None
                or (child.title.own and len(child.title.words) <= usual)
                or not child.number
            ):
                continue
            after = child.head.words[len(child.number) :]
            found = run_in(after)
            if found and len(after) > len(found.words) + 20:
                child.title = found
                child.rest = after[found.end :]
