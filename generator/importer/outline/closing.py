"""Rule: unnumbered paragraphs at the very end that speak of the whole text (上述举措…, 各地要…) close it.

They belong to no task, and a term they set (执行期至2020年12月底) is no task's deadline.
"""

from __future__ import annotations

import re

from generator.importer.outline.tree import Node, walk

_OPENS = re.compile(
    r"(?:上述|以上|本(?:意见|方案|通知|措施|办法|计划|要点|举措|实施意见|政策|规划|工作方案|规定)|各(?:地|级|市|县|区|省|单位|部门|有关|镇|乡|街道|股室|科室|处室|责任单位|牵头)|"
    r"特此|此文件|未尽事宜|请各|望各|请于|联系人|联系电话|附[：:])"
)
_SENTENCE_END = ("。", "）", ")", "！", "”")


def cut_closing(root: Node) -> list[str]:
    """Move the closing paragraphs of the main text out of its last item; return them."""
    tops = [c for c in root.children if c.style != "attachment"]
    if not tops:
        return []
    last = tops[-1]
    *_, node = walk(last)
    texts = [i for i, b in enumerate(node.body) if b.kind == "text"]
    if not texts:
        return []
    own = not (node.rest.strip() or node.carries_units)  # the first paragraph is that of the item
    first = next((i for i in texts if _OPENS.match(node.body[i].words) and not (own and i == texts[0])), None)
    if first is None:
        return []
    moved = node.body[first:]
    node.body = node.body[:first]
    root.children.insert(root.children.index(last) + 1, Node(style="closing", rank=2, body=moved))
    return [b.words for b in moved if b.kind == "text"]
