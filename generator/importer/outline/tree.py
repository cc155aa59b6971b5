"""The tree: headings and items nested by their notation, each with the blocks it was made of.

Every node knows its source lines. The tree holds all body text; `walk` reaches each block exactly once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.importer.blocks import Block
from generator.importer.layout.duties import STYLE as DUTY
from generator.importer.words.numerals import MARKS
from generator.importer.words.titles import Title, find_run_in_title, find_spaced_title, split_title

_TOP = 2  # rank of 一、
_SPACED_LEAST = 3  # items
_SHORT = 30  # characters of a title
_NO_BODY = frozenset({"aside", "meta", "title", "docnumber", "signature"})
NO_TITLE = Title("", 0, own=False)
_RANKS = {"outline": 2, "unnumbered": 2, "attachment": -1, DUTY: 4}


@dataclass(frozen=True, eq=False, slots=True)
class Node:
    """A heading or item with its text and what stands under it. It is itself alone: two alike are two."""

    number: str = ""
    style: str = ""
    ordinal: int = 0
    rank: int = -2
    title: Title = NO_TITLE
    head: Block | None = None
    rest: str = ""  # the text behind the title in the heading's own paragraph
    body: tuple[Block, ...] = ()
    children: tuple[Node, ...] = ()
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
    def own_blocks(self) -> tuple[Block, ...]:
        """The blocks of the node itself, children left out."""
        return (self.head, *self.body) if self.head else self.body

    @property
    def lines(self) -> tuple[int, int]:
        """First and last source line."""
        blocks = [b for n in walk(self) for b in n.own_blocks]
        return min((b.first for b in blocks), default=1), max((b.last for b in blocks), default=1)


def main_nodes(root: Node) -> list[Node]:
    """The top nodes of the main text: without attachments, and without the headings of a notice that sends
    it out."""
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
    items, signed_at = _items(blocks)
    if any(item.head is not None and item.head.mark is not None for item in items):
        return _nested(items, _parents(items))  # whose titles need no guessing
    items = _with_spaced_titles(items)
    parents = _parents(items)
    items = _with_restored_titles(items, parents)
    return _nested(_with_main(items, parents, signed_at), parents)


def _items(blocks: list[Block]) -> tuple[list[Node], int]:
    """The root and all headings in the order of the text, each with the blocks behind it; and how many of
    them stand before the first signature."""
    items: list[Node] = []
    signed_at: int | None = None
    item, body = Node(), list[Block]()
    for block in blocks:
        if block.kind == "signature" and signed_at is None:
            signed_at = len(items) + 1
        if block.kind in ("heading", "attachment"):
            items.append(replace(item, body=tuple(body)))
            item, body = _node(block), []
        elif block.kind not in _NO_BODY:
            body.append(block)
    items.append(replace(item, body=tuple(body)))
    return items, len(items) if signed_at is None else signed_at


def _parents(items: list[Node]) -> list[int]:
    """For each item the position of the one that it stands under: the nearest above it of a higher rank. 0
    is the root."""
    path = [0]
    parents = [0]
    for at, item in enumerate(items[1:], 1):
        while len(path) > 1 and items[path[-1]].rank >= item.rank:
            path.pop()
        parents.append(path[-1])
        path.append(at)
    return parents


def _with_main(items: list[Node], parents: list[int], signed_at: int) -> list[Node]:
    """Mark the heading behind a signature with which the numbers of the top level begin anew."""
    styles: set[str] = set()
    for at in range(1, len(items)):
        item = items[at]
        if parents[at]:
            continue
        if at >= signed_at and item.ordinal == 1 and item.style in styles:
            return [*items[:at], replace(item, opens_main=True), *items[at + 1 :]]
        styles.add(item.style)
    return items


def _nested(items: list[Node], parents: list[int]) -> Node:
    """The root with all below it; from the last item to the first, so that each is made once, with its
    children."""
    below: list[list[Node]] = [[] for _ in items]
    for at in range(len(items) - 1, 0, -1):
        below[parents[at]].append(_with_children(items[at], below[at]))
    return _with_children(items[0], below[0])


def _with_children(item: Node, last_first: list[Node]) -> Node:
    return replace(item, children=tuple(reversed(last_first))) if last_first else item


def _node(block: Block) -> Node:
    """The node a heading block opens."""
    words = block.words
    if block.kind == "attachment":
        return Node(words, "attachment", 0, _RANKS["attachment"], NO_TITLE, block, "")
    after = words[len(block.number) :] if block.number else words
    if block.mark is not None:
        whole = Title(after.strip(), len(after), own=True)
        rank = _TOP + (block.outline or 0)
        return Node(block.number, block.style, block.ordinal, rank, whole, block, "")
    title = split_title(after)
    rank = _RANKS.get(block.style, MARKS[block.style].rank if block.style in MARKS else _TOP)
    if block.style == "outline" and block.outline is not None:
        rank = min(5, 1 + block.outline)
    if block.style == "1.1":
        rank = 2 + block.number.replace("．", ".").strip(".").count(".")
    return Node(block.number, block.style, block.ordinal, rank, title, block, after[title.end :])


def _with_title(item: Node, title: Title, after: str) -> Node:
    return replace(item, title=title, rest=after[title.end :])


def _with_spaced_titles(items: list[Node]) -> list[Node]:
    """Where nearly every item of a notation has a blank behind its first words, these are its title."""
    groups: dict[str, list[tuple[int, str, Title | None]]] = {}
    for at, item in enumerate(items):
        if item.number and item.head is not None:
            after = item.head.words[len(item.number) :]
            groups.setdefault(item.style, []).append((at, after, find_spaced_title(after)))
    out = list(items)
    for found in groups.values():
        if len(found) >= _SPACED_LEAST and sum(t is not None for _, _, t in found) * 5 >= len(found) * 4:
            for at, after, title in found:
                out[at] = _with_title(items[at], title, after) if title is not None else items[at]
    return out


def _with_restored_titles(items: list[Node], parents: list[int]) -> list[Node]:
    """Where siblings carry titles, find the title of one whose full stop was lost."""
    siblings: dict[int, list[int]] = {}
    for at, parent in enumerate(parents[1:], 1):
        siblings.setdefault(parent, []).append(at)
    out = list(items)
    for group in siblings.values():
        lengths = sorted(
            len(t.words) for t in (items[at].title for at in group if items[at].number) if _is_short(t)
        )
        if len(lengths) * 2 <= len(group) and len(group) > 2:
            continue
        usual = lengths[len(lengths) // 2] + 8 if lengths else 20
        for at in group:
            out[at] = _restored(items[at], usual)
    return out


def _is_short(title: Title) -> bool:
    return title.own and len(title.words) <= _SHORT


def _restored(item: Node, usual: int) -> Node:
    """The item with the title that runs into its text, if it has none of a length `usual` among its
    siblings."""
    if item.head is None or not item.number or (item.title.own and len(item.title.words) <= usual):
        return item
    after = item.head.words[len(item.number) :]
    found = find_run_in_title(after)
    return _with_title(item, found, after) if found and len(after) > len(found.words) + 20 else item
