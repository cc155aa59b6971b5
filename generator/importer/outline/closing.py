"""Rule: unnumbered paragraphs at the very end that speak of the whole text (上述举措…, 各地要…) close it.

They belong to no task, and a term they set (执行期至2020年12月底) is no task's deadline.
"""

from __future__ import annotations

import re
from dataclasses import replace

from generator.importer.outline.tree import Node
from generator.importer.words.responsibility_bracket import responsibilities
from generator.importer.words.vocabulary import DOCUMENT_KINDS, LABEL_UNITS, alt

_OPENS = re.compile(
    rf"(?:上述|以上|本{alt(DOCUMENT_KINDS, ('实施意见', '工作方案', '举措', '政策'))}|"
    rf"各(?:地|级|市|县|区|省|镇|乡|街道|有关|责任单位|牵头|{alt(LABEL_UNITS)})|"
    r"特此|此文件|未尽事宜|请各|望各|请于|联系人|联系电话|附[：:])"
)


def cut_closing(root: Node) -> tuple[Node, tuple[str, ...]]:
    """The tree with the closing paragraphs of the main text behind its last item instead of in it, and these
    paragraphs."""
    at = next(
        (n for n in reversed(range(len(root.children))) if root.children[n].style != "attachment"), None
    )
    if at is None:
        return root, ()
    *above, node = _last_branch(root.children[at])
    first = _first_closing(node)
    if first is None:
        return root, ()
    moved = node.body[first:]
    last = replace(node, body=node.body[:first])
    for parent in reversed(above):
        last = replace(parent, children=(*parent.children[:-1], last))
    closing = Node(style="closing", rank=2, body=moved)
    children = (*root.children[:at], last, closing, *root.children[at + 1 :])
    return replace(root, children=children), tuple(b.words for b in moved if b.kind == "text")


def _last_branch(node: Node) -> list[Node]:
    """The node, its last child, the last child of that, and so on."""
    branch = [node]
    while branch[-1].children:
        branch.append(branch[-1].children[-1])
    return branch


def _first_closing(node: Node) -> int | None:
    """Where in the body of the last item the closing begins. The first paragraph is the item's own where its
    heading has no text and names nobody."""
    texts = [n for n, b in enumerate(node.body) if b.kind == "text"]
    needs_text = not node.rest.strip() and not any(f.units for f in responsibilities(node.title.words))
    return next((n for n in texts[1 if needs_text else 0 :] if _OPENS.match(node.body[n].words)), None)
